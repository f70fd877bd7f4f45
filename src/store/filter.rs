//! Filters as SQL: a condition over `customer_derived d JOIN customer c`, what people typed is bound and never written into the text.
//! Every condition is either true or false, never NULL, so that its denial is the rest.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, ToSql};

use super::secret::OPENED;
use super::{Result, derived, full_text, value};
use crate::domain::birthday::Birthday;
use crate::domain::consent::OF_AGE;
use crate::domain::customer::Stage;
use crate::domain::filter::birthday::BirthdayTest;
use crate::domain::filter::complete::Choices;
use crate::domain::filter::custom::{Ask, CustomTest};
use crate::domain::filter::field::{DayField, Facet, TextField};
use crate::domain::filter::when::{Cmp, Range, Span, When};
use crate::domain::filter::{Expr, Filter, How, Test};
use crate::domain::full_text::expression;
use crate::domain::id::CustomerId;
use crate::domain::money::Cents;
use crate::domain::retention::{Category, DAY_MS};
use crate::domain::time::{Millis, Now};

/// The most words of the shop's own that are offered for one field.
const CHOICES_MAX: usize = 1_000;

/// What a filter is seen against: the day, and where the shop's stages are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scene {
    pub now: Now,
    pub silent_days: i64,
    pub lost_days: i64,
}

impl Scene {
    /// The condition of being in a stage: by hand, else as `insight::lifecycle::stage` decides.
    pub(super) fn is_in(&self, stage: Stage) -> String {
        format!(
            "(c.stage_pin IS '{}' OR (c.stage_pin IS NULL AND {}))",
            stage.code(),
            self.comes_into(stage)
        )
    }

    fn comes_into(&self, stage: Stage) -> String {
        let bought = "(d.purchase_days > 0 AND d.last_purchase IS NOT NULL)";
        let today = self.now.today();
        let ago = |days: i64| {
            value::day_text(
                today
                    .checked_sub_signed(chrono::TimeDelta::try_days(days).unwrap_or_default())
                    .unwrap_or(today),
            )
        };
        let (silent, lost) = (ago(self.silent_days), ago(self.lost_days));
        let known = format!("{bought} AND d.last_purchase >= '{lost}'");
        match stage {
            Stage::Potential => format!("NOT {bought}"),
            Stage::Lost => format!("{bought} AND d.last_purchase < '{lost}'"),
            Stage::Silent => format!("{known} AND d.last_purchase < '{silent}'"),
            Stage::New => {
                format!("{known} AND d.last_purchase >= '{silent}' AND d.purchase_days = 1")
            }
            Stage::Active => {
                format!("{known} AND d.last_purchase >= '{silent}' AND d.purchase_days > 1")
            }
        }
    }
}

/// A condition and its values, named `:f0`, `:f1` and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    pub(super) sql: String,
    values: Vec<(String, Value)>,
}

impl Where {
    /// Everyone outside the bin.
    #[must_use]
    pub fn everyone() -> Self {
        Self {
            sql: "1".to_owned(),
            values: Vec::new(),
        }
    }

    /// Those a filter means.
    #[must_use]
    pub fn of(filter: &Filter, scene: Scene) -> Self {
        let mut writer = Writer {
            scene,
            values: Vec::new(),
        };
        match &filter.0 {
            None => Self::everyone(),
            Some(expr) => {
                let sql = writer.expr(expr);
                Self {
                    sql,
                    values: writer.values,
                }
            }
        }
    }

    /// The values to bind, by name.
    pub(super) fn bound(&self) -> impl Iterator<Item = (&str, &dyn ToSql)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_str(), value as &dyn ToSql))
    }
}

/// How many customers a condition means.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, only: &Where) -> Result<i64> {
    let sql = format!(
        "SELECT count(*) FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE {}",
        only.sql
    );
    let values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    Ok(db
        .prepare_cached(&sql)?
        .query_row(values.as_slice(), |row| row.get(0))?)
}

/// Everyone a condition means.
///
/// # Errors
/// Only what SQLite says.
pub fn ids(db: &Connection, only: &Where) -> Result<Vec<CustomerId>> {
    let sql = format!(
        "SELECT c.id FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE {} ORDER BY c.id",
        only.sql
    );
    let values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    db.prepare_cached(&sql)?
        .query_map(values.as_slice(), |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// Whether a condition means this customer.
///
/// # Errors
/// Only what SQLite says.
pub fn holds(db: &Connection, only: &Where, id: CustomerId) -> Result<bool> {
    let sql = format!(
        "SELECT count(*) FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE c.id = :id AND ({})",
        only.sql
    );
    let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    values.push((":id", &id));
    let found: i64 = db
        .prepare_cached(&sql)?
        .query_row(values.as_slice(), |row| row.get(0))?;
    Ok(found > 0)
}

/// The shop's own words, for completion, most used first.
///
/// # Errors
/// Only what SQLite says.
pub fn choices(db: &Connection) -> Result<Choices> {
    let words = |sql: &str| -> Result<Vec<String>> {
        db.prepare_cached(sql)?
            .query_map([i64::try_from(CHOICES_MAX).unwrap_or(i64::MAX)], |row| {
                row.get(0)
            })?
            .map(|word| Ok(word?))
            .collect()
    };
    let column = |name: &str| {
        words(&format!(
            "SELECT {name} FROM customer WHERE {name} <> '' AND deleted_at IS NULL GROUP BY {name} ORDER BY count(*) DESC, {name} LIMIT ?1"
        ))
    };
    Ok(Choices {
        tags: words(
            "SELECT tag.name FROM tag JOIN customer_tag ON tag_id = tag.id GROUP BY tag.id ORDER BY count(*) DESC, tag.name LIMIT ?1",
        )?,
        cities: column("city")?,
        owners: column("owner")?,
        sources: column("source")?,
        companies: column("company")?,
        fields: super::field::all(db)?,
    })
}

/// The function free words call: whether a name's pinyin, whole or by initials, has the letters. `sort_name` is the key a list is
/// sorted by: syllables parted by spaces, each followed by U+0001 and its character.
pub(super) fn register(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    Ok(db.create_scalar_function("reads_as", 2, flags, |args| {
        let (key, letters) = (args.get_raw(0).as_str()?, args.get_raw(1).as_str()?);
        let syllables = || {
            key.trim_start_matches('~')
                .split(' ')
                .map(|part| part.split('\u{1}').next().unwrap_or_default())
        };
        let initials: String = syllables()
            .filter_map(|syllable| syllable.chars().next())
            .collect();
        Ok(syllables().collect::<String>().contains(letters) || initials.contains(letters))
    })?)
}

/// Which yearly day a birthday is, whatever its year: `03-15`, lunar `L08-15`, of a month alone `03`.
const BIRTHDAY_KEY: &str = "CASE WHEN c.birthday LIKE 'L%' THEN 'L' || substr(c.birthday, CASE substr(c.birthday, 2, 1) WHEN '-' THEN 4 ELSE 7 END)
     WHEN length(c.birthday) = 7 AND c.birthday NOT LIKE '-%' THEN substr(c.birthday, -2) ELSE substr(c.birthday, -5) END";

/// Writes one filter.
struct Writer {
    scene: Scene,
    values: Vec<(String, Value)>,
}

impl Writer {
    /// Binds a value and gives its name.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        let name = format!(":f{}", self.values.len());
        self.values.push((name.clone(), value.into()));
        name
    }

    fn expr(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::All(parts) => self.joined(parts, " AND "),
            Expr::Any(parts) => self.joined(parts, " OR "),
            Expr::Not(part) => format!("NOT {}", self.expr(part)),
            Expr::Is(test) => format!("({})", self.test(test)),
        }
    }

    fn joined(&mut self, parts: &[Expr], with: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
        format!("({})", parts.join(with))
    }

    fn test(&mut self, test: &Test) -> String {
        match test {
            Test::Word(word) => self.word(word),
            Test::Text { field, how, value } => self.text(*field, *how, value),
            Test::Phone(digits) => {
                let digits = self.bind(digits.clone());
                format!(
                    "EXISTS (SELECT 1 FROM contact WHERE customer_id = c.id AND method = 'phone' AND instr(value, {digits}) > 0)"
                )
            }
            Test::Tag(tag) => {
                let tag = self.bind(tag.to_ascii_lowercase());
                format!(
                    "c.id IN (SELECT customer_id FROM customer_tag JOIN tag ON tag.id = tag_id WHERE lower(tag.name) = {tag})"
                )
            }
            Test::Tier(tier) => format!("d.tier = {}", tier.rank()),
            Test::Stage(stage) => self.scene.is_in(*stage),
            Test::Risk(risk) => format!("d.risk IS {}", risk.rank()),
            Test::Chance { cmp, chance } => {
                let (sign, count) = (cmp.sign(), chance.ten_thousandths());
                format!("(d.chance IS NOT NULL AND d.chance {sign} {count})")
            }
            Test::Gender(gender) => {
                let gender = self.bind(gender.code().to_owned());
                format!("c.gender IS {gender}")
            }
            Test::Birthday(test) => self.birthday(*test),
            Test::Day { field, cmp, when } => self.day(*field, *cmp, *when),
            Test::Spend { since, cmp, amount } => self.spend(*since, *cmp, *amount),
            Test::Orders { since, cmp, count } => self.orders(*since, *cmp, *count),
            Test::Has(Facet::Consent) => has_agreed(self.scene.now),
            Test::Has(facet) => has(*facet),
            Test::Overdue => {
                let today = self.bind(value::day_text(self.scene.now.today()));
                format!("d.next_due < {today}")
            }
            Test::Custom(test) => self.custom(test),
            Test::Says(words) => match expression(words) {
                Some(expression) => {
                    let expression = self.bind(expression);
                    format!(
                        "c.id IN (SELECT {} FROM full_text WHERE full_text MATCH {expression})",
                        full_text::CUSTOMER
                    )
                }
                None => "0".to_owned(),
            },
        }
    }

    fn word(&mut self, word: &str) -> String {
        let lower = word.to_ascii_lowercase();
        let letters: String = lower.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
        let is_latin = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_lowercase());
        let word = self.bind(lower);
        let mut sql =
            format!("instr(lower(c.name), {word}) > 0 OR instr(lower(c.nickname), {word}) > 0");
        if is_latin {
            let letters = self.bind(letters);
            sql.push_str(&format!(" OR reads_as(d.sort_name, {letters})"));
        }
        sql
    }

    fn text(&mut self, field: TextField, how: How, value: &str) -> String {
        let value = value.to_ascii_lowercase();
        let columns: &[&str] = match field {
            TextField::Name => &["c.name", "c.nickname"],
            TextField::Email | TextField::WeChat => &["value"],
            TextField::City => &["c.city"],
            TextField::Owner => &["c.owner"],
            TextField::Source => &["c.source"],
            TextField::Company => &["c.company"],
        };
        let condition = match how {
            How::Contains => {
                let value = self.bind(value);
                either(columns, |column| {
                    format!("instr(lower({column}), {value}) > 0")
                })
            }
            How::Is => {
                let spellings: Vec<String> = field
                    .spellings(&value)
                    .into_iter()
                    .map(|spelling| self.bind(spelling))
                    .collect();
                let spellings = spellings.join(", ");
                either(columns, |column| {
                    format!("lower({column}) IN ({spellings})")
                })
            }
        };
        let method = match field {
            TextField::Email => "email",
            TextField::WeChat => "wechat",
            _ => return condition,
        };
        format!(
            "EXISTS (SELECT 1 FROM contact WHERE customer_id = c.id AND method = '{method}' AND {condition})"
        )
    }

    /// A row of `field_value`: numbers and amounts as integers, so that they compare exactly.
    fn custom(&mut self, test: &CustomTest) -> String {
        let condition = match &test.ask {
            Ask::Filled => "1".to_owned(),
            Ask::Text { how, value } => {
                let value = self.bind(value.to_ascii_lowercase());
                match how {
                    How::Is => format!("lower({OPENED}) = {value}"),
                    How::Contains => format!("instr(lower({OPENED}), {value}) > 0"),
                }
            }
            Ask::Chosen(choice) => format!("{OPENED} = {}", self.bind(choice.clone())),
            Ask::Truth(yes) => format!("{OPENED} = '{}'", if *yes { "yes" } else { "no" }),
            Ask::Number { cmp, value } => {
                let value = self.bind(value.clone());
                format!("{} {} {}", scaled(OPENED), cmp.sign(), scaled(&value))
            }
            Ask::Money { cmp, amount } => {
                let value = self.bind(amount.to_plain_string());
                format!("{} {} {}", scaled(OPENED), cmp.sign(), scaled(&value))
            }
            Ask::Day { cmp, when, ahead } => {
                let range = when.allows(Ask::like(*ahead), *cmp, self.scene.now.today());
                self.days(OPENED, range)
            }
        };
        let field = self.bind(test.field.0);
        format!(
            "EXISTS (SELECT 1 FROM field_value WHERE customer_id = c.id AND field_id = {field} AND {condition})"
        )
    }

    fn birthday(&mut self, test: BirthdayTest) -> String {
        let keys = self.bind(birthday_keys(test, self.scene.now.today()));
        format!(
            "c.birthday IS NOT NULL AND {BIRTHDAY_KEY} IN (SELECT value FROM json_each({keys}))"
        )
    }

    fn day(&mut self, field: DayField, cmp: Cmp, when: When) -> String {
        let range = when.allows(field, cmp, self.scene.now.today());
        match field {
            DayField::LastContact => self.instants("d.last_contact", range),
            DayField::Created => self.instants("d.created_at", range),
            // Never is before every day.
            DayField::LastPurchase => self.days("coalesce(d.last_purchase, '')", range),
            DayField::Verified => self.days("coalesce(c.verified, '')", range),
            DayField::Due => format!(
                "d.next_due <> '{}' AND {}",
                derived::NEVER,
                self.days("d.next_due", range)
            ),
        }
    }

    fn days(&mut self, column: &str, range: Range) -> String {
        let from = range
            .from
            .map(|day| format!("{column} >= {}", self.bind(value::day_text(day))));
        let to = range
            .to
            .map(|day| format!("{column} <= {}", self.bind(value::day_text(day))));
        both(from, to)
    }

    fn instants(&mut self, column: &str, range: Range) -> String {
        // 0 is never: before every instant, however far back a range reaches.
        let midnight = |day: NaiveDate| midnight(day, self.scene.now).0.max(1);
        let (from, to) = (
            range.from.map(midnight),
            range.to.map(|day| midnight(day.succ_opt().unwrap_or(day))),
        );
        let from = from.map(|at| format!("{column} >= {}", self.bind(at)));
        let to = to.map(|at| format!("{column} < {}", self.bind(at)));
        both(from, to)
    }

    fn orders(&mut self, since: Option<Span>, cmp: Cmp, count: u32) -> String {
        let days = match since {
            None => "d.purchase_days".to_owned(),
            Some(span) => {
                let from = self.bind(value::day_text(span.before(self.scene.now.today())));
                format!(
                    "(SELECT count(DISTINCT day) FROM purchase WHERE customer_id = c.id AND amount_cents > 0 AND day > {from})"
                )
            }
        };
        format!("{days} {} {count}", cmp.sign())
    }

    fn spend(&mut self, since: Option<Span>, cmp: Cmp, amount: Cents) -> String {
        let amount = self.bind(amount.0);
        let spend = match since {
            None => "d.spend_cents".to_owned(),
            Some(span) => {
                let from = self.bind(value::day_text(span.before(self.scene.now.today())));
                format!(
                    "coalesce((SELECT sum(amount_cents) FROM purchase WHERE customer_id = c.id AND day > {from}), 0)"
                )
            }
        };
        format!("{spend} {} {amount}", cmp.sign())
    }
}

/// A decimal text in ten-thousandths.
fn scaled(text: &str) -> String {
    format!("CAST(round(CAST({text} AS REAL) * 10000) AS INTEGER)")
}

fn either(columns: &[&str], condition: impl Fn(&str) -> String) -> String {
    let conditions: Vec<String> = columns.iter().map(|column| condition(column)).collect();
    format!("({})", conditions.join(" OR "))
}

/// Both bounds; where there is none the condition holds for all.
fn both(from: Option<String>, to: Option<String>) -> String {
    let bounds: Vec<String> = from.into_iter().chain(to).collect();
    if bounds.is_empty() {
        "1".to_owned()
    } else {
        bounds.join(" AND ")
    }
}

/// The instant a day begins in the shop.
fn midnight(day: NaiveDate, now: Now) -> Millis {
    day.and_hms_opt(0, 0, 0)
        .and_then(|start| start.and_local_timezone(now.offset).single())
        .map_or(Millis(i64::MIN), Millis::from)
}

fn has(facet: Facet) -> String {
    let reached = |method: &str| {
        format!("EXISTS (SELECT 1 FROM contact WHERE customer_id = c.id AND {method})")
    };
    match facet {
        Facet::Phone => reached("method = 'phone'"),
        Facet::BadPhone => reached("method = 'phone' AND reach = 'bad'"),
        Facet::Email => reached("method = 'email'"),
        Facet::WeChat => reached("method = 'wechat'"),
        Facet::Birthday => "c.birthday IS NOT NULL".to_owned(),
        Facet::Gender => "c.gender IS NOT NULL".to_owned(),
        Facet::City => "c.city <> ''".to_owned(),
        Facet::Address => "c.address <> ''".to_owned(),
        Facet::Company => "c.company <> ''".to_owned(),
        Facet::Owner => "c.owner <> ''".to_owned(),
        Facet::Source => "c.source <> ''".to_owned(),
        Facet::Tag => "EXISTS (SELECT 1 FROM customer_tag WHERE customer_id = c.id)".to_owned(),
        Facet::Note => "c.note <> ''".to_owned(),
        Facet::Due => format!("d.next_due <> '{}'", derived::NEVER),
        Facet::Contact => "d.last_contact > 0".to_owned(),
        Facet::Purchase => "d.purchase_days > 0".to_owned(),
        Facet::SamePhone => "EXISTS (SELECT 1 FROM contact own JOIN contact other ON other.value = own.value AND other.method = 'phone'
             AND other.customer_id <> c.id JOIN customer_derived od ON od.customer_id = other.customer_id
             WHERE own.customer_id = c.id AND own.method = 'phone')"
            .to_owned(),
        // A number that could be read stands in its international form (E.164).
        Facet::OddPhone => reached("method = 'phone' AND value NOT LIKE '+%'"),
        Facet::Basis => "c.legal_basis <> ''".to_owned(),
        Facet::Lone => "(NOT EXISTS (SELECT 1 FROM contact WHERE customer_id = c.id) AND d.last_contact = 0 AND c.note = ''
             AND NOT EXISTS (SELECT 1 FROM purchase WHERE customer_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM follow_up WHERE customer_id = c.id))"
            .to_owned(),
        Facet::Pool => "(c.pooled_at IS NOT NULL AND c.owner = '')".to_owned(),
        // Decided by the day: see `has_agreed`.
        Facet::Consent => "0".to_owned(),
    }
}

/// The condition of having agreed to be told of offers: not withdrawn, not lapsed, and not under 14. Of a lunar birthday the whole year in
/// which they turn 14 counts as under.
fn has_agreed(now: Now) -> String {
    let today = now.today();
    let turned = today
        .checked_sub_months(Months::new(12 * OF_AGE))
        .unwrap_or(NaiveDate::MIN);
    let (year, turned) = (turned.year(), value::day_text(turned));
    let (now, day, usual) = (now.at.0, DAY_MS, Category::Marketing.proposed_days());
    let born = "CAST(substr(c.birthday, iif(c.birthday LIKE 'L%', 2, 1), 4) AS INTEGER)";
    format!(
        "(c.consent <> 'withdrawn' AND EXISTS (SELECT 1 FROM consent a WHERE a.customer_id = c.id AND a.purpose = 'marketing'
             AND a.withdrawn_at IS NULL AND max(a.at, d.last_contact) >= {now} - {day} *
                 coalesce((SELECT days FROM retention WHERE category = 'marketing'), {usual}))
         AND NOT coalesce({born} > {year} OR ({born} = {year}
             AND (c.birthday LIKE 'L%' OR substr(c.birthday || '-99', 1, 10) > '{turned}')), 0))"
    )
}

/// Every yearly day for which a test holds, as a JSON list of keys: what a birthday answers does not depend on its year.
fn birthday_keys(test: BirthdayTest, today: NaiveDate) -> String {
    let solar =
        (1..=12).flat_map(|month| (1..=31).map(move |day| Birthday::solar(None, month, day)));
    let months = (1..=12).map(|month| Birthday::solar_month(2000, month));
    let lunar = (1..=12).flat_map(|month| {
        (1..=30).flat_map(move |day| {
            [false, true].map(|is_leap| Birthday::lunar(None, month, is_leap, day))
        })
    });
    let keys: BTreeSet<String> = solar
        .chain(months)
        .chain(lunar)
        .flatten()
        .filter(|birthday| test.holds(*birthday, today))
        .map(|birthday| format!("\"{}\"", key_of(&birthday.to_string())))
        .collect();
    format!("[{}]", keys.into_iter().collect::<Vec<_>>().join(","))
}

/// The key of a birthday without a year, as `BIRTHDAY_KEY` makes it.
fn key_of(birthday: &str) -> String {
    match (birthday.strip_prefix("L--"), birthday.strip_prefix("--")) {
        (Some(lunar), _) => format!("L{lunar}"),
        (None, Some(solar)) => solar.to_owned(),
        (None, None) => birthday.chars().skip(5).collect(),
    }
}
