//! What a line means so far, as chips, and the words around it.

use super::{Prompt, Purpose, trade};
use crate::domain::day;
use crate::domain::fact as facts;
use crate::domain::log_line::{Chip, LogLine, Meaning};
use crate::domain::quick_add::QuickAdd;
use crate::domain::relation::Role;
use crate::domain::want;
use crate::i18n::{Strings, label};
use crate::tui::layer::Cx;
use chrono::NaiveDate;

impl Prompt {
    /// What the line means so far, as chips.
    pub(super) fn chips(&self, cx: &Cx) -> Vec<(String, String)> {
        let (s, today) = (cx.s, cx.now.today());
        let text = self.input.value().trim();
        match &self.purpose {
            Purpose::Log { .. } | Purpose::Complete { .. } | Purpose::Amend { .. } => {
                LogLine::parse(text, today)
                    .map(|line| {
                        line.chips
                            .iter()
                            .map(|chip| meaning(chip, s, today))
                            .collect()
                    })
                    .unwrap_or_default()
            }
            Purpose::Schedule { .. } | Purpose::Snooze { .. } | Purpose::NextDay(_) => {
                day::noted(text, today)
                    .map(|(due, note)| {
                        let when = format!(
                            "{} {}",
                            label::day(s, due, today),
                            label::distance(s, due, today)
                        );
                        let mut chips = vec![(s.field.due.to_owned(), when)];
                        if !note.is_empty() {
                            chips.push((s.field.note.to_owned(), note));
                        }
                        chips
                    })
                    .unwrap_or_default()
            }
            Purpose::QuickAdd => QuickAdd::parse(text)
                .map(|added| added_chips(&added, s))
                .unwrap_or_default(),
            Purpose::Buy { .. }
            | Purpose::Refund { .. }
            | Purpose::Points { .. }
            | Purpose::Coupon { .. } => {
                trade::chips(&self.purpose, text, today, trade::shelf(cx.feed), s)
            }
            Purpose::Fact { .. } if want::parse(text, today).is_some() => want::parse(text, today)
                .map_or_else(Vec::new, |wish| trade::wish_chips(&wish, today, s)),
            Purpose::Own(own) => own.chips(text, s),
            Purpose::Order(asked) => asked.chips(text, cx.feed, s),
            Purpose::Fact { .. } => facts::parse(text)
                .map(|(leaning, text)| vec![(label::leaning(s, leaning).to_owned(), text)])
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    pub(super) fn title_and_hint(&self, s: &'static Strings) -> (String, String) {
        let p = &s.desk.prompt;
        let (title, hint) = match &self.purpose {
            Purpose::Own(own) => return own.words(s),
            Purpose::Log { .. } => (p.log, p.log_hint),
            Purpose::Complete { .. } => (p.complete, p.complete_hint),
            Purpose::Amend { .. } => (p.amend, p.amend_hint),
            Purpose::QuickAdd => (p.quick_add, p.quick_add_hint),
            Purpose::Schedule { .. } => (p.schedule, p.schedule_hint),
            Purpose::Snooze { .. } => (p.snooze, p.day_hint),
            Purpose::Fact { .. } => (p.fact, p.fact_hint),
            Purpose::Order(asked) => asked.title_and_hint(s),
            Purpose::Pin { .. } => (p.pin, p.pin_hint),
            Purpose::Reveal { .. } => (p.reveal, p.reveal_hint),
            Purpose::Stage { .. } => (s.field.stage, s.report.stage_ask),
            Purpose::Cancel { .. } => (p.cancel, p.reason_hint),
            Purpose::Buy { .. } => (s.trade.buy, s.trade.buy_hint),
            Purpose::Refund { .. } => (s.trade.refund, s.trade.refund_hint),
            Purpose::Points { .. } => (s.trade.adjust, s.trade.adjust_hint),
            Purpose::Coupon { .. } => (s.trade.issue, s.trade.issue_hint),
            Purpose::Import => (s.desk.welcome.import_title, s.desk.welcome.import_hint),
            Purpose::NextDay(_) => (p.next_day, p.day_hint),
            Purpose::Reason(_) => (p.reason, p.reason_hint),
        };
        (title.to_owned(), hint.to_owned())
    }
}

pub(super) fn meaning(chip: &Chip, s: &Strings, today: NaiveDate) -> (String, String) {
    let (name, value) = match chip.meaning {
        Meaning::Channel(channel) => (s.field.channel, label::channel(s, channel).to_owned()),
        Meaning::Direction(direction) => {
            (s.field.direction, label::direction(s, direction).to_owned())
        }
        Meaning::Minutes(minutes) => (s.field.minutes, (s.talk.minutes)(minutes)),
        Meaning::Outcome(outcome) => (s.field.outcome, label::outcome(s, outcome).to_owned()),
        Meaning::Next(due) => (s.field.next, label::day(s, due, today)),
    };
    (name.to_owned(), value)
}

pub(super) fn added_chips(added: &QuickAdd, s: &Strings) -> Vec<(String, String)> {
    let mut chips = vec![(s.field.name, added.name.clone())];
    chips.extend(
        added
            .phones
            .iter()
            .map(|phone| (s.field.phone, phone.clone())),
    );
    chips.extend(
        added
            .emails
            .iter()
            .map(|email| (s.field.email, email.clone())),
    );
    chips.extend(
        added
            .wechat
            .iter()
            .map(|wechat| (s.field.wechat, wechat.clone())),
    );
    chips.extend(added.tags.iter().map(|tag| (s.field.tag, tag.clone())));
    chips.extend(
        added
            .source
            .iter()
            .map(|source| (s.field.source, source.clone())),
    );
    chips.extend(
        added
            .company
            .iter()
            .map(|company| (s.field.company, company.clone())),
    );
    let referrer = (s.relation.role)(Role::Referrer);
    chips.extend(added.referrer.iter().map(|who| (referrer, who.clone())));
    chips.extend(added.note.iter().map(|note| (s.field.note, note.clone())));
    chips
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
