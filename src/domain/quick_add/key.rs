//! The keys of `key=value` in a quick add, in both languages, and the nearest one to a slip. Knows no values.

/// What a `key=value` pair sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Name,
    Phone,
    Email,
    WeChat,
    Tag,
    Source,
    Birthday,
    Company,
    Gender,
    Note,
    /// Who brought them to the shop.
    Referrer,
}

const SPELLINGS: [(Key, &[&str]); 11] = [
    (Key::Name, &["姓名", "名字", "称呼", "name"]),
    (
        Key::Phone,
        &["电话", "手机", "手机号", "電話", "phone", "mobile", "tel"],
    ),
    (
        Key::Email,
        &["邮箱", "邮件", "电邮", "email", "e-mail", "mail"],
    ),
    (Key::WeChat, &["微信", "微信号", "wechat", "weixin", "wx"]),
    (Key::Tag, &["标签", "標籤", "tag", "tags"]),
    (Key::Source, &["来源", "來源", "渠道", "source", "from"]),
    (Key::Birthday, &["生日", "birthday", "bday", "born"]),
    (Key::Company, &["公司", "单位", "company", "org"]),
    (Key::Gender, &["性别", "性別", "gender", "sex"]),
    (
        Key::Note,
        &["备注", "備註", "附注", "note", "notes", "remark"],
    ),
    (
        Key::Referrer,
        &[
            "推荐人",
            "介绍人",
            "推薦人",
            "ref",
            "referrer",
            "referred-by",
        ],
    ),
];

impl Key {
    /// Reads a key as typed; case does not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        SPELLINGS
            .into_iter()
            .find(|(_, spellings)| spellings.contains(&text.as_str()))
            .map(|(key, _)| key)
    }
}

/// The accepted spelling nearest to a slip (`sorce`, `来原`), if one is near enough to be meant.
pub(super) fn nearest(text: &str) -> Option<&'static str> {
    let typed: Vec<char> = text.to_lowercase().chars().collect();
    let spellings = SPELLINGS
        .iter()
        .flat_map(|(_, spellings)| spellings.iter().copied());
    let rated = spellings.map(|spelling| {
        (
            slips(&typed, &spelling.chars().collect::<Vec<_>>()),
            spelling,
        )
    });
    rated
        .filter(|(slips, _)| *slips <= 2 && *slips * 2 <= typed.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, spelling)| spelling)
}

/// The Levenshtein distance.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let [above_left, above] =
                [pair.first(), pair.last()].map(|n| n.copied().unwrap_or_default());
            let left = next.last().copied().unwrap_or_default();
            next.push(
                (above_left + usize::from(x != y))
                    .min(above + 1)
                    .min(left + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_has_two_meanings() {
        for (key, spellings) in SPELLINGS {
            for spelling in spellings {
                assert_eq!(Key::parse(spelling), Some(key), "{spelling}");
            }
        }
        assert_eq!(Key::parse("Source"), Some(Key::Source));
    }

    #[test]
    fn a_slip_is_near_its_key_and_a_stranger_is_not() {
        let table = [
            ("sorce", Some("source")),
            ("Soruce", Some("source")),
            ("来原", Some("来源")),
            ("birthdya", Some("birthday")),
        ];
        for (typed, expected) in table {
            assert_eq!(nearest(typed), expected, "{typed}");
        }
        for typed in ["http", "尺码", "x", "color", ""] {
            assert_eq!(nearest(typed), None, "{typed}");
        }
    }
}
