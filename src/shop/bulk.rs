//! Customers without end, for measuring: names, dirty phones, companies, duplicates and a past, in the shares of a real address
//! book (performance page: 82 % Chinese names, 2 % duplicates, about five interactions each). Believable from afar only.

use super::asset::{self, Bag};
use super::calendar::Calendar;
use super::people::{self, Names};
use super::random::Random;
use super::stock::{Product, Stock};
use super::theme::Themes;
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{About, Draft};
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::name::Lang;
use crate::domain::record::{Promise, Record};
use crate::domain::time::Millis;

const CHINESE_PERCENT: usize = 82;
const DUPLICATE_PERCENT: usize = 2;
const DIRTY_PERCENT: usize = 6;
/// Employers to choose from; the nth is met 1/n as often as the first (Zipf).
const COMPANIES: usize = 3_000;
/// How far back the oldest record goes, in days.
const PAST_DAYS: i64 = 3 * 365;
const DAY_MS: i64 = 86_400_000;
/// A duplicate stands at most so far behind the customer it repeats.
const DUPLICATE_REACH: u64 = 1_000;
/// First digits of Chinese mobile numbers (MIIT allocations).
const PREFIXES: [&str; 24] = [
    "130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "155",
    "157", "158", "159", "166", "176", "177", "180", "186", "188", "189", "199",
];

/// What one language says.
struct Words {
    notes: Vec<&'static str>,
    dues: Vec<&'static str>,
    tags: Vec<&'static str>,
    cities: Vec<&'static str>,
    sources: Vec<&'static str>,
    pays: Vec<&'static str>,
    companies: Vec<String>,
    shelf: Vec<Product>,
}

/// The generator: an iterator that never ends.
pub(super) struct Bulk {
    seed: u64,
    next: u64,
    calendar: Calendar,
    midnight: i64,
    names: Names,
    company_sums: Vec<u32>,
    zh: Words,
    en: Words,
}

/// What a duplicate shares with the customer it repeats.
struct Identity {
    lang: Lang,
    about: About,
    mobile: String,
    wechat: Option<String>,
}

impl Words {
    fn read(lang: Lang) -> Self {
        let places = Bag::read(asset::PLACES, lang);
        let (themes, stock) = (Themes::read(lang), Stock::read(lang));
        let said = |words: &[&str]| -> Vec<&'static str> {
            let all = themes.reasons();
            all.flat_map(|theme| words.iter().flat_map(|word| theme.says.all(word)))
                .collect()
        };
        Self {
            notes: said(&["first", "again", "chat"]),
            dues: said(&["due"]),
            tags: said(&["tags"]),
            cities: places.all("city"),
            sources: places.all("source"),
            pays: places.all("pay"),
            companies: companies(lang, &places.all("company")),
            shelf: stock.all().to_vec(),
        }
    }
}

/// Employers made from the demo shop's: `春晓花店`, `春晓花店第2店` and so on.
fn companies(lang: Lang, seeds: &[&str]) -> Vec<String> {
    (0..COMPANIES)
        .filter_map(|n| {
            let name = seeds.get(n % seeds.len().max(1))?;
            Some(match (lang, n / seeds.len()) {
                (_, 0) => (*name).to_owned(),
                (Lang::Zh, branch) => format!("{name}第{}店", branch + 1),
                (Lang::En, branch) => format!("{name} No. {}", branch + 1),
            })
        })
        .collect()
}

impl Bulk {
    pub(super) fn new(seed: u64, calendar: Calendar) -> Self {
        let mut sum = 0;
        let company_sums = (1..=u32::try_from(COMPANIES).unwrap_or(1))
            .map(|rank| {
                sum += 1_000_000 / rank;
                sum
            })
            .collect();
        Self {
            seed,
            next: 0,
            calendar,
            midnight: calendar.at(0, 0, 0).0,
            names: Names::read(),
            company_sums,
            zh: Words::read(Lang::Zh),
            en: Words::read(Lang::En),
        }
    }

    fn words(&self, lang: Lang) -> &Words {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The customer of that number: depends on nothing but the seed, the day and the number.
    fn customer(&self, n: u64) -> Record {
        let mut random = Random::of(self.seed, 2 * n);
        let repeats = n > 0 && random.percent(DUPLICATE_PERCENT);
        let whom = if repeats {
            let reach = usize::try_from(n.min(DUPLICATE_REACH)).unwrap_or(1);
            n - 1 - random.below(reach) as u64
        } else {
            n
        };
        let identity = self.identity(whom);
        let dirty = repeats || random.percent(DIRTY_PERCENT);
        let phone = if dirty {
            as_typed(&identity.mobile, &mut random)
        } else {
            identity.mobile
        };
        let age = random.between(1, PAST_DAYS);
        let words = self.words(identity.lang);
        let mut contacts = Vec::with_capacity(2);
        contacts.push(ContactDraft::new(Method::Phone, phone));
        if let Some(handle) = identity.wechat {
            contacts.push(ContactDraft::new(Method::WeChat, handle));
        }
        let draft = Draft {
            about: identity.about,
            contacts,
            tags: tags(words, &mut random),
            created_at: Some(self.at(age, &mut random)),
            ..Draft::default()
        };
        let mut record = Record::from(draft);
        self.give_past(&mut record, words, age, &mut random);
        record
    }

    fn identity(&self, n: u64) -> Identity {
        let random = &mut Random::of(self.seed, 2 * n + 1);
        let lang = if random.percent(CHINESE_PERCENT) {
            Lang::Zh
        } else {
            Lang::En
        };
        let (words, gender) = (self.words(lang), people::gender(random));
        let name = match lang {
            Lang::Zh => self.names.chinese(gender, random),
            Lang::En => self.names.latin(gender, random),
        };
        let mut about = About {
            name,
            gender: random.percent(70).then_some(gender),
            city: random.pick(&words.cities).to_owned(),
            source: random.pick(&words.sources).to_owned(),
            ..About::default()
        };
        if random.percent(30) {
            let rank = random.weighted(&self.company_sums);
            if let Some(company) = words.companies.get(rank) {
                about.company.clone_from(company);
            }
        }
        if random.percent(35) {
            let year = i32::try_from(random.between(1945, 2006)).ok();
            let (month, day) = (random.below(12) + 1, random.below(28) + 1);
            about.birthday = u32::try_from(month)
                .ok()
                .zip(u32::try_from(day).ok())
                .and_then(|(month, day)| Birthday::solar(year, month, day));
        }
        let rest = random.below(100_000_000);
        let mobile = format!("{}{rest:08}", random.pick(&PREFIXES));
        let wechat = random
            .percent(40)
            .then(|| format!("wx_{}", &mobile[mobile.len() - 8..]));
        Identity {
            lang,
            about,
            mobile,
            wechat,
        }
    }

    /// An instant of the day so many days ago, in opening hours.
    fn at(&self, days_ago: i64, random: &mut Random) -> Millis {
        Millis(self.midnight - days_ago * DAY_MS + random.between(9 * 3_600, 20 * 3_600) * 1_000)
    }

    fn give_past(&self, record: &mut Record, words: &Words, age: i64, random: &mut Random) {
        let said = random.below(11);
        record.said.reserve_exact(said);
        for _ in 0..said {
            record.said.push(self.said(words, age, random));
        }
        if random.percent(60) {
            for _ in 0..random.below(6) + 1 {
                let Some(product) = words.shelf.get(random.below(words.shelf.len())) else {
                    continue;
                };
                let day = self.calendar.day(-random.between(1, age));
                let pay = random.pick(&words.pays);
                let quantity = random.between(1, 3);
                record.bought.push(product.sold(day, quantity, pay));
            }
        }
        let chance = random.below(100);
        if chance < 45 {
            // Two of three are open, around today; the others were kept in time.
            let due = random.between(-20, 60);
            let closed = (chance < 15).then(|| random.between(1, age.min(60)));
            record.promised.push(Promise {
                reason: String::new(),
                due: self.calendar.day(closed.map_or(due, |days| -days)),
                note: filled(random.pick(&words.dues), words, random),
                owner: String::new(),
                progress: closed.map_or(Progress::Open, |_| Progress::Done),
                closed_at: closed.map(|days| self.at(days, random)),
                source_id: String::new(),
            });
        }
    }

    fn said(&self, words: &Words, age: i64, random: &mut Random) -> Said {
        let (channel, outcome) = match random.below(10) {
            0..4 => (Channel::WeChat, None),
            4..6 => (Channel::Call, Some(Outcome::Answered)),
            6 => (Channel::Call, Some(Outcome::NoAnswer)),
            7..9 => (Channel::Store, Some(Outcome::Sold)),
            _ => (Channel::Store, Some(Outcome::Interested)),
        };
        let answered = outcome == Some(Outcome::Answered);
        Said {
            at: self.at(random.between(1, age), random),
            channel,
            direction: Some(if random.percent(50) {
                Direction::In
            } else {
                Direction::Out
            }),
            minutes: answered
                .then(|| u32::try_from(random.between(1, 20)).ok())
                .flatten(),
            outcome,
            note: filled(random.pick(&words.notes), words, random),
            author: String::new(),
            source_id: String::new(),
        }
    }
}

fn tags(words: &Words, random: &mut Random) -> Vec<String> {
    let mut tags = Vec::new();
    for chance in [60, 25] {
        let tag = random.pick(&words.tags);
        if random.percent(chance) && !tags.iter().any(|kept| kept == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

fn filled(words: &str, shelf: &Words, random: &mut Random) -> String {
    match words.split_once("{tea}") {
        None => words.to_owned(),
        Some((before, after)) => {
            let at = random.below(shelf.shelf.len());
            let tea = shelf.shelf.get(at).map_or("", |product| product.spoken);
            let mut text = String::with_capacity(words.len() + tea.len());
            for part in [before, tea, after] {
                text.push_str(part);
            }
            text
        }
    }
}

/// A mobile number as someone typed it in a hurry.
fn as_typed(mobile: &str, random: &mut Random) -> String {
    let (head, rest) = mobile.split_at(3);
    let (middle, tail) = rest.split_at(4);
    match random.below(7) {
        0 => format!("{head} {middle} {tail}"),
        1 => format!("{head}-{middle}-{tail}"),
        2 => format!("+86 {mobile}"),
        3 => format!("0086{mobile}"),
        4 => format!("86{mobile}"),
        5 => format!("+86-{head}-{middle}-{tail}"),
        _ => mobile
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
            .collect(),
    }
}

impl Iterator for Bulk {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let record = self.customer(self.next);
        self.next += 1;
        Some(record)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name;
    use crate::domain::phone::{Parsed, Region, parse_one};
    use crate::domain::time::Now;
    use std::collections::HashSet;

    fn some(seed: u64, count: usize) -> Vec<Record> {
        let now = Now::morning_of("2026-03-02").expect("a day");
        Bulk::new(seed, Calendar::of(now)).take(count).collect()
    }

    #[test]
    fn a_longer_shop_starts_with_the_shorter_one_and_a_seed_changes_it() {
        let (short, long) = (some(7, 50), some(7, 500));
        assert_eq!(short[..], long[..50]);
        assert_ne!(short, some(8, 50));
    }

    #[test]
    fn the_shares_are_those_of_an_address_book() {
        let all = some(1, 20_000);
        let share = |count: usize| count * 1_000 / all.len();
        let chinese = all
            .iter()
            .filter(|record| record.draft.about.name.chars().all(name::is_cjk));
        assert!((810..830).contains(&share(chinese.count())));
        let said: usize = all.iter().map(|record| record.said.len()).sum();
        assert!((4_800..5_200).contains(&share(said)), "{said}");
        let wang = all
            .iter()
            .filter(|record| record.draft.about.name.starts_with('王'));
        assert!((60..85).contains(&share(wang.count())));
    }

    #[test]
    fn two_in_a_hundred_repeat_someone_under_a_number_typed_differently() {
        let all = some(1, 20_000);
        let mut seen = HashSet::new();
        let repeated = all
            .iter()
            .filter(|record| {
                let typed = &record.draft.contacts[0].value;
                let Parsed::Number(number) = parse_one(typed, Region::default()) else {
                    panic!("unreadable: {typed}");
                };
                !seen.insert((record.draft.about.name.clone(), number))
            })
            .count();
        assert!((300..500).contains(&repeated), "{repeated}");
    }
}
