//! What was said and what was promised, with its own author and time. The importer is never the author.

use std::collections::{HashMap, HashSet};

use super::{instant, own};
use crate::codec::report::{Direction, Interaction, Reject, RejectReason, Task, TaskStatus};
use crate::domain::customer::NOTE_MAX;
use crate::domain::event::Event;
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::log_line::{self, Channel};
use crate::domain::record::{Promise, Record};
use crate::domain::time::{Millis, Now};

/// Adds a message or note to its customer's record.
pub fn say(record: &mut Record, interaction: &Interaction, now: Now) {
    if let Some(said) = own::said(interaction) {
        record.said.push(said);
        return;
    }
    let at = instant(interaction.time, now).unwrap_or(now.at);
    let (channel, note) = channel(&interaction.channel, &interaction.body);
    let direction = interaction.direction.map(|direction| match direction {
        Direction::In => log_line::Direction::In,
        Direction::Out => log_line::Direction::Out,
    });
    let chars: Vec<char> = note.chars().collect();
    let mut pieces: Vec<String> = chars
        .chunks(NOTE_MAX)
        .map(|piece| piece.iter().collect())
        .collect();
    if pieces.is_empty() {
        pieces.push(String::new());
    }
    record.said.extend(pieces.into_iter().map(|note| Said {
        at,
        channel,
        direction,
        minutes: None,
        outcome: None,
        note,
        author: interaction.agent.clone().unwrap_or_default(),
        source_id: String::new(),
    }));
}

/// What a visitor did, as the desk keeps it.
pub fn event(interaction: &Interaction, now: Now) -> Event {
    let (channel, note) = channel(&interaction.channel, &interaction.body);
    Event {
        who: interaction.customer.clone().unwrap_or_default(),
        said: Said {
            at: instant(interaction.time, now).unwrap_or(now.at),
            channel,
            direction: None,
            minutes: None,
            outcome: None,
            note: note.chars().take(NOTE_MAX).collect(),
            author: String::new(),
            source_id: String::new(),
        },
    }
}

/// Gives what one visitor did twice in one second an id of its own.
pub fn tell_events_apart(events: &mut [Event]) {
    let mut met: HashMap<(String, Millis, String), usize> = HashMap::new();
    for event in events {
        let said = &mut event.said;
        let key = (event.who.clone(), said.at, said.note.clone());
        let nth = met.entry(key).and_modify(|n| *n += 1).or_insert(0);
        if *nth > 0 {
            said.source_id = format!("{}#{nth}", said.at.0);
        }
    }
}

/// Gives what was said twice in one second an id of its own: it is no repetition of the import.
pub fn tell_apart(record: &mut Record) {
    let (mut met, mut last, mut nth) = (HashSet::new(), None, 0);
    for said in &mut record.said {
        nth = if last == Some(said.at) { nth + 1 } else { 0 };
        last = Some(said.at);
        if said.source_id.is_empty() && !met.insert((said.at, said.note.clone())) {
            said.source_id = format!("{}#{nth}", said.at.0);
        }
    }
}

/// Adds a task to its customer's record. One without a day is due at once, so that somebody sees it.
pub fn promise(record: &mut Record, task: &Task, now: Now) {
    if let Some(promise) = own::promised(task) {
        record.promised.push(promise);
        return;
    }
    let at = task.due.and_then(|due| instant(due, now));
    let due = at.map_or_else(|| now.today(), |at| at.day(now.offset));
    let progress = match task.status {
        TaskStatus::Open => Progress::Open,
        TaskStatus::Done => Progress::Done,
        TaskStatus::Cancelled => Progress::Cancelled,
    };
    let said = task.notes.as_ref().filter(|notes| **notes != task.subject);
    let note = match said {
        Some(notes) => format!("{}\n{notes}", task.subject),
        None => task.subject.clone(),
    };
    let day = at.map(|_| due.to_string()).unwrap_or_default();
    record.promised.push(Promise {
        due,
        note: note.chars().take(NOTE_MAX).collect(),
        owner: task.owner.clone().unwrap_or_default(),
        progress,
        reason: String::new(),
        closed_at: (progress != Progress::Open).then_some(at.unwrap_or(now.at).min(now.at)),
        // As the source says it: moved or settled at the desk since, it is still the same promise.
        source_id: format!("{day}#{}", task.subject),
    });
}

/// The reject of what belongs to nobody.
pub fn reject(interaction: &Interaction) -> Reject {
    Reject {
        at: interaction.at,
        reason: RejectReason::UnknownParent,
        detail: interaction.customer.clone(),
        cells: interaction.cells.clone(),
    }
}

/// The channel by the source's word; a word the desk has no channel for leads the text.
fn channel(word: &str, body: &str) -> (Channel, String) {
    let known = Channel::of_export(word);
    match known {
        Some(channel) => (channel, body.to_owned()),
        None => (Channel::Other, format!("{word}: {body}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::report::Place;
    use crate::codec::value::date::Moment;

    fn now() -> Now {
        Now::morning_of("2026-03-02").expect("a day")
    }

    fn message(channel: &str, body: &str) -> Interaction {
        Interaction {
            time: Moment::Day("2026-02-01".parse().expect("a day")),
            channel: channel.to_owned(),
            direction: Some(Direction::In),
            body: body.to_owned(),
            agent: None,
            customer: None,
            customer_at: None,
            cells: Vec::new(),
            own: Vec::new(),
            is_event: false,
            at: Place::default(),
        }
    }

    #[test]
    fn a_channel_the_desk_does_not_know_leads_the_text() {
        for (word, want) in [
            ("wechat", (Channel::WeChat, "好")),
            ("电话", (Channel::Call, "好")),
            ("note", (Channel::Other, "好")),
            ("line", (Channel::Other, "line: 好")),
        ] {
            let mut record = Record::default();
            say(&mut record, &message(word, "好"), now());
            assert_eq!((record.said[0].channel, record.said[0].note.as_str()), want);
            assert_eq!(record.said[0].author, "", "the importer is no author");
        }
    }

    #[test]
    fn the_same_words_in_the_same_second_are_two_messages() {
        let mut record = Record::default();
        for body in ["好", "好", "嗯", "嗯"] {
            say(&mut record, &message("wechat", body), now());
        }
        tell_apart(&mut record);
        let ids: HashSet<_> = record
            .said
            .iter()
            .map(|said| (said.note.clone(), said.source_id.clone()))
            .collect();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn a_task_without_a_day_is_due_today_and_known_again_tomorrow() {
        let task = Task {
            subject: "回访".to_owned(),
            notes: None,
            due: None,
            status: TaskStatus::Open,
            owner: Some("小林".to_owned()),
            customer: None,
            customer_at: None,
            own: Vec::new(),
            at: Place::default(),
        };
        let on = |day: &str| {
            let mut record = Record::default();
            promise(&mut record, &task, Now::morning_of(day).expect("a day"));
            record.promised.remove(0)
        };
        assert_eq!(on("2026-03-02").due, now().today());
        assert_eq!(on("2026-03-02").source_id, on("2026-03-03").source_id);
        assert_eq!(on("2026-03-02").owner, "小林");
    }
}
