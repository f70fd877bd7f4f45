//! Chinese: what is said about backups, restores, salvage and the doctor's findings.

use crate::domain::finding::{Detail, Part};
use crate::domain::rotation::Reason;
use crate::i18n::Strings;
use crate::i18n::safe::{SafeWords, size, when};

pub(super) const SAFE: SafeWords = SafeWords {
    title: "备份",
    now: "现在备份一次",
    copy_away: "把最新备份复制到第二处（U 盘）",
    working: |done, total| match (done * 100).checked_div(total) {
        Some(percent) => format!("正在备份… {percent}%"),
        None => "正在备份…".to_owned(),
    },
    esc_stops: "‹choice.back› 停止；停止后不留下半份文件",
    still_saving: "还在保存，存好就退出；再按一次立刻退出。",
    esc_leaves: "‹choice.back› 不等备份直接退出，下次打开时补上",
    reason: |reason| match reason {
        Reason::Asked => "手动",
        Reason::Routine => "自动",
        Reason::BeforeImport => "导入之前",
        Reason::BeforeMigration => "升级之前",
        Reason::BeforeRestore => "恢复之前",
        Reason::BeforeRekey => "换密码之前",
    },
    customers: |n| format!("{n} 位客户"),
    made: |name| format!("已备份并核对：{name}"),
    unchanged: "上次备份之后没有改动，不用再备份。",
    copied: |place| format!("已复制到第二处并核对：{place}"),
    restored: |name, n| format!("已从 {name} 恢复，现有 {n} 位客户。"),
    before: |path| format!("恢复之前的文件在：{path}"),
    ask_restore: |name, n| {
        format!("用 {name}（{n} 位客户）替换现在的全部资料？现在的文件会先备份。")
    },
    yes_restore: "恢复",
    no: "不恢复",
    none: "还没有备份",
    ago: |minutes| match minutes {
        0 => "刚刚".to_owned(),
        1..=59 => format!("{minutes} 分钟前"),
        60..=2_879 => format!("{} 小时前", minutes / 60),
        _ => format!("{} 天前", minutes / 1_440),
    },
    last: |ago| format!("备份 {ago}"),
    never: "! 没有备份",
    second_due: "第二处（U 盘）一周没有新备份了。插好后复制一份？",
    yes_copy: "复制",
    later: "以后",
    missing: |op, at| {
        format!(
            "这个文件比这台电脑上次看到的旧：少了 {at} 的操作 {op}。可以恢复备份，或者确认就用这个文件。"
        )
    },
    rewritten: |op, at| {
        format!(
            "这个文件的历史和这台电脑上次看到的不一样：{at} 的操作 {op} 变了。可以恢复备份，或者确认就用这个文件。"
        )
    },
    go_on: "就用这个文件（会留下记录）",
    show_backups: "看备份",
    accepted: "已确认就用这个文件；历史里记下了。",
    doctor: "体检",
    looking: "正在检查…",
    all_fine: "一切正常。",
    some_warnings: "资料完好；有需要留意的地方。",
    no_such_file: "没有这个文件。请检查路径；如果以前有，shuke restore latest 会恢复最近的备份。",
    some_wrong: "发现损坏。先不要删除任何文件；请恢复备份（shuke restore latest），或抢救（shuke salvage）。",
    part: |part| match part {
        Part::Opening => "打开",
        Part::Pages => "页面和索引",
        Part::References => "资料之间的关联",
        Part::Chain => "操作记录链",
        Part::Rows => "每行资料与记录",
        Part::Derived => "推算出的数据",
        Part::Tier => "敏感字段",
        Part::Anchor => "这台电脑的记忆",
        Part::Rights => "权限",
        Part::Place => "位置",
        Part::Room => "磁盘空间",
        Part::Backups => "备份",
        Part::Rehearsal => "恢复演练",
        Part::Second => "第二处备份",
    },
    detail,
    saved: |table, rows, expected| match expected {
        Some(expected) => format!("{table}：救回 {rows} 行，应有 {expected} 行"),
        None => format!("{table}：救回 {rows} 行"),
    },
    salvaged: |path| {
        format!(
            "已救到新文件 {path}；原文件没有动过。旧的操作记录没有带过来，请用 shuke --db 打开核对。"
        )
    },
    held: |process, since, seconds| match seconds {
        Some(seconds) => {
            format!(
                "另一个窗口（进程 {process}，{since} 打开）正在写，已经 {seconds} 秒，所以这次没有保存。稍后再试。"
            )
        }
        None => format!(
            "另一个窗口（进程 {process}，{since} 打开）正占用文件，所以这次没有保存。稍后再试。"
        ),
    },
    no_file: "这里没有文件，不能备份。",
    no_backup: "还没有备份。先运行 shuke backup。",
    no_second: "还没有设定第二处。在设置文件里写 backup_folder，例如 U 盘上的文件夹。",
    second_away: |path| format!("第二处 {path} 不在。插好 U 盘，或修改设置 backup_folder。"),
    other_shop: "这份备份是另一家店的，没有恢复。要打开它，用 --db 指定另一个位置。",
    nothing_saved: "一行也读不出来，没有写新文件。请恢复备份。",
    keys_gone: |file, keys| {
        format!(
            "{file} 一行也读不出来，没有写新文件。如果它是加密的，就需要旁边的密钥文件 {keys}，而它不在：每个备份旁边都有一份（…db.keys）。复制一份到这里、改成这个名字，再用密码或恢复码试一次。一份密钥也没有，就谁也读不了：请恢复备份。"
        )
    },
};

fn detail(s: &Strings, part: Part, detail: &Detail, now: crate::domain::time::Now) -> String {
    let at = |moment| when(s, moment, now);
    match detail {
        Detail::Refused(text) => text.clone(),
        Detail::Format(number) => format!("能打开，格式 {number}"),
        Detail::Sound => match part {
            Part::Pages => "每一页都完好，索引一致".to_owned(),
            Part::References => "没有落空的关联".to_owned(),
            _ => "与重新推算的一致".to_owned(),
        },
        Detail::Sqlite(text) => format!("有坏页：{text}"),
        Detail::Table(table) => match part {
            Part::Derived => {
                format!("{table} 和重新推算的不同；资料本身没有丢，撤销或修改相关客户后会重建")
            }
            _ => format!("{table} 里有落空的关联"),
        },
        Detail::Ops(count) => format!("{count} 个操作，环环相扣"),
        Detail::BrokenAt(op) => format!("从操作 {op} 起对不上：有人在外面改过，或文件坏了"),
        Detail::Counter => "编号计数落在已用编号之后".to_owned(),
        Detail::Rows { proved, older: 0 } => format!("{proved} 行都和记录的摘要相符"),
        Detail::Rows { proved, older } => {
            format!("{proved} 行和记录的摘要相符；{older} 行早于这种摘要，只核对了改动")
        }
        Detail::RowAstray { table, row: 0, .. } => {
            format!("{table} 的行数和记录不符：不经 shuke 被改过，或文件坏了")
        }
        Detail::RowAstray { table, row, .. } => {
            format!("{table} 的行 {row} 和记录不符：不经 shuke 被改过，或文件坏了")
        }
        Detail::Opened(count) => {
            format!("{count} 个值单独加密，只有店长和店主的密钥能打开，都打得开")
        }
        Detail::Sealed(count) => format!("{count} 个值单独加密，现在查看的人打不开"),
        Detail::ByRole(0) => "没有填写；文件没有口令时，只有本程序在看管".to_owned(),
        Detail::ByRole(count) => {
            format!("{count} 个值只由本程序看管：文件没有口令（shuke encrypt）")
        }
        Detail::Unopened(count) => format!("{count} 个值被人绕过本程序改动或挪动：请恢复备份"),
        Detail::Fits => "文件不比这台电脑上次看到的旧".to_owned(),
        Detail::OpMissing(op, moment) => (s.safe.missing)(&op.to_string(), &at(*moment)),
        Detail::OpRewritten(op, moment) => (s.safe.rewritten)(&op.to_string(), &at(*moment)),
        Detail::Private => "只有你能读".to_owned(),
        Detail::OpenToOthers(path) => {
            format!("这台电脑上的其他用户也能读 {path}；用 chmod go= 收回")
        }
        Detail::Local => "在本机磁盘上".to_owned(),
        Detail::Network => "在网络盘上：锁和写盘未必可靠，请移到本机，把备份放到网络盘".to_owned(),
        Detail::Cloud(owner) => {
            format!("在 {owner} 的同步文件夹里：可能被同步到一半，请移到别处，只把备份放进去")
        }
        Detail::Bytes(free) => format!("还剩 {}", size(*free)),
        Detail::Unknown => "系统没有告知".to_owned(),
        Detail::Never => "还没有备份；运行 shuke backup".to_owned(),
        Detail::Since(moment) => format!("最近一次 {}", at(*moment)),
        Detail::Changed(name) => format!("{name} 和备份时不一样了，不能再用；请马上再备份一次"),
        Detail::NotYet => "还没到第一次".to_owned(),
        Detail::Failed(moment) => format!(
            "{} 的演练没有成功：最新备份恢复后不完整，请马上再备份一次",
            at(*moment)
        ),
        Detail::NotSet => "没有设定（设置 backup_folder 可以指到 U 盘）".to_owned(),
        Detail::Away(path) => format!("{path} 里没有备份，或没有插上"),
    }
}
