//! What a filter can ask about, and the words for it in both languages. The first word of a row is the one that is printed.

use crate::domain::customer::{Risk, Stage, Tier};
use crate::domain::name::{Gender, Lang};

use super::sign::Sign;
use super::when::Span;

/// What stands before an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Text(TextField),
    Phone,
    Tag,
    Tier,
    Stage,
    Risk,
    Gender,
    Birthday,
    Day(DayField),
    /// Net spend, ever or since a while ago.
    Spend(Option<Span>),
    /// Days with a purchase, ever or since a while ago.
    Orders(Option<Span>),
    Note,
    Has,
    Lacks,
}

/// Fields that are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    Name,
    Email,
    WeChat,
    City,
    Owner,
    Source,
    Company,
}

impl TextField {
    /// What counts as the same text: 杭州 and 杭州市 are one city.
    #[must_use]
    pub fn spellings(self, value: &str) -> Vec<String> {
        let short = value.strip_suffix('市').unwrap_or(value);
        match self {
            Self::City if !short.is_empty() => vec![short.to_owned(), format!("{short}市")],
            _ => vec![value.to_owned()],
        }
    }
}

/// Fields that are days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayField {
    LastContact,
    LastPurchase,
    Created,
    /// When somebody last said that the record is right.
    Verified,
    /// The soonest open follow-up.
    Due,
}

/// What a customer has or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Phone,
    /// A phone number that no longer works.
    BadPhone,
    Email,
    WeChat,
    Birthday,
    Gender,
    City,
    Address,
    Company,
    Owner,
    Source,
    Tag,
    Note,
    /// An open follow-up.
    Due,
    Contact,
    Purchase,
    /// A phone that another customer has too.
    SamePhone,
    /// A phone that cannot be read as a number.
    OddPhone,
    /// Why the record may be kept.
    Basis,
    /// A record on which nothing hangs: nobody to reach, nothing said, bought or promised.
    Lone,
    /// They lie in the pool.
    Pool,
    /// They have agreed to be told of offers, and still do; nobody under 14 has.
    Consent,
}

impl Facet {
    pub const ALL: [Self; 22] = [
        Self::Phone,
        Self::BadPhone,
        Self::Email,
        Self::WeChat,
        Self::Birthday,
        Self::Gender,
        Self::City,
        Self::Address,
        Self::Company,
        Self::Owner,
        Self::Source,
        Self::Tag,
        Self::Note,
        Self::Due,
        Self::Contact,
        Self::Purchase,
        Self::SamePhone,
        Self::OddPhone,
        Self::Basis,
        Self::Lone,
        Self::Pool,
        Self::Consent,
    ];
}

/// Words of both languages for one thing.
pub(in crate::domain) struct Words<T: 'static> {
    pub of: T,
    pub zh: &'static [&'static str],
    pub en: &'static [&'static str],
}

pub(in crate::domain) const fn words<T>(
    of: T,
    zh: &'static [&'static str],
    en: &'static [&'static str],
) -> Words<T> {
    Words { of, zh, en }
}

pub(super) const FIELDS: &[Words<Field>] = &[
    words(
        Field::Text(TextField::Name),
        &["姓名", "名字", "名称"],
        &["name"],
    ),
    words(
        Field::Phone,
        &["电话", "手机", "手机号", "号码"],
        &["phone", "tel", "mobile"],
    ),
    words(
        Field::Text(TextField::Email),
        &["邮箱", "邮件", "电邮"],
        &["email", "mail"],
    ),
    words(Field::Text(TextField::WeChat), &["微信"], &["wechat", "wx"]),
    words(Field::Tag, &["标签"], &["tag"]),
    words(Field::Tier, &["等级", "级别", "分级"], &["tier", "level"]),
    words(Field::Stage, &["阶段", "生命周期"], &["stage"]),
    words(Field::Risk, &["风险", "流失风险"], &["risk", "churn"]),
    words(Field::Text(TextField::City), &["城市"], &["city"]),
    words(
        Field::Text(TextField::Owner),
        &["负责人", "归属", "跟进人"],
        &["owner"],
    ),
    words(Field::Text(TextField::Source), &["来源"], &["source"]),
    words(
        Field::Text(TextField::Company),
        &["公司", "单位"],
        &["company"],
    ),
    words(Field::Gender, &["性别"], &["gender", "sex"]),
    words(Field::Birthday, &["生日"], &["birthday", "bday"]),
    words(
        Field::Day(DayField::LastContact),
        &["未联系", "最近联系", "上次联系"],
        &["last", "last-contact", "last_contact"],
    ),
    words(
        Field::Day(DayField::LastPurchase),
        &["未购", "未购买", "最近购买", "上次购买"],
        &["bought", "last-purchase", "last_purchase"],
    ),
    words(
        Field::Day(DayField::Created),
        &["建档", "创建", "新增"],
        &["created", "added"],
    ),
    words(
        Field::Day(DayField::Verified),
        &["核实", "核对", "上次核实"],
        &["verified", "checked"],
    ),
    words(
        Field::Day(DayField::Due),
        &["跟进", "下次跟进", "到期"],
        &["due", "next"],
    ),
    words(
        Field::Spend(None),
        &["消费", "累计消费", "消费额"],
        &["spend", "spent"],
    ),
    words(
        Field::Orders(None),
        &["购买次数", "次数", "订单", "单数"],
        &["orders", "purchases"],
    ),
    words(
        Field::Note,
        &["备注", "内容", "全文", "记录"],
        &["note", "notes", "text"],
    ),
    words(Field::Has, &["有"], &["has"]),
    words(
        Field::Lacks,
        &["无", "没有", "缺"],
        &["no", "lacks", "without"],
    ),
];

pub(super) const FACETS: &[Words<Facet>] = &[
    words(Facet::Phone, &["电话", "手机", "手机号"], &["phone"]),
    words(
        Facet::BadPhone,
        &["坏号", "失效电话", "空号"],
        &["bad-phone", "bad_phone", "badphone"],
    ),
    words(Facet::Email, &["邮箱", "邮件"], &["email"]),
    words(Facet::WeChat, &["微信"], &["wechat"]),
    words(Facet::Birthday, &["生日"], &["birthday"]),
    words(Facet::Gender, &["性别"], &["gender"]),
    words(Facet::City, &["城市"], &["city"]),
    words(Facet::Address, &["地址"], &["address"]),
    words(Facet::Company, &["公司"], &["company"]),
    words(Facet::Owner, &["负责人"], &["owner"]),
    words(Facet::Source, &["来源"], &["source"]),
    words(Facet::Tag, &["标签"], &["tag", "tags"]),
    words(Facet::Note, &["备注"], &["note"]),
    words(
        Facet::Due,
        &["跟进", "下次跟进"],
        &["next", "due", "follow-up"],
    ),
    words(Facet::Contact, &["互动", "联系"], &["contact"]),
    words(
        Facet::Purchase,
        &["消费", "购买"],
        &["purchase", "purchases"],
    ),
    words(
        Facet::SamePhone,
        &["重号", "重复电话"],
        &["same-phone", "same_phone", "duplicate-phone"],
    ),
    words(
        Facet::OddPhone,
        &["错号", "异常电话"],
        &["odd-phone", "odd_phone", "invalid-phone"],
    ),
    words(
        Facet::Basis,
        &["处理依据", "依据"],
        &["legal-basis", "legal_basis", "basis"],
    ),
    words(Facet::Lone, &["孤立", "孤立档案"], &["orphan", "orphans"]),
    words(Facet::Pool, &["公海"], &["pool"]),
    words(
        Facet::Consent,
        &["营销同意", "同意"],
        &["consent", "marketing-consent"],
    ),
];

/// Words for nobody, where an owner is asked for.
pub(super) const NOBODY: [&str; 5] = ["无", "没有", "公海", "none", "nobody"];

pub(super) const TIERS: &[Words<Tier>] = &[
    words(Tier::Vip, &["VIP", "贵宾"], &["vip"]),
    words(Tier::Regular, &["普通", "常客"], &["regular"]),
    words(Tier::Potential, &["潜在"], &["prospect", "potential"]),
];

pub(super) const RISKS: &[Words<Risk>] = &[
    words(Risk::Normal, &["正常", "低"], &["normal", "low"]),
    words(Risk::Warning, &["预警", "中"], &["warning"]),
    words(Risk::High, &["高"], &["high"]),
];

pub(super) const STAGES: &[Words<Stage>] = &[
    words(Stage::Potential, &["潜在"], &["prospect", "potential"]),
    words(Stage::New, &["新客", "新"], &["new"]),
    words(Stage::Active, &["活跃"], &["active"]),
    words(Stage::Silent, &["沉默", "沉睡"], &["silent"]),
    words(Stage::Lost, &["流失"], &["lost"]),
];

pub(super) const GENDERS: &[Words<Gender>] = &[
    words(Gender::Female, &["女"], &["female"]),
    words(Gender::Male, &["男"], &["male"]),
];

/// The tier of that name.
#[must_use]
pub fn tier_named(word: &str) -> Option<Tier> {
    find(TIERS, word)
}

/// The word for a tier, as a filter has it.
#[must_use]
pub fn tier_word(tier: Tier, lang: Lang) -> &'static str {
    word_of(TIERS, tier, lang)
}

/// The stage of that name.
#[must_use]
pub fn stage_named(word: &str) -> Option<Stage> {
    find(STAGES, word)
}

/// The word for a stage, as a filter has it.
#[must_use]
pub fn stage_word(stage: Stage, lang: Lang) -> &'static str {
    word_of(STAGES, stage, lang)
}

/// What a customer has or lacks, by name.
#[must_use]
pub fn facet_named(word: &str) -> Option<Facet> {
    find(FACETS, word)
}

/// The word for what a customer has or lacks.
#[must_use]
pub fn facet_word(facet: Facet, lang: Lang) -> &'static str {
    word_of(FACETS, facet, lang)
}

/// What stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Overdue,
}

pub(super) const KEYWORDS: &[Words<Keyword>] = &[
    words(Keyword::And, &["且", "并且", "而且"], &["and", "&", "&&"]),
    words(Keyword::Or, &["或", "或者"], &["or"]),
    words(Keyword::Not, &["非"], &["not"]),
    words(Keyword::Overdue, &["逾期", "已逾期"], &["overdue"]),
];

/// Words for what every record has and no filter asks about.
const RECORD: &[Words<()>] = &[words(
    (),
    &[
        "备注名",
        "昵称",
        "职务",
        "爱好",
        "地址",
        "首选渠道",
        "推荐人",
    ],
    &[
        "nickname",
        "title",
        "hobbies",
        "address",
        "preferred",
        "referrer",
    ],
)];

/// Signs that a field which is one of a few can be asked with.
const CHOICE: &[Sign] = &[Sign::Has, Sign::Eq, Sign::Ne];
const ORDERED: &[Sign] = &Sign::ALL;

/// Whether a name means something in filters already, so that no field of the shop's own can have it.
#[must_use]
pub fn is_taken(name: &str) -> bool {
    Field::named(name).is_some()
        || find(FACETS, name).is_some()
        || find(KEYWORDS, name).is_some()
        || find(RECORD, name).is_some()
}

impl Field {
    /// The signs it can be asked with.
    #[must_use]
    pub fn signs(self) -> &'static [Sign] {
        match self {
            Self::Birthday | Self::Day(_) | Self::Spend(_) | Self::Orders(_) | Self::Risk => {
                ORDERED
            }
            Self::Has | Self::Lacks => &[Sign::Has, Sign::Eq],
            _ => CHOICE,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self, lang: Lang) -> String {
        match self {
            Self::Spend(Some(since)) => windowed(Self::Spend(None), since, lang),
            Self::Orders(Some(since)) => windowed(Self::Orders(None), since, lang),
            field => word_of(FIELDS, field, lang).to_owned(),
        }
    }

    /// The field of that name: `城市`, `city`, `spend_30d`, `消费30天`.
    pub(super) fn named(word: &str) -> Option<Self> {
        let digit = word.find(|c: char| c.is_ascii_digit());
        let (name, since) = match (word.split_once('_'), digit) {
            (Some((name, since)), _) if since.starts_with(|c: char| c.is_ascii_digit()) => {
                (name, since)
            }
            (None, Some(at)) if at > 0 => word.split_at(at),
            _ => return find(FIELDS, word),
        };
        match find(FIELDS, name)? {
            Self::Spend(None) => Span::parse(since).map(|since| Self::Spend(Some(since))),
            Self::Orders(None) => Span::parse(since).map(|since| Self::Orders(Some(since))),
            _ => find(FIELDS, word),
        }
    }

    /// The field whose name is one or two slips away.
    pub(super) fn near(word: &str) -> Option<Self> {
        let typed: Vec<char> = word.to_lowercase().chars().collect();
        FIELDS
            .iter()
            .flat_map(|row| row.zh.iter().chain(row.en).map(move |name| (row.of, *name)))
            .map(|(field, name)| {
                (
                    slips(&typed, &name.chars().collect::<Vec<_>>()),
                    name,
                    field,
                )
            })
            // Of a word of two characters one slip leaves half.
            .filter(|(slips, name, _)| slips * 2 <= name.chars().count() && *slips <= 2)
            .min_by_key(|(slips, _, _)| *slips)
            .map(|(_, _, field)| field)
    }
}

fn windowed(field: Field, since: Span, lang: Lang) -> String {
    format!("{}_{}", word_of(FIELDS, field, lang), since.print(lang))
}

/// What a word of a table stands for; capitals do not matter.
pub(in crate::domain) fn find<T: Copy>(table: &[Words<T>], word: &str) -> Option<T> {
    let word = word.to_lowercase();
    table
        .iter()
        .find(|row| {
            row.zh
                .iter()
                .chain(row.en)
                .any(|known| known.to_lowercase() == word)
        })
        .map(|row| row.of)
}

/// The word printed for one row of a table.
pub(in crate::domain) fn word_of<T: Copy + PartialEq>(
    table: &[Words<T>],
    of: T,
    lang: Lang,
) -> &'static str {
    table
        .iter()
        .find(|row| row.of == of)
        .and_then(|row| match lang {
            Lang::Zh => row.zh.first(),
            Lang::En => row.en.first(),
        })
        .copied()
        .unwrap_or_default()
}

/// Edit distance (Levenshtein 1966): characters put in, left out or changed.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_for_two_things() {
        fn all<T: Copy + PartialEq + std::fmt::Debug>(table: &[Words<T>]) {
            for row in table {
                for word in row.zh.iter().chain(row.en) {
                    assert_eq!(find(table, word), Some(row.of), "{word}");
                }
            }
        }
        all(FIELDS);
        all(FACETS);
        all(TIERS);
        all(STAGES);
        all(GENDERS);
        all(KEYWORDS);
    }

    #[test]
    fn every_facet_has_a_word() {
        for facet in Facet::ALL {
            assert!(FACETS.iter().any(|row| row.of == facet), "{facet:?}");
        }
    }

    #[test]
    fn a_slip_is_near_and_a_stranger_is_not() {
        for (typed, field) in [
            ("ctiy", Some(Field::Text(TextField::City))),
            ("城巿", Some(Field::Text(TextField::City))),
            ("spent_30d", None),
            ("colour", None),
        ] {
            assert_eq!(Field::near(typed), field, "{typed}");
        }
    }
}
