//! Commands typed in full where commands are chosen: `field add 皮肤类型 list 干|油|敏感`, `report source`, `set pool on`. What they do is elsewhere.

/// A command with what was said behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    AddField(String),
    RemoveField(String),
    Fields,
    Sources,
    Advocates,
    Changes,
    /// The data dictionary.
    Schema,
    /// Those nobody has verified for long.
    Stale,
    /// A setting of the shop, and what it shall be.
    Set(String, String),
}

/// Nouns, verbs, and the command they are.
type Words = (
    &'static [&'static str],
    &'static [&'static str],
    fn(String) -> Command,
);

/// The words of a command in both languages, before what is said behind it.
const WORDS: [Words; 7] = [
    (
        &["field", "字段"],
        &["add", "新增", "添加", "加"],
        Command::AddField,
    ),
    (
        &["field", "字段"],
        &["remove", "删除"],
        Command::RemoveField,
    ),
    (&["field", "字段"], &["list", "列表"], |_| {
        Command::Fields
    }),
    (&["report", "报表"], &["source", "来源"], |_| {
        Command::Sources
    }),
    (&["report", "报表"], &["referral", "转介绍"], |_| {
        Command::Advocates
    }),
    (&["report", "报表"], &["changes", "变化"], |_| {
        Command::Changes
    }),
    (&["view", "视图"], &["stale", "久未核实"], |_| {
        Command::Stale
    }),
];

/// What settings are called in Chinese, and the words the file keeps.
const SETTINGS: [(&str, &str); 19] = [
    ("客服", "agent"),
    ("店名", "shop_name"),
    ("语言", "language"),
    ("处理依据", "legal_basis"),
    ("营业时间", "opening_hours"),
    ("积分比例", "points_per_unit"),
    ("积分月数", "points_months"),
    ("定级依据", "levels_by"),
    ("核实天数", "stale_days"),
    ("公海", "pool"),
    ("公海天数", "pool_days"),
    ("认领上限", "pool_claims"),
    ("规则", "rules"),
    ("来源", "sources"),
    ("城市", "cities"),
    ("职务", "titles"),
    ("只收清单", "closed_lists"),
    ("必填", "required"),
    ("格式", "patterns"),
];

/// The word the file keeps for a setting that is called so.
#[must_use]
pub fn setting(word: &str) -> &str {
    let found = SETTINGS.iter().find(|(name, _)| *name == word);
    found.map_or(word, |(_, code)| code)
}

/// The command a line is, if it is one.
#[must_use]
pub fn read(line: &str) -> Option<Command> {
    let line = line.trim().trim_start_matches([':', '：']).trim_start();
    if ["schema", "数据字典"].contains(&line.to_lowercase().as_str()) {
        return Some(Command::Schema);
    }
    let (noun, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let (verb, said) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let is_one_of = |words: &[&str], word: &str| words.contains(&word.to_lowercase().as_str());
    if is_one_of(&["set", "设置"], noun) {
        return Some(Command::Set(verb.to_owned(), said.trim().to_owned()));
    }
    WORDS
        .iter()
        .find(|(nouns, verbs, _)| is_one_of(nouns, noun) && is_one_of(verbs, verb))
        .map(|(_, _, make)| make(said.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_command_in_either_language_or_none() {
        for (line, command) in [
            (
                ":field add 皮肤类型 list 干|油",
                Some(Command::AddField("皮肤类型 list 干|油".into())),
            ),
            (
                "字段 新增 尺码 数字 试鞋",
                Some(Command::AddField("尺码 数字 试鞋".into())),
            ),
            (
                "FIELD remove 尺码",
                Some(Command::RemoveField("尺码".into())),
            ),
            ("report source", Some(Command::Sources)),
            (":schema", Some(Command::Schema)),
            (":view stale", Some(Command::Stale)),
            ("视图 久未核实", Some(Command::Stale)),
            ("报表 转介绍", Some(Command::Advocates)),
            (
                "设置 必填 电话|来源",
                Some(Command::Set("必填".into(), "电话|来源".into())),
            ),
            (
                ":set required ",
                Some(Command::Set("required".into(), String::new())),
            ),
            ("field", None),
            ("undo", None),
        ] {
            assert_eq!(read(line), command, "{line}");
        }
    }
}
