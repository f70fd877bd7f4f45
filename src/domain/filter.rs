//! The filter language: one line of text that says which customers are meant, for the screen, the command line, saved views,
//! rules and exports alike. Reads it, writes it and completes it; never looks at a customer, except at a birthday's calendar.
//!
//! ```text
//! filter    = [ either ]                                  nothing typed means everyone
//! either    = both { ( "or" | "或" | "|" ) both }
//! both      = term { [ "and" | "且" | "&" ] term }         conditions side by side must all hold
//! term      = ( "-" | "!" | "not" | "非" ) term
//!           | "(" either ")"
//!           | "#" value                                   carries the tag
//!           | field operator value
//!           | ( "no" | "无" | "has" | "有" ) [ ":" ] facet  无跟进, no next, has:email, 有坏号
//!           | "overdue" | "逾期"
//!           | value                                       in the name, the nickname or the name's pinyin
//! operator  = ":" | "=" | "!=" | ">" | ">=" | "<" | "<="
//! value     = '"' text '"' | characters without space, brackets, "|" and quotes
//!
//! texts       name email wechat city owner source company     ":" contains, "=" is the whole; "" is empty
//!             姓名 邮箱 微信 城市 负责人 来源 公司               杭州 and 杭州市 are one city
//! choices     tier 等级   stage 阶段   gender 性别   tag 标签   phone 电话 (digits, or "bad")   note 备注 (full text)
//!             risk 流失风险 (normal, warning, high)
//! numbers     risk 流失风险 (the chance to lose them: 流失风险>0.6, risk>=60%)
//!             spend 消费   spend_30d 消费30天 (since then)   orders 购买次数   orders_90d 单数90天 (days with a purchase)
//! days        last 未联系   bought 未购   created 建档   verified 核实   due 跟进   birthday 生日
//!             30d 2w 6m 1y 30天 2周 6个月 1年                for last, bought, created and verified: ago; for due and birthday: ahead
//! own fields  the shop's own, by name, blanks written "_"; each type takes the signs of the desk's fields of its kind
//!             皮肤类型=干   Shoe_size>=38   押金>500   会员到期<+30d   无:皮肤类型
//!             2026-03-01   2026-03   2026   今天 本周 上月 去年 today this-week last-month
//!             for birthday also a month (3月, mar) and a day (03-15)
//! ```
//!
//! * `未联系>30d` and `last>30d`: more than thirty days ago. Who was never met was met infinitely long ago.
//! * `归属=无` and `owner=none`: nobody's customers.
//! * A span is ago for the shop's own dates too; behind a plus it is ahead, and `<+30d` counts what is past.
//! * `due<3d` counts what is overdue; who is promised nothing has no due day and answers to `no:next` only.
//! * Words may be Chinese or English in any mixture, signs full-width; capitals do not matter in Latin letters.
//! * What is printed reads back as the same filter, in either language.
//!
//! On the screen one line takes both filters and plain words to find customers by; `recognise` says which is which. A filter with an order,
//! headings and columns behind it is a `domain::view`.

use crate::domain::chance::Chance;
use crate::domain::custom::Custom;
use crate::domain::customer::{Risk, Stage, Tier};
use crate::domain::money::Cents;
use crate::domain::name::Gender;

use birthday::BirthdayTest;
use custom::CustomTest;
use field::{DayField, Facet, TextField};
use when::{Cmp, Span, When};

pub mod birthday;
pub mod complete;
pub mod custom;
pub mod error;
pub mod field;
mod parse;
mod print;
pub mod recognise;
pub(super) mod sign;
mod value;
pub mod when;

/// The longest filter read, in characters.
pub const LENGTH_MAX: usize = 2_000;
/// The most conditions one filter may have.
pub const TESTS_MAX: usize = 100;
/// How deep brackets and negations may lie in each other.
pub const DEPTH_MAX: usize = 32;

/// Which customers are meant; none said, everyone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter(pub Option<Expr>);

/// A condition made of conditions. Built with [`Expr::all`], [`Expr::any`] and [`Expr::not`], which keep one form for one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Two or more, none of them `All`.
    All(Vec<Expr>),
    /// Two or more, none of them `Any`.
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Is(Test),
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// In the name, the nickname or the name's pinyin.
    Word(String),
    Text {
        field: TextField,
        how: How,
        value: String,
    },
    /// Digits of a phone number.
    Phone(String),
    Tag(String),
    Tier(Tier),
    Stage(Stage),
    /// How likely they are to be lost; whoever's risk is not known has none.
    Risk(Risk),
    /// The chance to lose them; whoever's is not known has none.
    Chance {
        cmp: Cmp,
        chance: Chance,
    },
    Gender(Gender),
    Birthday(BirthdayTest),
    Day {
        field: DayField,
        cmp: Cmp,
        when: When,
    },
    /// Net spend, ever or since a while ago.
    Spend {
        since: Option<Span>,
        cmp: Cmp,
        amount: Cents,
    },
    /// Days with a purchase, ever or since a while ago.
    Orders {
        since: Option<Span>,
        cmp: Cmp,
        count: u32,
    },
    Has(Facet),
    /// Something promised is late.
    Overdue,
    /// Words in any note, fact or purchase; see `domain::full_text`.
    Says(String),
    /// One of the shop's own fields.
    Custom(CustomTest),
}

/// How a text is compared; capitals of Latin letters do not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Is,
    Contains,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Where it cannot be read and what was expected there.
    pub fn parse(text: &str) -> Result<Self, error::Error> {
        Self::parse_with(text, &[])
    }

    /// Reads a filter that may ask about the shop's own fields.
    ///
    /// # Errors
    /// Where it cannot be read and what was expected there.
    pub fn parse_with(text: &str, fields: &[Custom]) -> Result<Self, error::Error> {
        parse::parse(text, fields)
    }

    /// Both this and the other must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(Expr::all(self.0.into_iter().chain(other.0)))
    }
}

impl Expr {
    /// Every one of them; `None` of none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Self::All)
    }

    /// At least one of them; `None` of none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Self::Any)
    }

    /// Not that; denied twice it is said, so that no filter is deeper than it was written.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "stands beside `all` and `any`"
    )]
    pub fn not(part: Self) -> Self {
        match part {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

fn one_or(mut parts: Vec<Expr>, several: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if parts.len() > 1 {
        Some(several(parts))
    } else {
        parts.pop()
    }
}
