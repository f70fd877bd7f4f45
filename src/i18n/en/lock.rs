//! English: passphrases, users, roles, the lock screen.

use crate::domain::role::{Capability, Role};
use crate::i18n::lock::LockWords;

pub(in crate::i18n) static LOCK: LockWords = LockWords {
    no_key: |path| {
        format!(
            "{path} is encrypted, and these keys do not open it. Put the .keys files that belong to it beside it."
        )
    },
    wrong: "That passphrase does not open this file. Check the user, the capitals and the keyboard, and try again.",
    wait: |seconds| format!("Too many wrong tries. Wait {seconds} seconds, then try again."),
    keys_damaged: "The key files (.keys and .keys2) cannot be read. Copy them back from a backup of this file.",
    forged: "The table of users was changed by somebody without a manager's passphrase, so nothing was opened. Copy the .keys files back from a backup and find out who it was.",
    too_short: |characters, words| {
        format!(
            "That is too short: at least {characters} characters or {words} words. Four words you can picture are easy to keep."
        )
    },
    too_long: "That is too long. Choose something shorter.",
    common: "That is among the first things anybody tries. Choose four words that do not belong together.",
    differ: "The two do not match. Type it again.",
    taken: "There is a user of this name already. Choose another name.",
    unknown: "There is no user of this name. See the names with: shuke user list.",
    last_owner: "That is the last owner; without one nobody could ever change anything. Make somebody else an owner first.",
    full: "There is no room for more users. Remove one first.",
    memory: "There is not enough memory to check the passphrase. Close other programs and try again.",
    denied: |what| format!("Your role may not {what}. Ask the owner."),
    again: |what| {
        format!(
            "To {what} your passphrase is needed again: lock the desk, unlock it, and do it within five minutes."
        )
    },
    too_many_reveals: |n| {
        format!(
            "More than {n} contacts in ten minutes: the desk was locked, and this was noted. Go on in a while."
        )
    },
    not_encrypted: "This file is not encrypted, so it has no users. Encrypt it first: shuke encrypt.",
    encrypted_already: "This file is encrypted already. Change a passphrase with: shuke user passphrase.",
    no_passphrase: "This file is encrypted and there is no terminal to ask for the passphrase. Give it with --passphrase-fd N.",
    bad_descriptor: "No passphrase could be read from --passphrase-fd. Open that descriptor for the command, for example: 3<file.",
    title: "Locked",
    user: "user",
    passphrase: "passphrase",
    checking: "Checking ...",
    keys: "Enter unlocks | Ctrl-c quits",
    keys_with_users: "Up and Down choose the user | Enter unlocks | Ctrl-c quits",
    locked_now: "The desk is locked.",
    plain_has_no_lock: "This file has no passphrase, so nothing can lock it. Set one with: shuke encrypt.",
    set_up: "passphrase",
    set_up_hint: "12 characters or 4 words; empty: NO protection",
    set_up_again: "again",
    skipped: "No passphrase: whoever gets this computer or a copy of the file reads every customer. Set one any time with: shuke encrypt.",
    encrypting: "Encrypting ...",
    recovery_title: "Recovery code",
    recovery_note: "Write this down and keep it away from this computer. It is shown only now. Whoever has it can open the file; without it a forgotten passphrase is the end of the data.",
    recovery_group: |n| format!("Group {n} of the code"),
    recovery_wrong: "That is not what is written there. Look again.",
    recovery_done: "The file is encrypted. Older copies and backups of it are not: delete them.",
    ask: |path| format!("Passphrase for {path}: "),
    ask_new: "New passphrase: ",
    ask_again: "Again: ",
    opens: |name, role| format!("It opens. You are {name}, {role}."),
    plain_file: "This file is not encrypted; it opens without a passphrase.",
    added: |name, role| format!("{name} can open the file now, as {role}."),
    removed: |name| {
        format!(
            "{name} is out, and the file has new keys. Older copies and backups still open with their old passphrase: delete them."
        )
    },
    role_set: |name, role| format!("{name} is {role} now."),
    passphrase_set: |name| {
        format!(
            "{name} has a new passphrase. Old copies of the key files still open with the old one."
        )
    },
    rekeyed: "The file has new keys. Older copies and backups still open with the old ones: delete them.",
    encrypted: "The file is encrypted.",
    decrypted: "The file is plain now: whoever gets it can read it.",
    decrypt_sure: "This makes the file readable for everybody and removes its users. Repeat with --yes.",
    role_of: |role| match role {
        Role::Owner => "owner",
        Role::Manager => "manager",
        Role::Agent => "agent",
        Role::Viewer => "viewer",
    },
    capability_of: |capability| match capability {
        Capability::See => "look at customers",
        Capability::Reveal => "see whole phone numbers and addresses of this customer",
        Capability::SeeSensitive => "see sensitive fields",
        Capability::Write => "change customers",
        Capability::Bin => "put customers into the bin",
        Capability::Erase => "erase customers for good",
        Capability::Restrict => "restrict a record",
        Capability::Import => "import",
        Capability::Export => "export",
        Capability::Backup => "make backups",
        Capability::Restore => "restore backups",
        Capability::Rekey => "change the keys of the file",
        Capability::Users => "manage users",
        Capability::Rules => "change the shop's settings",
        Capability::ReadAudit => "read the record of what was done",
    },
    promise: "Roles in shuke are enforced by the program. Anyone who can unlock the file with an agent's passphrase holds the key of the main tier and could read or change that tier with other software on this laptop, copy the file, or put an older copy back. What mathematics does guarantee: without any passphrase or the recovery code nothing is readable; without a manager's or owner's passphrase the sensitive tier is unreadable, whatever software is used; and changes to past records are noticed as long as the anchor (a file, a printed code, a backup) is out of the changer's reach. For a stronger wall, give every person an operating-system account and keep the file where only the owner's account can read it. Malware or an administrator on the laptop is outside what any local program can resist.",
    no_network: |crates| {
        format!(
            "None of the {crates} crates in this program speaks a network protocol; CI refuses one that does."
        )
    },
    sockets: |n| {
        format!(
            "This process holds {n} sockets. See for yourself: strace -f -e trace=socket shuke; CI walks a whole day that way and refuses AF_INET and AF_INET6. A part of crossterm (mio) could open connections; nothing here calls it."
        )
    },
    network_title: "network",
};
