//! One line of text with a purpose: a log line, a day, a tag, a reason. What it would mean is shown while it is typed.

mod draft;
pub mod order;
pub mod own;
mod trade;

use std::path::PathBuf;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::bulk::Bulk;
use super::choice::{Choice, Pending};
use super::form::{self, told, twin_of};
use crate::app::answer::{Answer, Lists, Twin};
use crate::app::bulk::Plan;
use crate::app::follow_up::{self, After};
use crate::app::import::incoming::Choices;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{Error, customer, fact, interaction, relation};
use crate::domain::customer::{Draft, Stage, StagePin};
use crate::domain::day;
use crate::domain::draft::Unsaved;
use crate::domain::fact as facts;
use crate::domain::id::{CustomerId, FollowUpId, InteractionId, PurchaseId};
use crate::domain::interaction::Interaction;
use crate::domain::log_line::{Chip, LogLine, Meaning};
use crate::domain::quick_add::QuickAdd;
use crate::domain::relation::Role;
use crate::domain::want;
use crate::i18n::{Strings, label, refusal};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::{Edit, Edited, Input};
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::{chips, popup};

/// The widest prompt, in cells.
const CELLS: u16 = 76;
/// Lines inside the box: the input, what it means, and a hint of up to two lines.
const LINES: u16 = 5;

/// What a line is typed for.
#[derive(Debug, Clone)]
pub enum Purpose {
    Log {
        customer: CustomerId,
    },
    /// Done, and what was said.
    Complete {
        customer: CustomerId,
        id: FollowUpId,
    },
    Amend {
        id: InteractionId,
    },
    QuickAdd,
    Schedule {
        customers: Vec<CustomerId>,
    },
    Snooze {
        ids: Vec<FollowUpId>,
    },
    Fact {
        customer: CustomerId,
    },
    Pin {
        customer: CustomerId,
    },
    Reveal {
        customer: CustomerId,
    },
    /// Why these have this stage.
    Stage {
        customers: Vec<CustomerId>,
        stage: Stage,
    },
    Cancel {
        id: FollowUpId,
    },
    /// What was sold.
    Buy {
        customer: CustomerId,
    },
    /// How much of a purchase is given back.
    Refund {
        id: PurchaseId,
    },
    /// Points given or taken by hand.
    Points {
        customer: CustomerId,
    },
    Coupon {
        customer: CustomerId,
    },
    /// The path of a file to bring in.
    Import,
    /// Names of tags and groups.
    Order(order::Asked),
    /// The day of the next step.
    NextDay(Pending),
    /// Why there is no next step.
    Reason(Pending),
    /// Something about the shop's own fields, or a company.
    Own(own::Own),
}

/// A line being typed.
pub struct Prompt {
    purpose: Purpose,
    input: Input,
    /// What it was opened with.
    original: String,
    error: Option<String>,
    /// What was typed before it and is saved with it.
    before: Option<Unsaved>,
}

impl Prompt {
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        Self::with(purpose, "")
    }

    #[must_use]
    pub fn with(purpose: Purpose, text: &str) -> Self {
        let input = Input::new(
            crate::tui::widget::input::Shape::Line,
            crate::domain::customer::NOTE_MAX,
            text,
        );
        Self {
            purpose,
            original: input.value().to_owned(),
            input,
            error: None,
            before: None,
        }
    }

    /// Keeps what was typed before.
    #[must_use]
    pub fn after(mut self, before: Option<Unsaved>) -> Self {
        self.before = before;
        self
    }

    /// The same, with what is typed next standing first.
    #[must_use]
    pub fn at_start(mut self) -> Self {
        self.input.on(Edit::Home, usize::from(CELLS));
        self
    }

    /// Says an interaction anew, from the line it could have been typed as.
    #[must_use]
    pub fn amend(row: &Interaction, s: &Strings) -> Self {
        let said = &row.said;
        let mut words = vec![label::channel(s, said.channel).to_owned()];
        words.extend(
            said.direction
                .map(|direction| label::direction(s, direction).to_owned()),
        );
        words.extend(said.minutes.map(|minutes| format!("{minutes}m")));
        words.extend(
            said.outcome
                .map(|outcome| label::outcome(s, outcome).to_owned()),
        );
        words.push(said.note.replace('\n', " "));
        Self::with(Purpose::Amend { id: row.id }, &words.join(" "))
    }

    /// What must be known of the file before the line can mean something: who brought somebody, or who may be there already.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        let text = self.input.value().trim();
        match &self.purpose {
            Purpose::QuickAdd => {
                let added = QuickAdd::parse(text).ok()?;
                Some(match &added.referrer {
                    Some(referrer) => Query::Meant {
                        text: referrer.clone(),
                    },
                    None => Query::Twins {
                        typed: Box::new(Draft::from(added)),
                        own: None,
                    },
                })
            }
            Purpose::Buy { .. } => Some(Query::Products),
            Purpose::Own(own) => own.query(text),
            Purpose::Order(asked) => asked.query(text),
            _ => None,
        }
    }

    fn twin<'a>(&self, feed: &'a Feed) -> Option<&'a Twin> {
        twin_of(feed, &self.query()?)
    }

    /// Whether the one who brought a customer is known by what was typed; while the line is still open it can be mended.
    fn referrer_is_one(&self, draft: &Draft, turn: &Turn) -> Result<(), String> {
        let (Some(typed), Some((Query::Meant { text }, Answer::Customers(found)))) =
            (&draft.referrer, turn.feed.get(Slot::Dialog))
        else {
            return Ok(());
        };
        if typed != text || found.rows.len() == 1 {
            return Ok(());
        }
        let refusal = match found.rows.as_slice() {
            [] => relation::Refusal::NoReferrer(typed.clone()),
            rows => {
                let tail =
                    |phone: &str| phone.chars().skip_while(|c| *c != '*').collect::<String>();
                let told = rows
                    .iter()
                    .map(|row| format!("{}{}", row.name, tail(&row.phone).trim_start_matches('*')))
                    .collect();
                relation::Refusal::Several(typed.clone(), told)
            }
        };
        Err(Error::from(refusal).message(turn.s))
    }

    /// A complaint is said once, in the language it was made in.
    pub fn forget_error(&mut self) {
        self.error = None;
    }

    fn submit(&mut self, turn: &mut Turn) {
        let text = self.input.value().trim().to_owned();
        match self.meant(&text, turn) {
            Ok(()) => {}
            Err(error) => self.error = Some(error),
        }
    }

    /// Does what the line means, or says what is wrong with it.
    fn meant(&self, text: &str, turn: &mut Turn) -> Result<(), String> {
        let (s, today) = (turn.s, turn.now.today());
        let p = &s.desk.prompt;
        match &self.purpose {
            Purpose::Log { customer } => {
                let line = log_line(text, today, s)?;
                next_step(
                    self,
                    Pending::Log {
                        customer: *customer,
                        line,
                        closes: None,
                    },
                    turn,
                );
            }
            Purpose::Complete { customer, id } if text.is_empty() => next_step(
                self,
                Pending::Done {
                    customer: *customer,
                    id: *id,
                },
                turn,
            ),
            Purpose::Complete { customer, id } => {
                let line = log_line(text, today, s)?;
                next_step(
                    self,
                    Pending::Log {
                        customer: *customer,
                        line,
                        closes: Some(*id),
                    },
                    turn,
                );
            }
            Purpose::Amend { id } => done(
                turn,
                Op::Interaction(interaction::Op::Amend {
                    id: *id,
                    line: log_line(text, today, s)?,
                }),
            ),
            Purpose::QuickAdd => {
                let draft = quick_draft(text, s)?;
                let mut tidy = draft.about.clone();
                let standard = &lists(turn.feed).standard;
                standard.tidy(&mut tidy);
                let tidy = Draft {
                    about: tidy,
                    ..draft.clone()
                };
                if let Err(refusal) = standard.check_new(&tidy) {
                    return Err(crate::app::Error::from(refusal).message(s));
                }
                self.referrer_is_one(&draft, turn)?;
                let op = Op::Customer(customer::Op::Add(draft));
                let op = match self.twin(turn.feed) {
                    Some(twin) => op.despite(twin),
                    None => op,
                };
                done(turn, op);
            }
            Purpose::Own(own) => own.meant(text, turn)?,
            Purpose::Schedule { customers } => {
                let (due, note) = day::noted(text, today).ok_or(p.no_day)?;
                planned(turn, Plan::Schedule { due, note }, customers);
            }
            Purpose::Snooze { ids } => {
                let due = day::parse(text, today)
                    .filter(|due| *due >= today)
                    .ok_or(p.no_day)?;
                done(
                    turn,
                    Op::FollowUp(follow_up::Op::Snooze {
                        ids: ids.clone(),
                        due,
                    }),
                );
            }
            Purpose::Buy { .. }
            | Purpose::Refund { .. }
            | Purpose::Points { .. }
            | Purpose::Coupon { .. } => {
                let op = trade::op(&self.purpose, text, today, trade::shelf(turn.feed), s)?;
                done(turn, op);
            }
            Purpose::Fact { customer } if want::parse(text, today).is_some() => {
                let wish = want::parse(text, today).ok_or(p.nothing)?;
                let customer = *customer;
                done(turn, Op::Want(crate::app::want::Op::Add { customer, wish }));
            }
            Purpose::Fact { customer } => {
                let (leaning, text) = facts::parse(text).ok_or(p.nothing)?;
                done(
                    turn,
                    Op::Fact(fact::Op::Add {
                        customer: *customer,
                        leaning,
                        text,
                    }),
                );
            }
            Purpose::Order(asked) => asked.submit(text, turn)?,
            Purpose::Pin { customer } => done(
                turn,
                Op::Customer(customer::Op::Pin {
                    id: *customer,
                    text: text.to_owned(),
                }),
            ),
            Purpose::Reveal { customer } => {
                let purpose = if text.is_empty() { p.call_back } else { text };
                done(
                    turn,
                    Op::Customer(customer::Op::Reveal {
                        id: *customer,
                        purpose: purpose.to_owned(),
                    }),
                );
            }
            Purpose::Stage { .. } if text.is_empty() => return Err(p.nothing.to_owned()),
            Purpose::Stage { customers, stage } => done(
                turn,
                Op::Customer(customer::Op::SetStage {
                    ids: customers.clone(),
                    pin: Some(StagePin {
                        stage: *stage,
                        why: text.to_owned(),
                    }),
                }),
            ),
            Purpose::Cancel { id } if text.is_empty() => return Err((id, p.nothing).1.to_owned()),
            Purpose::Cancel { id } => done(
                turn,
                Op::FollowUp(follow_up::Op::Cancel {
                    id: *id,
                    reason: text.to_owned(),
                }),
            ),
            Purpose::Import if text.is_empty() => return Err(p.nothing.to_owned()),
            Purpose::Import => {
                turn.close();
                turn.wishes
                    .push(Wish::Import(vec![dropped_path(text)], Choices::default()));
            }
            Purpose::NextDay(pending) => {
                let (due, note) = day::noted(text, today).ok_or(p.no_day)?;
                done(
                    turn,
                    pending.op(After::Next {
                        due,
                        note: pending.note(note),
                    }),
                );
            }
            Purpose::Reason(pending) => {
                if text.is_empty() {
                    return Err(p.nothing.to_owned());
                }
                done(
                    turn,
                    pending.op(After::Nothing {
                        reason: text.to_owned(),
                    }),
                );
            }
        }
        Ok(())
    }

    /// What the line means so far, as chips.
    fn chips(&self, cx: &Cx) -> Vec<(String, String)> {
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

    fn title_and_hint(&self, s: &'static Strings) -> (String, String) {
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

    fn input_area(outer: Rect) -> Rect {
        let inner = crate::tui::widget::frame::inner(outer);
        Rect {
            height: 1.min(inner.height),
            ..inner
        }
    }
}

fn outer(area: Rect) -> Rect {
    let mut outer = popup::centred(area, CELLS, LINES + 2);
    // Low on the screen, where the eye is when typing, and clear of the list it is about.
    outer.y += (area.bottom().saturating_sub(outer.bottom())) / 2;
    outer
}

/// A path as a terminal pastes a dropped file: quoted, with escaped blanks, or as a `file://` address.
fn dropped_path(text: &str) -> PathBuf {
    let text = text.trim();
    let bare = text.strip_prefix("file://").unwrap_or(text);
    let quoted = ['\'', '"']
        .into_iter()
        .find_map(|mark| bare.strip_prefix(mark)?.strip_suffix(mark));
    let path = quoted.map_or_else(|| bare.replace("\\ ", " "), str::to_owned);
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

fn done(turn: &mut Turn, op: Op) {
    turn.close();
    turn.run(op);
}

/// Does it to the one customer; for several, tells first whom it would change.
pub(super) fn planned(turn: &mut Turn, plan: Plan, customers: &[CustomerId]) {
    turn.close();
    match customers {
        [_] => turn.run(plan.op(customers.to_vec())),
        several => turn.open(Dialog::Bulk(Bulk::new(plan, several.to_vec()))),
    }
}

fn next_step(prompt: &Prompt, pending: Pending, turn: &mut Turn) {
    turn.close();
    let choice = Choice::next_step(pending, turn).after(prompt.draft());
    turn.open(Dialog::Choice(choice));
}

fn log_line(text: &str, today: NaiveDate, s: &Strings) -> Result<LogLine, String> {
    LogLine::parse(text, today).map_err(|error| refusal::log_line(s, error))
}

/// The shop's own fields and what it asks of records.
fn lists(feed: &Feed) -> Lists {
    match feed.get(Slot::Lists) {
        Some((_, Answer::Lists(lists))) => lists.clone(),
        _ => Lists::default(),
    }
}

fn quick_draft(text: &str, s: &Strings) -> Result<Draft, String> {
    QuickAdd::parse(text)
        .map(Draft::from)
        .map_err(|error| refusal::quick_add(s, error))
}

fn meaning(chip: &Chip, s: &Strings, today: NaiveDate) -> (String, String) {
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

fn added_chips(added: &QuickAdd, s: &Strings) -> Vec<(String, String)> {
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

impl Layer for Prompt {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Prompt, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Submit => self.submit(turn),
            Action::Back => {
                turn.close();
                if let Some(line) = self.before.as_ref().and_then(Self::resume) {
                    turn.open(Dialog::Prompt(line));
                }
            }
            Action::Twin => {
                if let Some(twin) = self.twin(turn.feed) {
                    let id = twin.row.id;
                    turn.close();
                    turn.wishes.push(Wish::Show(id));
                }
            }
            Action::FillIn => {
                let shelf = trade::shelf(turn.feed);
                if let (Purpose::Buy { .. }, Some(text)) =
                    (&self.purpose, trade::completed(self.input.value(), shelf))
                {
                    self.input.set(&text);
                    self.error = None;
                }
            }
            Action::Editor => turn.wishes.push(Wish::Edit(self.input.value().to_owned())),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        if let (Purpose::QuickAdd, Edit::Paste(text)) = (&self.purpose, &edit)
            && let Some(draft) =
                form::paste::customer(text).filter(|_| self.input.value().is_empty())
        {
            let lists = lists(turn.feed);
            turn.close();
            let form = form::CustomerForm::pasted(&draft, &lists, turn.s);
            turn.open(Dialog::Form(Box::new(form)));
            return Handled::Yes;
        }
        let cells = usize::from(Self::input_area(outer(turn.area)).width);
        match self.input.on(edit, cells) {
            Edited::Ignored => Handled::Ignored,
            Edited::Full => {
                self.error = Some((turn.s.error.too_long)(crate::domain::customer::NOTE_MAX));
                Handled::Yes
            }
            Edited::Moved | Edited::Changed => {
                self.error = None;
                Handled::Yes
            }
        }
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn has_unsaved(&self) -> bool {
        !self.input.value().trim().is_empty()
    }

    fn draft(&self) -> Option<Unsaved> {
        let text = self.input.value();
        if text.trim().is_empty() || text == self.original {
            return self.before.clone();
        }
        self.purpose.unsaved(text).or_else(|| self.before.clone())
    }

    fn edited(&mut self, text: &str) {
        self.input.set(text);
        self.error = None;
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (title, hint) = self.title_and_hint(cx.s);
        let inner = popup::draw(outer(area), buf, &cx.look, &title);
        self.input
            .draw(Self::input_area(outer(area)), buf, &cx.look, "");
        let said = self.chips(cx);
        let drawn: Vec<chips::Chip> = said
            .iter()
            .map(|(label, value)| chips::Chip {
                label,
                value,
                style: cx.look.theme.accent,
            })
            .collect();
        if inner.height > 1 && !drawn.is_empty() {
            chips::draw(
                Rect {
                    y: inner.y + 1,
                    height: 1,
                    ..inner
                },
                buf,
                &cx.look,
                &drawn,
            );
        }
        let twin = self.twin(cx.feed).map(|twin| cx.told(&told(cx.s, twin)));
        let known = match &self.purpose {
            Purpose::Buy { .. } => trade::known(self.input.value(), trade::shelf(cx.feed), cx.s),
            _ => None,
        };
        let hint = known.unwrap_or_else(|| cx.told(&hint));
        let (text, style) = match (&self.error, &twin) {
            (Some(error), _) => (error.as_str(), cx.look.theme.danger),
            (None, Some(twin)) => (twin.as_str(), cx.look.theme.warn),
            (None, None) => (hint.as_str(), cx.look.theme.muted),
        };
        for (n, line) in (3..).zip(wrap(text, usize::from(inner.width))) {
            if n < inner.height {
                let at = Position::new(inner.x, inner.y + n);
                paint(
                    buf,
                    at,
                    inner.width,
                    &[Span::styled(line, style)],
                    Align::Left,
                    style,
                    cx.look.glyphs,
                );
            }
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.input.caret(Self::input_area(outer(area)), &cx.look)
    }
}
