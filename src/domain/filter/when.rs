//! Days in a filter: spans, dates and words for them, and the range of days each stands for. `today` is an argument.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::name::Lang;

use super::field::{self, DayField, Words};

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cmp {
    Eq,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Cmp {
    pub const ALL: [Self; 5] = [Self::Eq, Self::Gt, Self::Ge, Self::Lt, Self::Le];

    /// The sign, for the filter as for SQL.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
        }
    }

    /// Whether a value compares so to another.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            Self::Eq => a == b,
            Self::Gt => a > b,
            Self::Ge => a >= b,
            Self::Lt => a < b,
            Self::Le => a <= b,
        }
    }

    /// The comparison seen from the other side: longer ago is earlier.
    fn turned(self) -> Self {
        match self {
            Self::Eq => Self::Eq,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

const UNITS: &[Words<Unit>] = &[
    Words {
        of: Unit::Day,
        zh: &["天", "日"],
        en: &["d", "day", "days"],
    },
    Words {
        of: Unit::Week,
        zh: &["周", "星期"],
        en: &["w", "week", "weeks"],
    },
    Words {
        of: Unit::Month,
        zh: &["个月", "月"],
        en: &["m", "mo", "month", "months"],
    },
    Words {
        of: Unit::Year,
        zh: &["年"],
        en: &["y", "year", "years"],
    },
];

/// A length of time: at most a hundred years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    count: u32,
    unit: Unit,
}

impl Span {
    /// A span; `None` beyond a hundred years.
    #[must_use]
    pub fn new(count: u32, unit: Unit) -> Option<Self> {
        let most = match unit {
            Unit::Day => 36_500,
            Unit::Week => 5_200,
            Unit::Month => 1_200,
            Unit::Year => 100,
        };
        (count <= most).then_some(Self { count, unit })
    }

    /// Reads `30d`, `2周`; a number alone is days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        let unit = if unit.is_empty() {
            Unit::Day
        } else {
            field::find(UNITS, unit)?
        };
        Self::new(digits.parse().ok()?, unit)
    }

    /// Writes it so that it reads back.
    #[must_use]
    pub fn print(self, lang: Lang) -> String {
        format!("{}{}", self.count, field::word_of(UNITS, self.unit, lang))
    }

    /// The day so long before another; months and years by the calendar.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        match self.unit {
            Unit::Day => day.checked_sub_days(Days::new(self.count.into())),
            Unit::Week => day.checked_sub_days(Days::new(u64::from(self.count) * 7)),
            Unit::Month => day.checked_sub_months(Months::new(self.count)),
            Unit::Year => day.checked_sub_months(Months::new(self.count * 12)),
        }
        .unwrap_or(NaiveDate::MIN)
    }

    /// The day so long after another.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        match self.unit {
            Unit::Day => day.checked_add_days(Days::new(self.count.into())),
            Unit::Week => day.checked_add_days(Days::new(u64::from(self.count) * 7)),
            Unit::Month => day.checked_add_months(Months::new(self.count)),
            Unit::Year => day.checked_add_months(Months::new(self.count * 12)),
        }
        .unwrap_or(NaiveDate::MAX)
    }
}

/// A word for days around today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Today,
    Yesterday,
    Tomorrow,
    ThisWeek,
    LastWeek,
    NextWeek,
    ThisMonth,
    LastMonth,
    NextMonth,
    ThisYear,
    LastYear,
}

pub(super) const NAMED: &[Words<Named>] = &[
    Words {
        of: Named::Today,
        zh: &["今天", "今日"],
        en: &["today"],
    },
    Words {
        of: Named::Yesterday,
        zh: &["昨天", "昨日"],
        en: &["yesterday"],
    },
    Words {
        of: Named::Tomorrow,
        zh: &["明天", "明日"],
        en: &["tomorrow"],
    },
    Words {
        of: Named::ThisWeek,
        zh: &["本周", "这周"],
        en: &["this-week", "this_week"],
    },
    Words {
        of: Named::LastWeek,
        zh: &["上周"],
        en: &["last-week", "last_week"],
    },
    Words {
        of: Named::NextWeek,
        zh: &["下周"],
        en: &["next-week", "next_week"],
    },
    Words {
        of: Named::ThisMonth,
        zh: &["本月", "这个月"],
        en: &["this-month", "this_month"],
    },
    Words {
        of: Named::LastMonth,
        zh: &["上月", "上个月"],
        en: &["last-month", "last_month"],
    },
    Words {
        of: Named::NextMonth,
        zh: &["下月", "下个月"],
        en: &["next-month", "next_month"],
    },
    Words {
        of: Named::ThisYear,
        zh: &["今年"],
        en: &["this-year", "this_year"],
    },
    Words {
        of: Named::LastYear,
        zh: &["去年"],
        en: &["last-year", "last_year"],
    },
];

impl Named {
    /// Its first and last day. Weeks begin on Monday (ISO 8601).
    #[must_use]
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let one = |day: Option<NaiveDate>| {
            let day = day.unwrap_or(today);
            (day, day)
        };
        let monday = today
            .week(chrono::Weekday::Mon)
            .checked_first_day()
            .unwrap_or(today);
        let week = |first: Option<NaiveDate>| {
            let first = first.unwrap_or(monday);
            (
                first,
                Span {
                    count: 6,
                    unit: Unit::Day,
                }
                .after(first),
            )
        };
        let month = |day: Option<NaiveDate>| {
            let day = day.unwrap_or(today);
            month_days(day.year(), day.month()).unwrap_or((day, day))
        };
        let year = |year: i32| year_days(year).unwrap_or((today, today));
        match self {
            Self::Today => one(Some(today)),
            Self::Yesterday => one(today.pred_opt()),
            Self::Tomorrow => one(today.succ_opt()),
            Self::ThisWeek => week(Some(monday)),
            Self::LastWeek => week(monday.checked_sub_days(Days::new(7))),
            Self::NextWeek => week(monday.checked_add_days(Days::new(7))),
            Self::ThisMonth => month(Some(today)),
            Self::LastMonth => month(today.checked_sub_months(Months::new(1))),
            Self::NextMonth => month(today.checked_add_months(Months::new(1))),
            Self::ThisYear => year(today.year()),
            Self::LastYear => year(today.year() - 1),
        }
    }
}

fn month_days(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

fn year_days(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((
        NaiveDate::from_ymd_opt(year, 1, 1)?,
        NaiveDate::from_ymd_opt(year, 12, 31)?,
    ))
}

/// A day or days as a filter says them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Span(Span),
    Day(NaiveDate),
    /// The first day of the month.
    Month(NaiveDate),
    Year(i32),
    Named(Named),
}

/// Days from one to another, both in; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl When {
    /// The days a comparison allows. Spans reach back for what has happened and ahead for what is due; open at the past
    /// end means that never counts too.
    #[must_use]
    pub fn allows(self, field: DayField, cmp: Cmp, today: NaiveDate) -> Range {
        let ((first, last), cmp) = match (self, field) {
            (Self::Span(span), DayField::Due) => ((span.after(today), span.after(today)), cmp),
            (Self::Span(span), _) => ((span.before(today), span.before(today)), cmp.turned()),
            (Self::Day(day), _) => ((day, day), cmp),
            (Self::Month(day), _) => (
                month_days(day.year(), day.month()).unwrap_or((day, day)),
                cmp,
            ),
            (Self::Year(year), _) => (year_days(year).unwrap_or((today, today)), cmp),
            (Self::Named(named), _) => (named.days(today), cmp),
        };
        let (from, to) = match cmp {
            Cmp::Eq => (Some(first), Some(last)),
            Cmp::Gt => (last.succ_opt(), None),
            Cmp::Ge => (Some(first), None),
            Cmp::Lt => (None, first.pred_opt()),
            Cmp::Le => (None, Some(last)),
        };
        Range { from, to }
    }

    /// Reads `30d`, `2026-03-01`, `2026年3月`, `2026`, `上周`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(named) = field::find(NAMED, text) {
            return Some(Self::Named(named));
        }
        let parts = date_parts(text);
        match parts.as_deref() {
            Some([year, month, day]) => {
                NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
                    .filter(|_| is_year(*year))
                    .map(Self::Day)
            }
            Some([year, month]) => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, 1)
                .filter(|_| is_year(*year))
                .map(Self::Month),
            Some([year]) if is_year(*year) => i32::try_from(*year).ok().map(Self::Year),
            _ => Span::parse(text).map(Self::Span),
        }
    }

    pub(super) fn print(self, lang: Lang) -> String {
        match self {
            Self::Span(span) => span.print(lang),
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Month(day) => day.format("%Y-%m").to_string(),
            Self::Year(year) => format!("{year:04}"),
            Self::Named(named) => field::word_of(NAMED, named, lang).to_owned(),
        }
    }
}

/// Whether a bare number is a year: nobody counts so many days.
fn is_year(number: u32) -> bool {
    (1900..=9999).contains(&number)
}

/// The numbers of a date: `2026-3-1`, `2026/3`, `2026年3月1日`, `3月`; `None` for anything else.
pub(super) fn date_parts(text: &str) -> Option<Vec<u32>> {
    let text = text
        .strip_suffix(['日', '号'])
        .or_else(|| text.strip_suffix('月'))
        .or_else(|| text.strip_suffix('年'))
        .unwrap_or(text);
    let parts: Option<Vec<u32>> = text
        .split(['-', '/', '.', '年', '月'])
        .map(|part| {
            (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        })
        .collect();
    parts.filter(|parts| parts.len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let span = |count, unit| Some(When::Span(Span { count, unit }));
        for (text, when) in [
            ("30d", span(30, Unit::Day)),
            ("30", span(30, Unit::Day)),
            ("30天", span(30, Unit::Day)),
            ("2周", span(2, Unit::Week)),
            ("6个月", span(6, Unit::Month)),
            ("6月", span(6, Unit::Month)),
            ("1Y", span(1, Unit::Year)),
            ("2026", Some(When::Year(2026))),
            ("2026年", Some(When::Year(2026))),
            ("2026-03", Some(When::Month(day("2026-03-01")))),
            ("2026年3月", Some(When::Month(day("2026-03-01")))),
            ("2026/3/9", Some(When::Day(day("2026-03-09")))),
            ("2026年3月9日", Some(When::Day(day("2026-03-09")))),
            ("上周", Some(When::Named(Named::LastWeek))),
            ("2026-02-30", None),
            ("36501", None),
            ("101年", None),
            ("d", None),
            ("", None),
            ("30x", None),
        ] {
            assert_eq!(When::parse(text), when, "{text}");
        }
    }

    #[test]
    fn a_comparison_allows_days() {
        let today = day("2026-03-04");
        let range = |from: &str, to: &str| Range {
            from: from.parse().ok(),
            to: to.parse().ok(),
        };
        for (text, field, cmp, allowed) in [
            (
                "30d",
                DayField::LastContact,
                Cmp::Gt,
                range("", "2026-02-01"),
            ),
            (
                "30d",
                DayField::LastContact,
                Cmp::Le,
                range("2026-02-02", ""),
            ),
            ("1m", DayField::Created, Cmp::Lt, range("2026-02-05", "")),
            ("3d", DayField::Due, Cmp::Lt, range("", "2026-03-06")),
            (
                "本周",
                DayField::Due,
                Cmp::Eq,
                range("2026-03-02", "2026-03-08"),
            ),
            (
                "2026-02",
                DayField::LastPurchase,
                Cmp::Ge,
                range("2026-02-01", ""),
            ),
            (
                "2026-02",
                DayField::LastPurchase,
                Cmp::Gt,
                range("2026-03-01", ""),
            ),
            (
                "去年",
                DayField::LastPurchase,
                Cmp::Lt,
                range("", "2024-12-31"),
            ),
        ] {
            let when = When::parse(text).expect("a day");
            assert_eq!(
                when.allows(field, cmp, today),
                allowed,
                "{field:?} {cmp:?} {text}"
            );
        }
    }
}
