//! The demo shop's other customers: each has a habit, a reason to come and a favourite, and what is written about them follows
//! from these. Sentences are in `assets/demo/themes.txt`.

mod habit;

use std::collections::HashSet;

use self::habit::Habit;
use super::asset::{self, Bag};
use super::calendar::Calendar;
use super::people::{self, Names, Phones};
use super::random::Random;
use super::stock::{Product, Stock};
use super::story;
use super::theme::{Theme, Themes};
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{About, Draft};
use crate::domain::fact::Leaning;
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::name::{self, Lang};
use crate::domain::record::{Promise, Record};

/// Open promises among the crowd, in days from today; the stories bring more.
const DUE: [i64; 34] = [
    -11, -5, -2, 0, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21, 23,
    25, 28, 30, 33, 36, 40, 45, 52,
];
/// Promises kept in the last days: days from today to the due day; closed the day after at the latest.
const KEPT: [i64; 6] = [-6, -5, -4, -3, -2, -2];
/// Birthdays kept this week, in days from today.
const BIRTHDAYS: [i64; 5] = [0, 1, 3, 5, 6];

const IN: Option<Direction> = Some(Direction::In);
const OUT: Option<Direction> = Some(Direction::Out);

/// How something was said, and what came of it.
#[derive(Clone, Copy)]
struct Told(Channel, Option<Direction>, Option<Outcome>);

/// The shop, seen by someone who makes up its customers.
pub(super) struct Crowd {
    lang: Lang,
    calendar: Calendar,
    stock: Stock,
    names: Names,
    themes: Themes,
    cities: Vec<&'static str>,
    sources: Vec<&'static str>,
    companies: Vec<&'static str>,
    titles: Vec<&'static str>,
    hobbies: Vec<&'static str>,
    pays: Vec<&'static str>,
    agents: Vec<&'static str>,
}

/// One customer in the making.
struct Sketch<'a> {
    theme: &'a Theme,
    favourite: Option<&'a Product>,
    habit: Habit,
    random: Random,
    record: Record,
    /// The first day and all days of buying, in days from today.
    since: i64,
    days: Vec<i64>,
}

impl Crowd {
    pub(super) fn new(lang: Lang, calendar: Calendar) -> Self {
        let places = Bag::read(asset::PLACES, lang);
        Self {
            lang,
            calendar,
            stock: Stock::read(lang),
            names: Names::read(),
            themes: Themes::read(lang),
            cities: places.all("city"),
            sources: places.all("source"),
            companies: places.all("company"),
            titles: places.all("title"),
            hobbies: places.all("hobby"),
            pays: places.all("pay"),
            agents: places.all("agent"),
        }
    }

    /// So many customers, no two of one name.
    pub(super) fn people(&self, count: usize, seed: u64, phones: &mut Phones) -> Vec<Record> {
        let mut taken = HashSet::new();
        (0..count)
            .filter_map(|n| {
                let random = Random::of(seed, 1_000 + n as u64);
                let record = self.person(n, random, phones, &taken)?;
                taken.insert(record.draft.about.name.clone());
                Some(record)
            })
            .collect()
    }

    fn person(
        &self,
        n: usize,
        mut random: Random,
        phones: &mut Phones,
        taken: &HashSet<String>,
    ) -> Option<Record> {
        let habit = Habit::of(n);
        let theme = match habit {
            Habit::Asking => self.themes.named("prospect")?,
            _ => self.themes.any(&mut random)?,
        };
        let favourite = self.stock.get(random.pick(&theme.wants));
        let days = habit.days(&mut random);
        let mut sketch = Sketch {
            theme,
            favourite,
            habit,
            since: days
                .first()
                .copied()
                .unwrap_or_else(|| random.between(-80, -4)),
            days,
            random,
            record: Record::default(),
        };
        self.introduce(&mut sketch, n, taken);
        self.reach(&mut sketch, phones);
        self.sell(&mut sketch);
        self.talk(&mut sketch);
        self.know(&mut sketch);
        self.promise(&mut sketch, n);
        Some(self.finish(sketch))
    }

    /// Who they are.
    fn introduce(&self, sketch: &mut Sketch, n: usize, taken: &HashSet<String>) {
        let random = &mut sketch.random;
        let gender = people::gender(random);
        let is_chinese = random.percent(if self.lang == Lang::Zh { 94 } else { 12 });
        let mut draw = || {
            if is_chinese {
                self.names.chinese(gender, random)
            } else {
                self.names.latin(gender, random)
            }
        };
        let mut name = draw();
        for _ in 0..20 {
            if !taken.contains(&name) && name != "王芳" {
                break;
            }
            name = draw();
        }
        let works = random.percent(28);
        let mut some = |chance, list: &[&str]| {
            if random.percent(chance) {
                random.pick(list).to_owned()
            } else {
                String::new()
            }
        };
        let about = About {
            name,
            gender: Some(gender),
            city: some(92, &self.cities),
            source: some(90, &self.sources),
            company: some(if works { 100 } else { 0 }, &self.companies),
            title: some(if works { 70 } else { 0 }, &self.titles),
            hobbies: some(18, &self.hobbies),
            owner: self.agents.first().copied().unwrap_or("").to_owned(),
            ..About::default()
        };
        sketch.record.draft = Draft {
            about,
            ..Draft::default()
        };
        sketch.record.draft.about.birthday = self.birthday(&mut sketch.random, n);
    }

    fn birthday(&self, random: &mut Random, n: usize) -> Option<Birthday> {
        let year = i32::try_from(random.between(1955, 2002)).unwrap_or(1980);
        if let Some(days) = every(n, 29).and_then(|turn| BIRTHDAYS.get(turn)) {
            return if self.lang == Lang::Zh && days % 2 == 1 {
                self.calendar.lunar_birthday(*days, year)
            } else {
                story::born(self.calendar, *days, year)
            };
        }
        let (month, day) = (random.between(1, 12), random.between(1, 28));
        let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        match random.below(100) {
            0..8 if self.lang == Lang::Zh => Birthday::lunar(Some(year), month, false, day),
            0..16 => Birthday::solar(None, month, day),
            16..55 => Birthday::solar(Some(year), month, day),
            _ => None,
        }
    }

    /// How they are reached.
    fn reach(&self, sketch: &mut Sketch, phones: &mut Phones) {
        let random = &mut sketch.random;
        let number = random.below(9_000) + 100;
        let draft = &mut sketch.record.draft;
        draft
            .contacts
            .push(ContactDraft::new(Method::Phone, phones.take()));
        let is_chinese = draft.about.name.chars().any(name::is_cjk);
        if is_chinese && random.percent(78) {
            const HANDLES: [&str; 12] = [
                "qingfeng",
                "xiaoyu",
                "moonlit",
                "laocha",
                "mumu",
                "yunduo",
                "nanshan",
                "xiaolu",
                "teatime",
                "shanlan",
                "chenguang",
                "amber",
            ];
            let handle = format!("{}_{number}", random.pick(&HANDLES));
            draft
                .contacts
                .push(ContactDraft::new(Method::WeChat, handle));
        }
        if random.percent(if is_chinese { 8 } else { 55 }) {
            let user: String = draft
                .about
                .name
                .to_lowercase()
                .replace(' ', ".")
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
                .collect();
            let user = if user.is_empty() { "tea" } else { &user };
            let address = format!("{user}{}@example.com", number % 100);
            draft
                .contacts
                .push(ContactDraft::new(Method::Email, address));
        }
    }

    /// What they bought.
    fn sell(&self, sketch: &mut Sketch) {
        let random = &mut sketch.random;
        let pay = random.pick(&self.pays);
        for day in &sketch.days {
            let usual = random.percent(70) || sketch.theme.also.is_empty();
            let shelf = if random.percent(50) {
                &sketch.theme.wants
            } else {
                &sketch.theme.also
            };
            let other = self.stock.get(random.pick(shelf));
            let Some(product) = (if usual { sketch.favourite } else { other }) else {
                continue;
            };
            let quantity = if random.percent(22) { 2 } else { 1 };
            let pay = if random.percent(80) {
                pay
            } else {
                random.pick(&self.pays)
            };
            let day = self.calendar.day(*day);
            sketch.record.bought.push(product.sold(day, quantity, pay));
        }
        if let (Some(first), Some(product)) = (sketch.record.bought.first_mut(), sketch.favourite) {
            // The first visit's note names what was bought.
            *first = product.sold(first.day, 1, pay);
        }
    }

    /// What was said, and what became of it.
    fn talk(&self, sketch: &mut Sketch) {
        let first = if sketch.habit == Habit::Asking {
            Told(Channel::Call, IN, Some(Outcome::Interested))
        } else {
            Told(Channel::Store, IN, Some(Outcome::Sold))
        };
        let hello = sketch.random.pick(&sketch.theme.says.all("first"));
        self.say(sketch, sketch.since, first, hello);
        self.talk_of_visits(sketch);
        self.talk_between(sketch);
        if matches!(sketch.habit, Habit::Silent | Habit::Lost) {
            self.miss(sketch);
        }
        if sketch.days.len() > 2 && sketch.random.percent(16) {
            self.trouble(sketch);
        }
    }

    /// The shop asks after someone who has stayed away.
    fn miss(&self, sketch: &mut Sketch) {
        let last = sketch.days.last().copied().unwrap_or(-90);
        let day = sketch.random.between(last + 40, -6);
        let (word, how) = if sketch.random.percent(35) {
            ("call", Told(Channel::Call, OUT, Some(Outcome::NoAnswer)))
        } else {
            ("first", Told(Channel::WeChat, OUT, None))
        };
        let words = sketch.random.pick(&self.themes.common("back", word));
        self.say(sketch, day, how, words);
    }

    /// Each sentence once at most.
    fn talk_of_visits(&self, sketch: &mut Sketch) {
        let again = sketch.theme.says.all("again");
        let mut at = sketch.random.below(again.len());
        let mut left = again.len();
        for day in sketch.days.clone().into_iter().skip(1) {
            let bought_usual = sketch.record.bought.iter().any(|bought| {
                bought.day == self.calendar.day(day)
                    && sketch.favourite.is_some_and(|tea| tea.is(bought))
            });
            let Some(words) = again.get(at % again.len().max(1)) else {
                return;
            };
            if left > 0 && sketch.random.percent(55) && (bought_usual || !words.contains("{tea}")) {
                let how = Told(Channel::Store, IN, Some(Outcome::Sold));
                self.say(sketch, day, how, words);
                (at, left) = (at + 1, left - 1);
            }
        }
    }

    fn talk_between(&self, sketch: &mut Sketch) {
        let mut chats = sketch.theme.says.all("chat");
        let count = sketch.random.below(3) + usize::from(sketch.habit == Habit::Asking);
        let last = sketch
            .days
            .last()
            .copied()
            .unwrap_or(-2)
            .max(sketch.since + 1);
        for _ in 0..count.min(chats.len()) {
            let words = chats.swap_remove(sketch.random.below(chats.len()));
            let day = sketch.random.between(sketch.since + 1, last.min(-1));
            let how = Told(Channel::WeChat, None, None);
            self.say(sketch, day.min(-1), how, words);
        }
    }

    /// Something went wrong, and was put right on the next day.
    fn trouble(&self, sketch: &mut Sketch) {
        let (wrong, right) = (
            self.themes.common("trouble", "first"),
            self.themes.common("trouble", "again"),
        );
        let which = sketch.random.below(wrong.len());
        let day = sketch.days.get(1).copied().unwrap_or(-40);
        if let (Some(wrong), Some(right)) = (wrong.get(which), right.get(which)) {
            let told = Told(Channel::WeChat, IN, None);
            self.say(sketch, day + 2, told, wrong);
            let mended = Told(Channel::Call, OUT, Some(Outcome::Resolved));
            self.say(sketch, day + 3, mended, right);
        }
    }

    fn say(&self, sketch: &mut Sketch, day: i64, how: Told, words: &str) {
        let Told(channel, direction, outcome) = how;
        let random = &mut sketch.random;
        let talked = channel == Channel::Call && outcome != Some(Outcome::NoAnswer);
        let (hour, minute) = (random.below(11) + 9, random.below(60));
        let minutes = random.below(12) + 2;
        let small = |number: usize| u32::try_from(number).unwrap_or(0);
        sketch.record.said.push(Said {
            at: self.calendar.at(day.min(-1), small(hour), small(minute)),
            channel,
            direction,
            minutes: talked.then_some(small(minutes)),
            outcome,
            note: filled(words, sketch.favourite),
            author: random.pick(&self.agents).to_owned(),
            source_id: String::new(),
        });
    }

    /// What the shop remembers: tags and facts.
    fn know(&self, sketch: &mut Sketch) {
        let says = &sketch.theme.says;
        let mut tags = says.all("tags");
        if !sketch.random.percent(75) {
            tags.clear();
        }
        let (vip, friend, new) = match self.lang {
            Lang::Zh => ("VIP", "老客", "新客"),
            Lang::En => ("VIP", "Old friend", "New"),
        };
        match sketch.habit {
            Habit::Often => tags.extend([vip, friend]),
            Habit::Steady if sketch.random.percent(50) => tags.push(friend),
            Habit::Fresh => tags.push(new),
            _ => {}
        }
        sketch.record.draft.tags = tags.into_iter().map(str::to_owned).collect();
        for (leaning, chance) in [
            (Leaning::Likes, 60),
            (Leaning::Needs, 22),
            (Leaning::Avoids, 40),
        ] {
            let all = says.all(leaning.code());
            if !all.is_empty() && sketch.random.percent(chance) {
                let words = sketch.random.pick(&all);
                let text = filled(words, sketch.favourite);
                sketch.record.facts.push((leaning, text));
            }
        }
    }

    /// What was promised: open ones as planned for the whole shop, kept ones here and there.
    fn promise(&self, sketch: &mut Sketch, n: usize) {
        let words = if matches!(sketch.habit, Habit::Silent | Habit::Lost) {
            self.themes.common("back", "again")
        } else {
            sketch.theme.says.all("due")
        };
        if let Some(due) = every(n, 5).and_then(|turn| DUE.get(turn)) {
            let words = sketch.random.pick(&words);
            self.owe(sketch, (*due).max(sketch.since + 1), None, words);
        } else if let Some(due) = every(n + 2, 27).and_then(|turn| KEPT.get(turn)) {
            let words = sketch.random.pick(&words);
            let due = (*due).max(sketch.since);
            self.owe(sketch, due, Some((due + 1).min(-1)), words);
        }
        let before = sketch.days.len() / 2;
        if let Some(day) = sketch.days.get(before).copied()
            && sketch.random.percent(35)
            && day < -20
        {
            let words = sketch.random.pick(&sketch.theme.says.all("due"));
            self.owe(sketch, day, Some(day), words);
        }
    }

    fn owe(&self, sketch: &mut Sketch, due: i64, closed: Option<i64>, words: &str) {
        sketch.record.promised.push(Promise {
            reason: String::new(),
            due: self.calendar.day(due),
            note: filled(words, sketch.favourite),
            owner: self.agents.first().copied().unwrap_or("").to_owned(),
            progress: closed.map_or(Progress::Open, |_| Progress::Done),
            closed_at: closed.map(|day| self.calendar.at(day, 18, 5)),
            source_id: String::new(),
        });
    }

    fn finish(&self, sketch: Sketch) -> Record {
        let mut record = sketch.record;
        record.draft.created_at = Some(self.calendar.at(sketch.since, 9, 5));
        record.said.sort_by_key(|said| said.at);
        let has_wechat = record
            .draft
            .contacts
            .iter()
            .any(|contact| contact.method == Method::WeChat);
        if !has_wechat {
            story::without_wechat(&mut record);
        }
        record
    }
}

/// Which turn it is, if every `step`th customer has one and this is such a one.
fn every(n: usize, step: usize) -> Option<usize> {
    n.is_multiple_of(step).then_some(n / step)
}

/// A sentence about the customer's favourite; English ones begin with a capital.
fn filled(words: &str, favourite: Option<&Product>) -> String {
    let text = words.replace("{tea}", favourite.map_or("", |product| product.spoken));
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
