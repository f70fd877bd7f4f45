//! What a reader found, as records the desk can keep: customers, and with them what they bought, said and were promised. What has no
//! field here, or is too long for its field, goes to the note, and what the note cannot hold to the log: nothing is lost.

mod history;
mod kept;
mod order;
pub mod own;

use std::collections::HashMap;

use crate::app::answer::Lists;
use crate::app::contact::CONTACTS_MAX;
use crate::codec::report::{
    Customer, Kind, Own, Place, Reject, RejectReason, Report, Warning, WarningCode,
};
use crate::codec::value::date::Moment;
use crate::codec::value::gender;
use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::clean::clean_line;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::custom::{self, Custom, Filled, Secrecy};
use crate::domain::customer::{About, Draft, NAME_MAX, NOTE_MAX, Party};
use crate::domain::event::Event;
use crate::domain::filter::field::Facet;
use crate::domain::interaction::Said;
use crate::domain::log_line::Channel;
use crate::domain::name::{Gender, Lang, is_cjk};
use crate::domain::phone;
use crate::domain::record::{Record, Ware};
use crate::domain::standard::{Asked, Refusal, Standard};
use crate::domain::tag::NAME_MAX as TAG_MAX;
use crate::domain::time::{Millis, Now};
use crate::i18n::custom::MASK;

/// The hour at which a record made on a day, at no known time, stands.
const NOON: u32 = 12;
/// By how many of its first characters a piece of a note is known again.
const NOTE_ID: usize = 60;

/// What a report comes to.
#[derive(Debug, Default)]
pub struct Gathered {
    pub records: Vec<Record>,
    /// What visitors did; who they are, the desk must find.
    pub events: Vec<Event>,
    /// What belongs to nobody: a masked buyer, a message of nobody known.
    pub homeless: Vec<Reject>,
    /// Values that the shop's own fields cannot take; they are kept in the note.
    pub warnings: Vec<Warning>,
    /// What is about nobody: products, levels.
    pub wares: Vec<Ware>,
}

/// The customers of a report with all that happened to them; `now` stands for records that do not say when they were made.
#[must_use]
pub fn gather(report: &Report, now: Now) -> Gathered {
    gather_with(report, now, &Lists::default())
}

/// The same; a column called as one of the shop's own fields fills it, and texts with a list are held to it.
#[must_use]
pub fn gather_with(report: &Report, now: Now, lists: &Lists) -> Gathered {
    let mut warnings = Vec::new();
    let mut records = records(report, now, lists, &mut warnings);
    let whose = Whose::of(report);
    let (mut homeless, mut events) = (Vec::new(), Vec::new());
    for order in &report.orders {
        match whose.find(&mut records, order.customer_at, order.customer.as_deref()) {
            Some(record) => order::add(record, order, now, &mut warnings),
            None => homeless.extend(order::rejects(order)),
        }
    }
    for said in &report.interactions {
        match whose.find(&mut records, said.customer_at, said.customer.as_deref()) {
            Some(record) => history::say(record, said, now),
            None if said.is_event => events.push(history::event(said, now)),
            None => homeless.push(history::reject(said)),
        }
    }
    for task in &report.tasks {
        match whose.find(&mut records, task.customer_at, task.customer.as_deref()) {
            Some(record) => history::promise(record, task, now),
            None => homeless.push(Reject {
                at: task.at,
                reason: RejectReason::UnknownParent,
                detail: Some(task.subject.clone()),
                cells: Vec::new(),
            }),
        }
    }
    for detail in &report.details {
        if let Some(record) = whose.find(&mut records, Some(detail.customer_at), None) {
            own::detail(record, &detail.own);
        }
    }
    own::link(report, &mut records, &whose);
    records.iter_mut().for_each(history::tell_apart);
    history::tell_events_apart(&mut events);
    Gathered {
        records,
        events,
        homeless,
        warnings,
        wares: report.wares.iter().filter_map(kept::ware).collect(),
    }
}

/// To whom of a report something belongs: by where their record starts, else by a name or contact value that only they have.
struct Whose<'a> {
    starts: HashMap<Place, usize>,
    labels: HashMap<&'a str, Option<usize>>,
}

impl<'a> Whose<'a> {
    fn of(report: &'a Report) -> Self {
        let (mut starts, mut labels) = (HashMap::new(), HashMap::new());
        for (n, customer) in report.customers.iter().enumerate() {
            starts.entry(customer.at).or_insert(n);
            let one = [&customer.name, &customer.wechat, &customer.source_id];
            let several = customer.phones.iter().chain(&customer.emails);
            for label in one.into_iter().flatten().chain(several) {
                labels
                    .entry(label.as_str())
                    .and_modify(|whose: &mut Option<usize>| {
                        *whose = whose.filter(|known| *known == n)
                    })
                    .or_insert(Some(n));
            }
        }
        Self { starts, labels }
    }

    fn find<'r>(
        &self,
        records: &'r mut [Record],
        at: Option<Place>,
        label: Option<&str>,
    ) -> Option<&'r mut Record> {
        let start = at.and_then(|at| self.starts.get(&at).copied());
        let n = start.or_else(|| self.labels.get(label?).copied().flatten())?;
        records.get_mut(n)
    }
}

/// Adds lines to a record's note; what the note cannot hold goes to the log.
fn add_to_note(record: &mut Record, text: &str) {
    let note = &mut record.draft.about.note;
    let line_break = if note.is_empty() { "" } else { "\n" };
    let joined = format!("{note}{line_break}{text}");
    if joined.chars().count() <= NOTE_MAX {
        *note = joined;
    } else {
        let at = record.draft.created_at.unwrap_or_default();
        record
            .said
            .push(note_at(at, text.chars().take(NOTE_MAX).collect()));
    }
}

fn note_at(at: Millis, note: String) -> Said {
    Said {
        at,
        channel: Channel::Other,
        direction: None,
        minutes: None,
        outcome: None,
        author: String::new(),
        // By its own words, for its hour may only be that of the import.
        source_id: format!("note#{}", note.chars().take(NOTE_ID).collect::<String>()),
        note,
    }
}

fn records(report: &Report, now: Now, lists: &Lists, warnings: &mut Vec<Warning>) -> Vec<Record> {
    let lunar = lunar_birthdays(report);
    report
        .customers
        .iter()
        .map(|customer| {
            let lunar = lunar.get(&customer.at).copied();
            let mut record = record(customer, lunar, now, &lists.fields, warnings);
            hold_to(&lists.standard, &mut record, customer.at, warnings);
            record
        })
        .collect()
}

/// Customers one by one, as a large file gives them: the warnings of each come before it.
pub struct OneByOne<'l> {
    now: Now,
    lists: &'l Lists,
    lunar: Option<(Place, Birthday)>,
}

impl<'l> OneByOne<'l> {
    #[must_use]
    pub fn new(now: Now, lists: &'l Lists) -> Self {
        Self {
            now,
            lists,
            lunar: None,
        }
    }

    /// Takes note of a warning about the customer to come.
    pub fn warned(&mut self, warning: &Warning) {
        self.lunar = lunar(warning).or(self.lunar);
    }

    /// The customer as the desk keeps one.
    pub fn record(&mut self, customer: &Customer) -> Record {
        let lunar = self.lunar.take().filter(|(at, _)| *at == customer.at);
        // What a field of the shop's own cannot take stays in the note, as always.
        let mut warnings = Vec::new();
        let lunar = lunar.map(|(_, birthday)| birthday);
        let mut record = record(customer, lunar, self.now, &self.lists.fields, &mut warnings);
        hold_to(
            &self.lists.standard,
            &mut record,
            customer.at,
            &mut warnings,
        );
        record
    }
}

fn lunar(warning: &Warning) -> Option<(Place, Birthday)> {
    let is_date = warning.code == WarningCode::BadDate;
    let birthday = is_date.then(|| Birthday::parse(&warning.raw)).flatten()?;
    (birthday.calendar() == Calendar::Lunar).then_some((warning.at, birthday))
}

/// Birthdays the report could only warn of, because its format has no lunar calendar; the desk has one.
fn lunar_birthdays(report: &Report) -> HashMap<Place, Birthday> {
    report.warnings.iter().filter_map(lunar).collect()
}

/// Writes listed texts as the shop does. What is on no closed list, or has not the form that is asked for, is no value of its field: it is
/// kept in the note.
fn hold_to(standard: &Standard, record: &mut Record, at: Place, warnings: &mut Vec<Warning>) {
    standard.tidy(&mut record.draft.about);
    let mut put_off = |record: &mut Record, name: &str, field: String, text: String| {
        add_to_note(record, &format!("{name}: {text}"));
        warnings.push(Warning {
            at,
            field,
            code: WarningCode::BadValue,
            raw: text,
        });
    };
    while let Err(Refusal::OffList { of, text, .. }) =
        standard.check_lists(&record.draft.about, None)
    {
        of.clear(&mut record.draft.about);
        put_off(record, of.word(lang_of(&text)), of.code().to_owned(), text);
    }
    while let Err(Refusal::Unlike { of, text, .. }) = standard.check_typed(&record.draft, None) {
        drop_text(&mut record.draft, &of, &text);
        let (name, field) = (of.name(lang_of(&text)), of.name(Lang::En));
        put_off(record, &name, field, text);
    }
}

fn lang_of(text: &str) -> Lang {
    match text.chars().any(is_cjk) {
        true => Lang::Zh,
        false => Lang::En,
    }
}

/// Takes a text out of the draft; whatever else the place may hold stays.
fn drop_text(draft: &mut Draft, of: &Asked, text: &str) {
    let about = &mut draft.about;
    let is_it = |method, one: &ContactDraft| one.method == method && one.value.trim() == text;
    match of {
        Asked::Part(Facet::Source) => about.source.clear(),
        Asked::Part(Facet::Company) => about.company.clear(),
        Asked::Part(Facet::City) => about.city.clear(),
        Asked::Part(Facet::Address) => about.address.clear(),
        Asked::Part(Facet::Owner) => about.owner.clear(),
        Asked::Part(Facet::Email) => draft.contacts.retain(|one| !is_it(Method::Email, one)),
        Asked::Part(_) => draft.contacts.retain(|one| !is_it(Method::WeChat, one)),
        Asked::Own(own) => draft.custom.retain(|one| one.field != own.id),
    }
}

fn record(
    customer: &Customer,
    lunar: Option<Birthday>,
    now: Now,
    fields: &[Custom],
    warnings: &mut Vec<Warning>,
) -> Record {
    let mut kept = Kept::default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let about = About {
        party: match customer.kind {
            Kind::Person => Party::Person,
            Kind::Company => Party::Company,
        },
        name: kept.line(name_of(customer)),
        gender: customer.gender.map(gender_of),
        birthday: customer.birthday.and_then(birthday_of).or(lunar),
        company: kept.line(text(&customer.company)),
        title: kept.line(text(&customer.title)),
        city: kept.line(customer.city.clone()),
        address: kept.line(text(&customer.address)),
        source: kept.line(text(&customer.source)),
        owner: kept.line(text(&customer.owner)),
        source_id: text(&customer.source_id),
        ..About::default()
    };
    let contacts = kept.contacts(customer);
    let tags = kept.tags(&customer.tags);
    let mut lifted: Own = customer.own.clone();
    let mut custom: Vec<Filled> = Vec::new();
    for (header, value) in &customer.extra {
        if let Some(name) = own::property(header) {
            lifted.push((name, value.clone()));
            continue;
        }
        match taken(fields, header, value) {
            Taken::By(filled) if custom.iter().all(|one| one.field != filled.field) => {
                custom.push(filled);
                continue;
            }
            Taken::Refused => warnings.push(Warning {
                at: customer.at,
                field: header.clone(),
                code: WarningCode::BadValue,
                raw: value.clone(),
            }),
            Taken::Hidden => continue,
            Taken::By(_) | Taken::ByNone => {}
        }
        kept.lines.push(format!("{header}: {value}"));
    }
    let (note, rest) = kept.note(customer.notes.as_deref().unwrap_or_default());
    let at = customer
        .created
        .and_then(|made| instant(made, now))
        .filter(|at| *at <= now.at);
    let mut record = Record {
        said: rest
            .into_iter()
            .map(|note| note_at(at.unwrap_or(now.at), note))
            .collect(),
        ..Record::from(Draft {
            about: About { note, ..about },
            contacts,
            tags,
            created_at: at,
            custom,
            referrer: None,
        })
    };
    own::customer(&mut record, &lifted);
    record
}

/// Whether one of the shop's own fields takes a value.
enum Taken {
    By(Filled),
    /// The field is there, and cannot hold it.
    Refused,
    /// It left hidden, and comes back as nothing.
    Hidden,
    ByNone,
}

fn taken(fields: &[Custom], header: &str, value: &str) -> Taken {
    let Some(field) = custom::named(fields, header) else {
        return Taken::ByNone;
    };
    if field.shape.secrecy == Secrecy::Sensitive && value == MASK {
        return Taken::Hidden;
    }
    match field.shape.of.read(value) {
        Ok(Some(_)) => Taken::By(Filled {
            field: field.id,
            text: value.to_owned(),
        }),
        Ok(None) => Taken::ByNone,
        Err(_) => Taken::Refused,
    }
}

/// What a customer without a name is called: by company, handle, number or address, whichever there is first.
fn name_of(customer: &Customer) -> String {
    [&customer.name, &customer.company, &customer.wechat]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .or_else(|| customer.phones.first().map(|number| phone::display(number)))
        .or_else(|| customer.emails.first().cloned())
        .unwrap_or_default()
}

fn gender_of(gender: gender::Gender) -> Gender {
    match gender {
        gender::Gender::Male => Gender::Male,
        gender::Gender::Female => Gender::Female,
    }
}

fn birthday_of(day: crate::codec::value::date::Birthday) -> Option<Birthday> {
    Birthday::solar(day.year, day.month, day.day)
}

fn instant(made: Moment, now: Now) -> Option<Millis> {
    match made {
        Moment::At(at) => Some(at.into()),
        Moment::Day(day) => day
            .and_hms_opt(NOON, 0, 0)?
            .and_local_timezone(now.offset)
            .single()
            .map(Into::into),
    }
}

/// What found no field and is kept as lines below the note.
#[derive(Default)]
struct Kept {
    lines: Vec<String>,
}

impl Kept {
    /// The value as its field takes it; one that is too long is also kept whole.
    fn line(&mut self, value: String) -> String {
        if value.chars().count() <= NAME_MAX {
            return value;
        }
        let start = value.chars().take(NAME_MAX).collect();
        self.lines.push(value);
        start
    }

    fn contacts(&mut self, customer: &Customer) -> Vec<ContactDraft> {
        let of = |method, values: &[String]| {
            values
                .iter()
                .map(|value| ContactDraft::new(method, value))
                .collect::<Vec<_>>()
        };
        let mut all = of(Method::Phone, &customer.phones);
        all.extend(of(Method::Email, &customer.emails));
        all.extend(of(Method::WeChat, customer.wechat.as_slice()));
        let (kept, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|draft| {
            // A hidden number is no number, and would refuse the whole record.
            !(draft.method == Method::Phone && draft.value.contains('*'))
                && draft.value.chars().count() <= NAME_MAX
        });
        self.lines.extend(left.into_iter().map(|draft| draft.value));
        let mut kept = kept;
        let over = kept.split_off(kept.len().min(CONTACTS_MAX));
        self.lines.extend(over.into_iter().map(|draft| draft.value));
        kept
    }

    fn tags(&mut self, tags: &[String]) -> Vec<String> {
        let bare = |tag: &String| clean_line(tag).trim_start_matches('#').trim().to_owned();
        let (kept, left): (Vec<String>, Vec<String>) = tags
            .iter()
            .map(bare)
            .filter(|tag| !tag.is_empty())
            .partition(|tag| tag.chars().count() <= TAG_MAX);
        self.lines.extend(left);
        kept
    }

    /// The note, and what is longer than a note may be, in pieces for the log.
    fn note(self, written: &str) -> (String, Vec<String>) {
        let whole = std::iter::once(written)
            .filter(|text| !text.is_empty())
            .chain(self.lines.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("\n");
        let chars: Vec<char> = whole.chars().collect();
        let mut pieces = chars
            .chunks(NOTE_MAX)
            .map(|piece| piece.iter().collect::<String>());
        (pieces.next().unwrap_or_default(), pieces.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::report::Warning;

    fn now() -> Now {
        Now::morning_of("2026-03-02").expect("a day")
    }

    fn only(customer: Customer) -> Record {
        let report = Report {
            customers: vec![customer],
            ..Report::default()
        };
        gather(&report, now()).records.pop().expect("a record")
    }

    #[test]
    fn a_customer_without_a_name_is_called_by_what_there_is() {
        let bare = Customer::default();
        let text = |text: &str| Some(text.to_owned());
        for (customer, name) in [
            (
                Customer {
                    name: text("王芳"),
                    company: text("大禹"),
                    ..bare.clone()
                },
                "王芳",
            ),
            (
                Customer {
                    company: text("大禹"),
                    ..bare.clone()
                },
                "大禹",
            ),
            (
                Customer {
                    wechat: text("wf_88"),
                    ..bare.clone()
                },
                "wf_88",
            ),
            (
                Customer {
                    phones: vec!["+8613800138000".to_owned()],
                    ..bare.clone()
                },
                "138 0013 8000",
            ),
            (
                Customer {
                    emails: vec!["a@b.cn".to_owned()],
                    ..bare
                },
                "a@b.cn",
            ),
        ] {
            assert_eq!(only(customer).draft.about.name, name);
        }
    }

    #[test]
    fn what_has_no_field_stays_readable_in_the_note() {
        let record = only(Customer {
            name: Some("王芳".to_owned()),
            notes: Some("老客".to_owned()),
            tags: vec!["VIP".to_owned(), "长".repeat(41)],
            extra: vec![("会员卡号".to_owned(), "0099".to_owned())],
            ..Customer::default()
        });
        assert_eq!(record.draft.tags, ["VIP"]);
        assert_eq!(
            record.draft.about.note,
            format!("老客\n{}\n会员卡号: 0099", "长".repeat(41))
        );
    }

    #[test]
    fn a_note_that_is_too_long_goes_on_in_the_log() {
        let record = only(Customer {
            name: Some("王芳".to_owned()),
            notes: Some("字".repeat(NOTE_MAX + 5)),
            ..Customer::default()
        });
        assert_eq!(record.draft.about.note.chars().count(), NOTE_MAX);
        assert_eq!(record.said[0].note, "字".repeat(5));
    }

    #[test]
    fn a_lunar_birthday_the_report_warned_of_is_kept() {
        let at = Place {
            file: 0,
            line: 2,
            record: 1,
        };
        let report = Report {
            customers: vec![Customer {
                name: Some("王芳".to_owned()),
                at,
                ..Customer::default()
            }],
            warnings: vec![Warning {
                at,
                field: "生日".to_owned(),
                code: WarningCode::BadDate,
                raw: "农历八月十五".to_owned(),
            }],
            ..Report::default()
        };
        let kept = gather(&report, now()).records.pop().expect("a record");
        assert_eq!(
            kept.draft.about.birthday,
            Birthday::lunar(None, 8, false, 15)
        );
    }
}
