//! Messages out of rows: who wrote, to whom, when. Conversations are with one customer; in a group, each member is one.

pub mod kind;

use super::customer::{self, Rules};
use super::delimited::Row;
use super::header::{Column, key};
use super::preset::{MessageField, Role};
use super::report::{
    Customer, Direction, Found, Interaction, Place, Reject, RejectReason, Skip, SkipReason,
};
use super::table::{cells_of, controls};
use super::value::cell;
use super::value::date::{self, Moment};
use crate::domain::clean::{clean_line, clean_text};
use kind::Kind;
use std::collections::{HashMap, HashSet};

/// Written where no other channel is named.
const WECHAT: &str = "wechat";
/// How exporters call whoever made the export.
const SELF: [&str; 5] = ["我", "自己", "本人", "me", "self"];

/// The messages of all files read together, and whom they were with.
#[derive(Debug, Default)]
pub struct Messages {
    with: HashMap<Other, (Place, String)>,
    own_ids: HashSet<String>,
}

/// A customer in conversations: by the exporter's id, else by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Other {
    Id(String, String),
    Name(String),
}

/// The rows of one conversation file, and how they are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub columns: &'a [Column],
    pub rules: &'a Rules<'a>,
    /// The file's name, with its folder if that is known.
    pub file: &'a str,
}

/// The cells of one row by what they are.
struct RowOf<'a> {
    row: &'a Row,
    reading: Reading<'a>,
}

impl Messages {
    /// Reads one row: a message, and its customer if that one is new.
    pub fn read(&mut self, row: &Row, reading: Reading<'_>, at: Place) -> Vec<Found> {
        if let Some(reason) = customer::fault(row, reading.columns) {
            return vec![reject(at, reason, row)];
        }
        let of = RowOf { row, reading };
        let kind = of
            .text(MessageField::Type)
            .map_or(Kind::Text, |t| kind::parse(&t));
        let raw = of.raw(MessageField::Body).unwrap_or_default();
        let sender = of.text(MessageField::SenderName).unwrap_or_default();
        let is_system = [&sender, &of.text(MessageField::Sender).unwrap_or_default()]
            .iter()
            .any(|name| kind::is_system_name(name));
        if kind == Kind::System || is_system || kind::is_revocation(&raw) {
            let detail = Some(clean_text(&raw)).filter(|text| !text.is_empty());
            return vec![Found::Skip(Skip {
                at,
                reason: SkipReason::SystemMessage,
                detail,
            })];
        }
        let warning = controls(row, reading.columns, at);
        let mut found: Vec<Found> = warning.map(Found::Warning).into_iter().collect();
        let Some(time) = of.time() else {
            found.push(reject(at, RejectReason::MissingTime, row));
            return found;
        };
        let direction = self.direction(&of);
        let person = self.person(&of, direction, at, &mut found);
        found.push(Found::Interaction(Box::new(Interaction {
            time,
            channel: of
                .text(MessageField::Channel)
                .unwrap_or_else(|| WECHAT.to_owned()),
            direction,
            body: kind::body(kind, &clean_text(&raw)),
            agent: (direction == Some(Direction::Out))
                .then(|| of.agent())
                .flatten(),
            customer: person.as_ref().map(|(_, name)| name.clone()),
            cells: if person.is_none() {
                cells_of(row)
            } else {
                Vec::new()
            },
            customer_at: person.map(|(place, _)| place),
            own: Vec::new(),
            is_event: false,
            at,
        })));
        found
    }

    /// A column that says so, else whether the other side of the conversation wrote.
    fn direction(&mut self, of: &RowOf<'_>) -> Option<Direction> {
        if let Some(word) = of.text(MessageField::IsSender) {
            return direction_of(&word);
        }
        let (sender, talker) = (of.text(MessageField::Sender), of.text(MessageField::Talker));
        let name = of.text(MessageField::SenderName);
        if [&sender, &name].into_iter().flatten().any(|n| is_self(n)) {
            return Some(Direction::Out);
        }
        match (sender, talker) {
            (Some(sender), Some(talker)) if is_group(&talker) => {
                let own = name.is_none() || self.own_ids.contains(&sender);
                Some(if own { Direction::Out } else { Direction::In })
            }
            (Some(sender), Some(talker)) if sender == talker => Some(Direction::In),
            (Some(sender), Some(_)) => {
                self.own_ids.insert(sender);
                Some(Direction::Out)
            }
            (Some(name), None) => of.by_name(&name),
            (None, _) => of.by_name(&name?),
        }
    }

    /// Whom the message was with; new ones are also found as customers.
    fn person(
        &mut self,
        of: &RowOf<'_>,
        direction: Option<Direction>,
        at: Place,
        found: &mut Vec<Found>,
    ) -> Option<(Place, String)> {
        let (id, name) = of.other(direction);
        let name = name.or_else(|| id.clone())?;
        let other = match &id {
            Some(id) => Other::Id(of.reading.rules.preset.id.clone(), id.clone()),
            None => Other::Name(name.clone()),
        };
        if let Some(known) = self.with.get(&other) {
            return Some(known.clone());
        }
        self.with.insert(other, (at, name.clone()));
        found.push(Found::Customer(Box::new(Customer {
            name: Some(name.clone()),
            source_id: id,
            at,
            ..Customer::default()
        })));
        Some((at, name))
    }
}

impl RowOf<'_> {
    /// Every cell of the field that says something, as it is.
    fn all(&self, wanted: MessageField) -> impl Iterator<Item = String> + '_ {
        let columns = self.reading.columns.iter().zip(&self.row.cells);
        columns
            .filter(move |(c, _)| c.role == Role::Message(wanted))
            .filter_map(|(_, raw)| cell::content(raw).map(|text| text.into_owned()))
    }

    fn raw(&self, wanted: MessageField) -> Option<String> {
        // Messages are not cells: a lone dash is a message.
        let columns = self.reading.columns.iter().zip(&self.row.cells);
        columns
            .filter(|(c, _)| c.role == Role::Message(wanted))
            .map(|(_, raw)| raw.trim().to_owned())
            .find(|raw| !raw.is_empty())
    }

    fn text(&self, wanted: MessageField) -> Option<String> {
        self.all(wanted)
            .map(|text| clean_line(&text))
            .find(|text| !text.is_empty())
    }

    fn time(&self) -> Option<Moment> {
        let rules = self.reading.rules;
        self.all(MessageField::Time).find_map(|raw| {
            date::moment(&raw, rules.preset.dates, rules.zone)
                .ok()
                .flatten()
        })
    }

    /// The id and the name of the other side.
    fn other(&self, direction: Option<Direction>) -> (Option<String>, Option<String>) {
        let id = self.text(MessageField::Talker);
        let name = self.text(MessageField::TalkerName);
        if id.as_deref().is_some_and(is_group) {
            return match direction {
                Some(Direction::Out) => (None, None),
                _ => (
                    self.text(MessageField::Sender),
                    self.text(MessageField::SenderName),
                ),
            };
        }
        if id.is_some() || name.is_some() {
            return (id, name);
        }
        let (name, id) = named_after(self.reading.file);
        (id, name)
    }

    fn by_name(&self, sender: &str) -> Option<Direction> {
        let (_, other) = self.other(None);
        match other {
            _ if is_self(sender) => Some(Direction::Out),
            Some(other) if other == sender => Some(Direction::In),
            // Someone else in a conversation of two is the shop; without a name for the other side nobody knows.
            Some(_) if self.text(MessageField::TalkerName).is_some() => Some(Direction::Out),
            Some(_) => Some(Direction::In),
            None => None,
        }
    }

    fn agent(&self) -> Option<String> {
        let names = [MessageField::SenderName, MessageField::Sender];
        names
            .into_iter()
            .filter_map(|field| self.text(field))
            .find(|name| !is_self(name))
    }
}

/// The customer a conversation file is called after, and the id in brackets: `阿澄(wxid_a1)/阿澄.csv`.
fn named_after(file: &str) -> (Option<String>, Option<String>) {
    let mut parts = file.rsplit(['/', '\\']);
    let stem = parts.next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let bracketed = |text: &str| {
        let (name, rest) = text.rsplit_once(['(', '（'])?;
        let id = rest.strip_suffix([')', '）'])?;
        let is_id = id.len() > 4 && id.bytes().all(|b| b.is_ascii_graphic());
        is_id.then(|| (clean_line(name), clean_line(id)))
    };
    let folder = parts.next().and_then(bracketed);
    let (name, id) = match bracketed(stem) {
        Some((name, id)) => (name, Some(id)),
        None => (clean_line(stem), folder.map(|(_, id)| id)),
    };
    (Some(name).filter(|n| !n.is_empty()), id)
}

fn is_group(talker: &str) -> bool {
    talker.ends_with("@chatroom")
}

fn is_self(name: &str) -> bool {
    SELF.contains(&name.to_lowercase().as_str())
}

fn direction_of(word: &str) -> Option<Direction> {
    match key(word).as_str() {
        "1" | "true" | "是" | "yes" | "out" | "outgoing" | "outbound" | "sent" | "send" | "发"
        | "发送" | "发出" | "我" => Some(Direction::Out),
        "0" | "false" | "否" | "no" | "in" | "incoming" | "inbound" | "received" | "receive"
        | "收" | "接收" | "收到" | "对方" => Some(Direction::In),
        _ => None,
    }
}

fn reject(at: Place, reason: RejectReason, row: &Row) -> Found {
    Found::Reject(Reject {
        at,
        reason,
        detail: None,
        cells: cells_of(row),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_file_is_called_after_the_customer() {
        let pair = |name: &str, id: Option<&str>| (Some(name.to_owned()), id.map(str::to_owned));
        for (file, want) in [
            ("阿澄.csv", pair("阿澄", None)),
            (
                "聊天记录/阿澄(wxid_a1)/阿澄.csv",
                pair("阿澄", Some("wxid_a1")),
            ),
            ("阿澄(wxid_a1).csv", pair("阿澄", Some("wxid_a1"))),
            ("王姐（闺蜜）.csv", pair("王姐（闺蜜）", None)),
        ] {
            assert_eq!(named_after(file), want, "{file}");
        }
    }
}
