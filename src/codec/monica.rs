//! The JSON export of Monica: contacts with what hangs on them, as tables that the presets of `monica.toml` name the columns of.
#![expect(
    clippy::indexing_slicing,
    reason = "what a JSON value does not have is null, never a panic"
)]

use super::Source;
use super::report::ErrorCode;
use super::write::guard::kept;
use serde_json::Value;
use std::collections::HashMap;

/// The largest export read, in bytes: as a document it takes ten times the memory.
const LARGEST: usize = 24 * 1024 * 1024;
/// Whether a document is one is seen in so many bytes.
const HEAD: usize = 4_096;

const CONTACTS: [&str; 16] = [
    "Monica contact",
    "First name",
    "Middle name",
    "Last name",
    "Nickname",
    "Gender",
    "Birthday",
    "Company",
    "Job",
    "Tags",
    "Contact fields: phone",
    "Contact fields: email",
    "Contact fields: other",
    "Address",
    "Description",
    "Created at",
];
const NOTES: [&str; 5] = ["Monica note of", "Happened at", "Kind", "Summary", "Text"];
const TASKS: [&str; 5] = ["Monica task of", "Title", "Description", "Due", "State"];

/// Whether bytes look like such an export.
#[must_use]
pub fn is_export(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let at = start.iter().position(|b| !b.is_ascii_whitespace());
    let head = at.and_then(|at| start.get(at..)).unwrap_or_default();
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    let has = |word: &[u8]| head.windows(word.len()).any(|w| w == word);
    head.starts_with(b"{")
        && has(b"\"account\"")
        && (has(b"\"app_version\"") || has(b"\"version\""))
}

/// The tables an export holds: contacts, then what was noted about them, then what is to be done.
///
/// # Errors
/// It is too large, or broken off.
pub fn tables(source: &Source) -> Result<Vec<Source>, ErrorCode> {
    if source.bytes.len() > LARGEST {
        return Err(ErrorCode::TooLarge);
    }
    let bytes = source
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&source.bytes);
    let document: Value = serde_json::from_slice(bytes).map_err(|_| ErrorCode::CorruptFile)?;
    let account = &document["account"];
    let mut export = Export::of(account);
    for contact in values(&account["data"], "contact") {
        export.contact(contact);
    }
    let named = |ending: &str| format!("{} ({ending})", source.name);
    let tables = [
        (named("contacts"), &CONTACTS[..], export.contacts),
        (named("notes"), &NOTES[..], export.notes),
        (named("tasks"), &TASKS[..], export.tasks),
    ];
    Ok(tables
        .into_iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(name, header, rows)| Source {
            name,
            bytes: text_of(header, &rows).into_bytes(),
        })
        .collect())
}

/// Comma-separated text with everything quoted.
fn text_of(header: &[&str], rows: &[Vec<String>]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut text = line(header.iter().map(|cell| quoted(cell)).collect());
    for row in rows {
        text.push_str(&line(row.iter().map(|cell| quoted(&kept(cell))).collect()));
    }
    text
}

/// The values of the blocks of one type in a list of blocks.
fn values<'v>(blocks: &'v Value, of: &str) -> impl Iterator<Item = &'v Value> {
    let blocks = blocks.as_array().into_iter().flatten();
    let of = of.to_owned();
    blocks
        .filter(move |block| {
            block["type"]
                .as_str()
                .is_some_and(|word| word.replace('-', "_") == of)
        })
        .flat_map(|block| block["values"].as_array().into_iter().flatten())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[derive(Default)]
struct Export<'v> {
    /// What a field of a contact is, by the id of its type.
    types: HashMap<&'v str, &'v str>,
    activities: HashMap<&'v str, &'v Value>,
    contacts: Vec<Vec<String>>,
    notes: Vec<Vec<String>>,
    tasks: Vec<Vec<String>>,
}

impl<'v> Export<'v> {
    fn of(account: &'v Value) -> Self {
        let types = account["instance"]["contact_field_types"].as_array();
        let named = types.into_iter().flatten().filter_map(|one| {
            let properties = &one["properties"];
            let word = properties["type"]
                .as_str()
                .or(properties["name"].as_str())?;
            Some((one["uuid"].as_str()?, word))
        });
        let activities = values(&account["data"], "activity");
        Self {
            types: named.collect(),
            activities: activities
                .filter_map(|one| Some((one["uuid"].as_str()?, &one["properties"])))
                .collect(),
            ..Self::default()
        }
    }

    fn contact(&mut self, contact: &'v Value) {
        let (id, p) = (text(&contact["uuid"]), &contact["properties"]);
        let (mut phones, mut emails, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for field in values(&contact["data"], "contact_field") {
            let said = text(&field["properties"]["data"]);
            let kind = field["properties"]["type"]
                .as_str()
                .and_then(|id| self.types.get(id));
            match kind.copied().unwrap_or_default().to_lowercase().as_str() {
                "phone" => phones.push(said),
                "email" => emails.push(said),
                "" if said.contains('@') => emails.push(said),
                kind => others.push(format!("{kind} {said}").trim().to_owned()),
            }
        }
        let tags = p["tags"].as_array().into_iter().flatten().map(text);
        let notes = [text(&p["description"]), text(&p["food_preferences"])];
        self.contacts.push(vec![
            id.clone(),
            text(&p["first_name"]),
            text(&p["middle_name"]),
            text(&p["last_name"]),
            text(&p["nickname"]),
            text(&p["gender"]),
            birthday(&p["birthdate"]),
            text(&p["company"]),
            text(&p["job"]),
            tags.collect::<Vec<_>>().join("|"),
            phones.join("\n"),
            emails.join("\n"),
            others.join("\n"),
            address(contact),
            notes
                .into_iter()
                .filter(|note| !note.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            text(&contact["created_at"]),
        ]);
        self.said(contact, &id);
        self.promised(contact, &id);
    }

    /// Notes, calls, talks and what was done together.
    fn said(&mut self, contact: &'v Value, id: &str) {
        let row = |at: &Value, kind: &str, summary: &Value, body: String| {
            vec![
                id.to_owned(),
                text(at),
                kind.to_owned(),
                text(summary),
                body,
            ]
        };
        let nothing = &Value::Null;
        for one in values(&contact["data"], "note") {
            self.notes.push(row(
                &one["created_at"],
                "note",
                nothing,
                text(&one["properties"]["body"]),
            ));
        }
        for one in values(&contact["data"], "call") {
            let p = &one["properties"];
            self.notes
                .push(row(&p["called_at"], "call", nothing, text(&p["content"])));
        }
        for one in values(&contact["data"], "conversation") {
            let p = &one["properties"];
            let messages = p["messages"].as_array().into_iter().flatten();
            let lines: Vec<String> = messages
                .map(|one| text(&one["properties"]["content"]))
                .collect();
            self.notes
                .push(row(&p["happened_at"], "note", nothing, lines.join("\n")));
        }
        for one in values(&contact["data"], "life_event").chain(values(&contact["data"], "gift")) {
            let p = &one["properties"];
            let at = if p["happened_at"].is_null() {
                &one["created_at"]
            } else {
                &p["happened_at"]
            };
            self.notes.push(row(
                at,
                "note",
                &p["name"],
                text(&p["note"]) + &text(&p["comment"]),
            ));
        }
        for one in values(&contact["data"], "activity") {
            // The contact names it by its id; what it was stands with the account.
            let named = one.as_str().or(one["uuid"].as_str());
            let Some(p) = named.and_then(|id| self.activities.get(id)) else {
                continue;
            };
            self.notes.push(row(
                &p["happened_at"],
                "visit",
                &p["summary"],
                text(&p["description"]),
            ));
        }
    }

    /// Tasks and reminders.
    fn promised(&mut self, contact: &'v Value, id: &str) {
        for one in values(&contact["data"], "task") {
            let p = &one["properties"];
            let done = p["completed"].as_bool().unwrap_or(p["completed"] == 1);
            let (due, state) = match done {
                true => (text(&p["completed_at"]), "done"),
                false => (String::new(), "open"),
            };
            let row = [
                id,
                &text(&p["title"]),
                &text(&p["description"]),
                &due,
                state,
            ];
            self.tasks.push(row.map(str::to_owned).to_vec());
        }
        for one in values(&contact["data"], "reminder") {
            let p = &one["properties"];
            let state = match p["inactive"].as_bool() {
                Some(true) => "cancelled",
                _ => "open",
            };
            let row = [
                id,
                &text(&p["title"]),
                &text(&p["description"]),
                &text(&p["initial_date"]),
                state,
            ];
            self.tasks.push(row.map(str::to_owned).to_vec());
        }
    }
}

/// A birthday: whole, without its year, or none where only an age was known.
fn birthday(date: &Value) -> String {
    let said = text(&date["date"]);
    let day = said.get(..10).unwrap_or(&said);
    match (
        date["is_age_based"].as_bool(),
        date["is_year_unknown"].as_bool(),
    ) {
        (Some(true), _) => String::new(),
        (_, Some(true)) => day
            .get(4..)
            .map(|rest| format!("-{rest}"))
            .unwrap_or_default(),
        _ => day.to_owned(),
    }
}

/// The first address in one line, as it is written where it is.
fn address(contact: &Value) -> String {
    let first = values(&contact["data"], "address").next();
    let part = |name: &str| {
        first
            .map(|one| text(&one["properties"][name]))
            .unwrap_or_default()
    };
    let parts = [
        part("street"),
        part("city"),
        part("province"),
        part("postal_code"),
        part("country"),
    ];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
