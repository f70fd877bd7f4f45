//! Chinese: passphrases, users, roles, the lock screen.

use crate::domain::role::{Capability, Role};
use crate::i18n::lock::LockWords;

pub(in crate::i18n) static LOCK: LockWords = LockWords {
    no_key: |path| {
        format!("{path} 已加密，旁边的密钥打不开它。请把属于它的 .keys 文件放到它旁边。")
    },
    wrong: "口令不对，文件没有打开。请核对用户、大小写和输入法，再试一次。",
    wait: |seconds| format!("试错太多次了。请等 {seconds} 秒再试。"),
    keys_damaged: "密钥文件（.keys 和 .keys2）读不出来。请从这个文件的备份里把它们复制回来。",
    forged: "用户表被没有管理口令的人改过，所以没有打开。请从备份里复制回 .keys 文件，并查清是谁改的。",
    too_short: |characters, words| {
        format!("太短了：至少 {characters} 个字符，或 {words} 个词。四个能联想成画面的词最好记。")
    },
    too_long: "太长了，请换一个短一些的。",
    common: "这是别人最先会试的口令。请选四个互不相干的词。",
    differ: "两次输入不一样，请再输一遍。",
    taken: "已经有这个名字的用户了，请换一个名字。",
    unknown: "没有这个名字的用户。用 shuke user list 查看。",
    last_owner: "这是最后一位店主；没有店主就谁也改不了设置了。请先让别人成为店主。",
    full: "用户已满，请先移除一位。",
    memory: "内存不够，没法核对口令。请关掉其他程序再试。",
    denied: |what| format!("您的角色不能{what}。请找店主。"),
    again: |what| format!("{what}要再输一次口令：先锁定、解锁，五分钟内再做。"),
    too_many_reveals: |n| {
        format!("十分钟内查看超过 {n} 位客户的号码：客户台已锁定，并记了一笔。请稍后再继续。")
    },
    not_encrypted: "这个文件没有加密，也就没有用户。请先加密：shuke encrypt。",
    encrypted_already: "这个文件已经加密了。改口令用 shuke user passphrase。",
    no_passphrase: "文件已加密，而这里没有终端可以询问口令。请用 --passphrase-fd N 提供。",
    bad_descriptor: "没能从 --passphrase-fd 读到口令。请为命令打开那个描述符，例如：3<文件。",
    title: "已锁定",
    user: "用户",
    passphrase: "口令",
    checking: "正在核对……",
    keys: "Enter 解锁 | Ctrl-c 退出",
    keys_with_users: "上下键选用户 | Enter 解锁 | Ctrl-c 退出",
    locked_now: "客户台已锁定。",
    plain_has_no_lock: "这个文件没有口令，锁不住。设口令用 shuke encrypt。",
    set_up: "口令",
    set_up_hint: "12 个字符或 4 个词；不填就毫无保护",
    set_up_again: "再输一遍",
    skipped: "没有口令：谁拿到这台电脑或文件副本，谁就能看到每一位客户。随时可以设：shuke encrypt。",
    encrypting: "正在加密……",
    recovery_title: "恢复码",
    recovery_note: "请抄下来，放在别处。只显示这一次。谁有它谁就能打开文件；没有它，忘了口令就等于丢了数据。",
    recovery_group: |n| format!("恢复码的第 {n} 组"),
    recovery_wrong: "和上面写的不一样，请再看一眼。",
    recovery_done: "文件已加密。以前的副本和备份没有加密：请删掉。",
    ask: |path| format!("{path} 的口令："),
    ask_new: "新口令：",
    ask_again: "再输一遍：",
    opens: |name, role| format!("打开了。您是{role} {name}。"),
    plain_file: "这个文件没有加密，不用口令就能打开。",
    added: |name, role| format!("{name} 现在可以打开文件，角色是{role}。"),
    removed: |name| {
        format!("{name} 已移除，文件换了新密钥。以前的副本和备份仍能用旧口令打开：请删掉。")
    },
    role_set: |name, role| format!("{name} 现在是{role}。"),
    passphrase_set: |name| format!("{name} 有了新口令。旧的密钥文件副本仍能用旧口令打开。"),
    rekeyed: "文件换了新密钥。以前的副本和备份仍能用旧密钥打开：请删掉。",
    encrypted: "文件已加密。",
    decrypted: "文件不再加密：谁拿到都能看。",
    decrypt_sure: "这样一来谁都能读这个文件，用户也会全部移除。确定就加上 --yes 再来一次。",
    role_of: |role| match role {
        Role::Owner => "店主",
        Role::Manager => "店长",
        Role::Agent => "客服",
        Role::Viewer => "访客",
    },
    capability_of: |capability| match capability {
        Capability::See => "查看客户",
        Capability::Reveal => "查看这位客户的完整号码和地址",
        Capability::SeeSensitive => "查看敏感字段",
        Capability::Write => "修改客户资料",
        Capability::Bin => "把客户放进回收站",
        Capability::Erase => "彻底删除客户",
        Capability::Restrict => "限制处理一份资料",
        Capability::Import => "导入",
        Capability::Export => "导出",
        Capability::Backup => "做备份",
        Capability::Restore => "恢复备份",
        Capability::Rekey => "更换文件的密钥",
        Capability::Users => "管理用户",
        Capability::Rules => "修改店铺设置",
        Capability::ReadAudit => "查看操作记录",
    },
    promise: "熟客里的角色由程序来执行。谁能用客服的口令打开文件，谁就拿到了主层的密钥，可以在这台电脑上用别的软件读、改这一层，复制文件，或者换回旧的副本。数学能保证的是：没有任何口令也没有恢复码，什么都读不出来；没有店长或店主的口令，用什么软件都读不出敏感层；只要锚点（一个文件、一张打印的代码、一份备份）不在改动者手里，改动过去的记录就会被发现。想要更结实的墙，请给每个人单独的系统账户，把文件放在只有店主账户能读的地方。电脑上的恶意软件或管理员，任何本地程序都防不住。",
    no_network: |crates| {
        format!("程序用到的 {crates} 个库都不说任何网络协议；混进来的会被持续集成拒绝。")
    },
    sockets: |n| {
        format!(
            "本进程现有 {n} 个套接字。可自行查看：strace -f -e trace=socket shuke；CI 用它跑完一整天的工作，出现 AF_INET 或 AF_INET6 就不通过。crossterm 里的 mio 有联网的能力，这里没有任何代码调用它。"
        )
    },
    network_title: "网络",
};
