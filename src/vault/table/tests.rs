//! What the table of slots promises.

use super::*;

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn owner() -> (Table, Unlocked, Passphrase) {
    Table::found("Li", 1, &words("correct horse battery"), Cost::LEAST_WORK).expect("a table")
}

fn with(role: Role) -> (Table, Unlocked) {
    let (mut table, by, _) = owner();
    table
        .add(
            &by,
            ("Anna", 2, role),
            &words("anna likes long tea"),
            Cost::LEAST_WORK,
        )
        .expect("added");
    (table, by)
}

fn main_key(unlocked: &Unlocked) -> [u8; 32] {
    *unlocked.newest().expect("keys").main.bytes()
}

#[test]
fn a_table_is_read_back_and_opens() {
    let (table, by) = with(Role::Agent);
    let table = Table::read(&table.bytes().expect("bytes")).expect("read");
    let anna = table
        .unlock(Some("Anna"), &words("anna likes long tea"))
        .expect("in");
    assert_eq!((anna.user.role, anna.user.agent), (Role::Agent, 2));
    assert_eq!(main_key(&anna), main_key(&by));
    let names: Vec<&str> = table.users().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["Li", "Anna"]);
}

#[test]
fn only_owner_and_manager_get_the_sensitive_key() {
    for role in Role::ALL {
        let (table, _) = with(role);
        let anna = table
            .unlock(Some("Anna"), &words("anna likes long tea"))
            .expect("in");
        let holds = anna.newest().expect("keys").sensitive.is_some();
        assert_eq!(
            holds,
            matches!(role, Role::Owner | Role::Manager),
            "{role:?}"
        );
    }
}

#[test]
fn a_wrong_passphrase_and_an_unknown_user_say_the_same() {
    let (table, _) = with(Role::Agent);
    for (name, text) in [
        (Some("Anna"), "wrong"),
        (Some("Anna"), "correct horse battery"),
        (Some("Nobody"), "anna likes long tea"),
        (None, "anna likes long tea"),
    ] {
        assert!(
            matches!(table.unlock(name, &words(text)), Err(Fault::Wrong)),
            "{name:?}"
        );
    }
}

#[test]
fn the_recovery_code_opens_and_gives_the_owner_a_new_passphrase() {
    let (mut table, _, code) = owner();
    let by = table
        .unlock(None, &words(&code.text().replace('-', " ")))
        .expect("in");
    assert_eq!(by.user.role, Role::Owner);
    table
        .set_passphrase(&by, &words("brand new words here"), Cost::LEAST_WORK)
        .expect("set");
    assert!(
        table
            .unlock(Some("Li"), &words("brand new words here"))
            .is_ok()
    );
    assert!(
        table
            .unlock(Some("Li"), &words("correct horse battery"))
            .is_err()
    );
    let by = table
        .unlock(Some("Li"), &words("brand new words here"))
        .expect("in");
    let newer = table.renew_recovery(&by, Cost::LEAST_WORK).expect("a code");
    assert!(table.unlock(None, &code).is_err(), "the old code is void");
    assert!(table.unlock(None, &newer).is_ok());
}

#[test]
fn an_agent_may_change_their_own_passphrase_and_managers_still_vouch() {
    let (mut table, _) = with(Role::Agent);
    let anna = table
        .unlock(Some("Anna"), &words("anna likes long tea"))
        .expect("in");
    table
        .set_passphrase(&anna, &words("anna likes green tea"), Cost::LEAST_WORK)
        .expect("set");
    assert!(
        table
            .unlock(Some("Anna"), &words("anna likes green tea"))
            .is_ok()
    );
    assert!(
        table
            .unlock(Some("Li"), &words("correct horse battery"))
            .is_ok()
    );
}

#[test]
fn an_agent_who_promotes_themselves_gets_no_sensitive_key_and_is_noticed() {
    let (mut table, _) = with(Role::Agent);
    let mut anna = table
        .unlock(Some("Anna"), &words("anna likes long tea"))
        .expect("in");
    assert!(
        table.set_role(&anna, "Anna", Role::Owner).is_err(),
        "they cannot seal what they do not hold"
    );
    // With a forged sensitive key of their own and a table signed with it.
    anna.keys[0].1.sensitive = Key::fresh().ok();
    table.set_role(&anna, "Anna", Role::Owner).expect("forged");
    assert!(matches!(
        table.unlock(Some("Li"), &words("correct horse battery")),
        Err(Fault::Forged)
    ));
}

#[test]
fn new_data_keys_keep_a_leaver_out_and_the_old_ones_stay_until_settled() {
    let (mut table, mut by) = with(Role::Manager);
    let old = main_key(&by);
    table.remove(&by, "Anna").expect("removed");
    let epoch = table.rekey(&mut by).expect("new keys");
    assert!(table.is_between());
    assert_ne!(main_key(&by), old);
    let table_now = Table::read(&table.bytes().expect("bytes")).expect("read");
    let both = table_now
        .unlock(Some("Li"), &words("correct horse battery"))
        .expect("in");
    let tried: Vec<[u8; 32]> = both.keys().map(|(_, keys)| *keys.main.bytes()).collect();
    assert_eq!(tried, [main_key(&by), old], "the new first, then the old");
    table.settle(&mut by, epoch).expect("settled");
    let after = table
        .unlock(Some("Li"), &words("correct horse battery"))
        .expect("in");
    assert_eq!(after.keys().count(), 1);
    assert_eq!(main_key(&after), main_key(&by));
    assert!(
        table
            .unlock(Some("Anna"), &words("anna likes long tea"))
            .is_err()
    );
}

#[test]
fn a_rekey_that_was_cut_off_can_be_done_again() {
    let (mut table, mut by, _) = owner();
    table.rekey(&mut by).expect("cut off here");
    let epoch = table.rekey(&mut by).expect("again");
    table.settle(&mut by, epoch).expect("settled");
    assert!(table.unlock(None, &words("correct horse battery")).is_ok());
}

#[test]
fn there_is_always_an_owner_and_no_name_twice() {
    let (mut table, by) = with(Role::Manager);
    assert!(matches!(table.remove(&by, "Li"), Err(Fault::LastOwner)));
    assert!(matches!(
        table.set_role(&by, "Li", Role::Agent),
        Err(Fault::LastOwner)
    ));
    let again = table.add(
        &by,
        ("Anna", 3, Role::Viewer),
        &words("another long passphrase"),
        Cost::LEAST_WORK,
    );
    assert!(matches!(again, Err(Fault::Taken)));
    let weak = table.add(
        &by,
        ("Bo", 3, Role::Viewer),
        &words("short"),
        Cost::LEAST_WORK,
    );
    assert!(matches!(weak, Err(Fault::Weak(_))));
    assert!(matches!(table.user("Nobody"), Err(Fault::Unknown)));
}

#[test]
fn no_changed_byte_is_read_as_a_table() {
    let (table, _) = with(Role::Agent);
    let bytes = table.bytes().expect("bytes");
    let body = bytes.len() - table.attempts.write().len();
    for at in 0..body {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        assert!(Table::read(&bent).is_err(), "byte {at}");
    }
    for length in (0..body).step_by(7) {
        assert!(Table::read(&bytes[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn a_changed_byte_with_a_right_checksum_opens_nothing() {
    let (table, _) = with(Role::Agent);
    let whole = table.bytes().expect("bytes");
    let tail = table.attempts.write();
    let body = whole.len() - tail.len() - 32;
    // Behind magic, version and length; not every byte, because each costs a derivation.
    for at in (14..body).step_by(31) {
        let mut bent = whole[..body].to_vec();
        bent[at] ^= 1;
        let sum = digest(&bent);
        bent.extend(sum);
        bent.extend(&tail);
        let opens = |table: &Table| {
            table
                .unlock(Some("Li"), &words("correct horse battery"))
                .is_ok()
        };
        assert!(
            !Table::read(&bent).is_ok_and(|table| opens(&table)),
            "byte {at}"
        );
    }
}

#[test]
fn hostile_lengths_ask_for_no_memory() {
    let (table, _, _) = owner();
    let whole = table.bytes().expect("bytes");
    let mut long = whole.clone();
    long[10..14].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(Table::read(&long), Err(Fault::Damaged)));
    assert!(matches!(
        Table::read(&vec![0; BYTES_MOST + 1]),
        Err(Fault::Damaged)
    ));
}
