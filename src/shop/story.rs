//! The demo shop's people with a story: reads `assets/demo/stories.txt` and dates it from today.
//!
//! `as` gender, birthday (`1985-04-12`, or `+3 1985` for one kept in three days, `lunar` before either); `rhythm` first day, last
//! day, days between, products; `say` day, time, channel, direction, outcome, length; `buy` day, product, quantity; `due` day;
//! `done` day due, day closed.

use chrono::Datelike;

use super::asset::{self, Bag};
use super::calendar::Calendar;
use super::people::Phones;
use super::random::Random;
use super::stock::Stock;
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::Party;
use crate::domain::fact::Leaning;
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::name::{self, Gender, Lang};
use crate::domain::record::{Promise, Record};

/// The story book, opened in one language on one day.
pub(super) struct Stories {
    lang: Lang,
    calendar: Calendar,
    stock: Stock,
    places: Bag,
}

/// One person while their story is read.
struct Telling {
    record: Record,
    /// The first day anything is told of.
    since: i64,
    /// What they always buy, for sales that are told but not booked.
    usual: &'static str,
}

impl Stories {
    pub(super) fn new(lang: Lang, calendar: Calendar) -> Self {
        Self {
            lang,
            calendar,
            stock: Stock::read(lang),
            places: Bag::read(asset::PLACES, lang),
        }
    }

    /// Everybody in the book.
    pub(super) fn tell(&self, random: &mut Random, phones: &mut Phones) -> Vec<Record> {
        let mut told = Vec::new();
        let mut telling: Option<Telling> = None;
        for (word, rest) in asset::lines(asset::STORIES) {
            if word == "*" {
                told.extend(telling.take().map(|one| self.end(one, random)));
                telling = Some(Telling {
                    record: Record::default(),
                    since: -1,
                    usual: "",
                });
            } else if let Some(one) = &mut telling {
                self.line(one, word, rest, random, phones);
            }
        }
        told.extend(telling.map(|one| self.end(one, random)));
        told
    }

    fn line(
        &self,
        one: &mut Telling,
        word: &str,
        rest: &'static str,
        random: &mut Random,
        phones: &mut Phones,
    ) {
        let text = asset::in_lang(rest, self.lang);
        let about = &mut one.record.draft.about;
        match word {
            "name" => about.name = text.to_owned(),
            "nickname" => about.nickname = text.to_owned(),
            "city" => about.city = text.to_owned(),
            "company" => about.company = text.to_owned(),
            "title" => about.title = text.to_owned(),
            "source" => about.source = text.to_owned(),
            "address" => about.address = text.to_owned(),
            "hobbies" => about.hobbies = text.to_owned(),
            "prefers" => about.preferred = Channel::from_code(text),
            "as" => self.is_a(one, rest),
            "phone" | "dead" => reach(&mut one.record, word, text, phones.take()),
            "wechat" => put_contact(&mut one.record, Method::WeChat, text),
            "email" => put_contact(&mut one.record, Method::Email, text),
            "pin" => one.record.pinned = text.to_owned(),
            "tags" => one
                .record
                .draft
                .tags
                .extend(text.split(['、', ',']).map(|tag| tag.trim().to_owned())),
            "avoid" | "need" | "like" => {
                let leaning = Leaning::from_code(word).unwrap_or(Leaning::Likes);
                one.record.facts.push((leaning, text.to_owned()));
            }
            "rhythm" => self.rhythm(one, rest, random),
            "buy" => self.buy(one, rest, random),
            "say" => self.say(one, rest, random),
            "due" | "done" => self.promise(one, rest),
            _ => {}
        }
    }

    fn is_a(&self, one: &mut Telling, rest: &str) {
        let about = &mut one.record.draft.about;
        let (mut is_lunar, mut in_days) = (false, None);
        for part in rest.split(' ') {
            match part {
                "f" => about.gender = Some(Gender::Female),
                "m" => about.gender = Some(Gender::Male),
                "company" => about.party = Party::Company,
                "lunar" => is_lunar = true,
                _ if part.starts_with('+') => in_days = part.parse::<i64>().ok(),
                _ => {
                    about.birthday = match (in_days, part.parse::<i32>()) {
                        (Some(days), Ok(year)) if is_lunar => {
                            self.calendar.lunar_birthday(days, year)
                        }
                        (Some(days), Ok(year)) => born(self.calendar, days, year),
                        _ => Birthday::parse(part),
                    }
                }
            }
        }
    }

    /// Purchases at a steady pace, told of in few words.
    fn rhythm(&self, one: &mut Telling, rest: &'static str, random: &mut Random) {
        let mut parts = rest.split(' ');
        let mut day = number(parts.next());
        let (last, gap) = (number(parts.next()), number(parts.next()));
        let keys: Vec<&'static str> = parts.collect();
        one.usual = keys.first().copied().unwrap_or("");
        while day < last {
            self.book(one, day, random.pick(&keys), random.between(1, 2), random);
            day += random.between(gap - gap / 4, gap + gap / 4).max(1);
        }
        self.book(one, last, one.usual, 1, random);
    }

    fn buy(&self, one: &mut Telling, rest: &'static str, random: &mut Random) {
        let mut parts = rest.split(' ');
        let (day, key) = (number(parts.next()), parts.next().unwrap_or(""));
        self.book(one, day, key, number(parts.next()), random);
    }

    fn book(&self, one: &mut Telling, day: i64, key: &str, quantity: i64, random: &mut Random) {
        one.since = one.since.min(day);
        let pay = self.places.all("pay");
        if let Some(product) = self.stock.get(key) {
            one.record.bought.push(product.sold(
                self.calendar.day(day),
                quantity,
                random.pick(&pay),
            ));
        }
    }

    fn say(&self, one: &mut Telling, rest: &'static str, random: &mut Random) {
        let (head, note) = rest.split_once(" | ").unwrap_or((rest, ""));
        let mut parts = head.split(' ');
        let day = number(parts.next());
        let (hour, minute) = parts
            .next()
            .and_then(|time| time.split_once(':'))
            .unwrap_or(("10", "00"));
        let mut said = Said {
            at: self
                .calendar
                .at(day, hour.parse().unwrap_or(10), minute.parse().unwrap_or(0)),
            channel: parts
                .next()
                .and_then(Channel::from_code)
                .unwrap_or(Channel::Other),
            direction: None,
            minutes: None,
            outcome: None,
            note: asset::in_lang(note, self.lang).to_owned(),
            author: random.pick(&self.places.all("agent")).to_owned(),
            source_id: String::new(),
        };
        for part in parts {
            said.direction = said.direction.or(Direction::from_code(part));
            said.outcome = said.outcome.or(Outcome::from_code(part));
            said.minutes = said
                .minutes
                .or(part.strip_suffix('m').and_then(|n| n.parse().ok()));
        }
        one.since = one.since.min(day);
        one.record.said.push(said);
    }

    fn promise(&self, one: &mut Telling, rest: &'static str) {
        let (head, note) = rest.split_once(" | ").unwrap_or((rest, ""));
        let (due, closed) = head
            .split_once(' ')
            .map_or((head, None), |(due, closed)| (due, Some(closed)));
        one.record.promised.push(Promise {
            reason: String::new(),
            due: self.calendar.day(number(Some(due))),
            note: asset::in_lang(note, self.lang).to_owned(),
            owner: self.places.first("agent").to_owned(),
            progress: closed.map_or(Progress::Open, |_| Progress::Done),
            closed_at: closed.map(|day| self.calendar.at(number(Some(day)), 17, 30)),
            source_id: String::new(),
        });
    }

    /// The person as the desk would have them: everything in the order it happened.
    fn end(&self, mut one: Telling, random: &mut Random) -> Record {
        self.book_what_was_told(&mut one, random);
        let mut record = one.record;
        self.places
            .first("agent")
            .clone_into(&mut record.draft.about.owner);
        record.draft.created_at = Some(self.calendar.at(one.since, 9, 10));
        if self.lang == Lang::En && !record.draft.about.name.chars().any(name::is_cjk) {
            without_wechat(&mut record);
        }
        record.said.sort_by_key(|said| said.at);
        record.bought.sort_by_key(|bought| bought.day);
        record
    }

    /// A sale in the store that the log tells of was rung up that day, too.
    fn book_what_was_told(&self, one: &mut Telling, random: &mut Random) {
        let mut told: Vec<i64> = Vec::new();
        for said in &one.record.said {
            if said.channel == Channel::Store && said.outcome == Some(Outcome::Sold) {
                let day = self.calendar.days_to(said.at);
                if !one
                    .record
                    .bought
                    .iter()
                    .any(|bought| bought.day == self.calendar.day(day))
                {
                    told.push(day);
                }
            }
        }
        for day in told {
            self.book(one, day, one.usual, 1, random);
        }
    }
}

/// A solar birthday kept in so many days.
pub(super) fn born(calendar: Calendar, days: i64, year: i32) -> Option<Birthday> {
    let day = calendar.day(days);
    // A leap day is kept by someone born in a leap year.
    Birthday::solar(Some(year), day.month(), day.day())
        .or_else(|| Birthday::solar(Some(year - year % 4), day.month(), day.day()))
}

/// Text messages in place of an app that the person does not use.
pub(super) fn without_wechat(record: &mut Record) {
    let instead = |channel: &mut Channel| {
        if *channel == Channel::WeChat {
            *channel = Channel::Sms;
        }
    };
    record
        .draft
        .contacts
        .retain(|contact| contact.method != Method::WeChat);
    record
        .said
        .iter_mut()
        .for_each(|said| instead(&mut said.channel));
    record.draft.about.preferred.iter_mut().for_each(instead);
}

fn reach(record: &mut Record, word: &str, label: &str, number: String) {
    if word == "dead" {
        record.dead.push(number.clone());
    }
    let mut contact = ContactDraft::new(Method::Phone, number);
    contact.label = label.to_owned();
    record.draft.contacts.push(contact);
}

fn put_contact(record: &mut Record, method: Method, value: &str) {
    record.draft.contacts.push(ContactDraft::new(method, value));
}

fn number(text: Option<&str>) -> i64 {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 25] = [
        "*", "name", "nickname", "city", "company", "title", "source", "address", "hobbies",
        "prefers", "as", "phone", "dead", "wechat", "email", "pin", "tags", "avoid", "need",
        "like", "rhythm", "buy", "say", "due", "done",
    ];

    #[test]
    fn every_line_of_the_book_is_understood() {
        let stock = Stock::read(Lang::En);
        for (word, rest) in asset::lines(asset::STORIES) {
            assert!(WORDS.contains(&word), "{word}");
            let parts: Vec<&str> = rest.split(' ').collect();
            let products = match word {
                "rhythm" => &parts[3..],
                "buy" => &parts[1..2],
                _ => &[],
            };
            for key in products {
                assert!(stock.get(key).is_some(), "no such product: {key}");
            }
            if word == "say" {
                let (head, _) = rest.split_once(" | ").expect("a note");
                for part in head.split(' ').skip(2) {
                    let known = Channel::from_code(part).is_some()
                        || Direction::from_code(part).is_some()
                        || Outcome::from_code(part).is_some()
                        || part
                            .strip_suffix('m')
                            .is_some_and(|n| n.parse::<u32>().is_ok());
                    assert!(known, "{rest}");
                }
            }
        }
    }
}
