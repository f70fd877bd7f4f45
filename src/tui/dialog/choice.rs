//! A question answered with one key: the next step, how long to snooze, are you sure.

mod bulk;
mod copy;
mod paste;
mod relate;
mod resume;
mod rights;
mod rule;
mod tag;

use chrono::{Days, NaiveDate};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::bulk::Bulk;
use super::picker::Picker;
use super::picker::told::Rows;
use super::prompt::{Prompt, Purpose};
use super::rules::RulePreview;
use super::setup::Setup;
use super::tags::{Tags, Task};
use crate::app::bulk::Plan;
use crate::app::customer;
use crate::app::follow_up::{self, After};
use crate::app::interaction::{self, named_next};
use crate::app::op::Op;
use crate::app::script;
use crate::domain::customer::{Stage, Tier};
use crate::domain::day;
use crate::domain::draft::{Kept, Unsaved};
use crate::domain::follow_up::cadence_days;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::log_line::LogLine;
use crate::domain::relation::Role;
use crate::domain::script::Script;
use crate::i18n::{Strings, label};
use crate::tui::keymap::{Action, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::profile;
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::{Align, paint, width};
use crate::tui::widget::{frame, popup};

/// The longest snooze one digit can say.
const SNOOZE_DAYS: u64 = 9;

/// Something that was settled and still needs to know what comes after.
#[derive(Debug, Clone)]
pub enum Pending {
    Log {
        customer: CustomerId,
        line: LogLine,
        closes: Option<FollowUpId>,
    },
    Done {
        customer: CustomerId,
        id: FollowUpId,
    },
}

impl Pending {
    /// The op, once it is known what comes after.
    #[must_use]
    pub fn op(&self, after: After) -> Op {
        match self {
            Self::Log {
                customer,
                line,
                closes,
            } => Op::Interaction(interaction::Op::Log {
                customer: *customer,
                line: line.clone(),
                at: None,
                closes: *closes,
                after,
            }),
            Self::Done { id, .. } => Op::FollowUp(follow_up::Op::Done { id: *id, after }),
        }
    }

    /// What the next step is about: what was typed, else what the log line says.
    #[must_use]
    pub fn note(&self, typed: String) -> String {
        match self {
            Self::Log { line, .. } if typed.is_empty() => {
                let said = line
                    .next
                    .as_ref()
                    .map(|next| next.what.clone())
                    .filter(|what| !what.is_empty());
                said.unwrap_or_else(|| line.note.chars().take(60).collect())
            }
            _ => typed,
        }
    }

    fn closes(&self) -> Option<FollowUpId> {
        match self {
            Self::Log { closes, .. } => *closes,
            Self::Done { id, .. } => Some(*id),
        }
    }
}

/// What an option does.
#[derive(Debug, Clone)]
enum Answer {
    Run(Box<Op>),
    Open(Purpose),
    /// Open with this text typed already.
    Type(Purpose, String),
    /// Tell whom it would change, and ask.
    Preview(Plan, Vec<CustomerId>),
    /// Ask once more before setting somebody aside, or erasing them for good.
    Restrict(CustomerId, String),
    Erase(CustomerId, String),
    Nothing,
    /// Close the form underneath without saving.
    Discard,
    /// Ask what a new shop is asked once.
    SetUp,
    /// Leave this shop for the demo shop.
    Demo,
    Quit,
    /// Go on with a text that an earlier window left unsaved.
    Resume(Box<Kept>),
    /// Drop such a text.
    Forget(i64),
    /// Choose what to merge this tag into.
    MergeTag(String),
    /// Choose a tag to put on these.
    PickTag(Vec<CustomerId>),
    /// Choose the tier of these.
    PickTier(Vec<CustomerId>),
    /// Choose the stage of these.
    PickStage(Vec<CustomerId>),
    /// Tell what the rule of this name and text would do.
    PreviewRule(String, String),
    /// Ask who is this to the customer.
    Relate(CustomerId, Role),
}

impl Answer {
    fn run(op: Op) -> Self {
        Self::Run(Box::new(op))
    }
}

/// Words in whichever language the desk speaks when they are painted.
type Say = Box<dyn Fn(&'static Strings) -> String>;

fn word(of: fn(&Strings) -> &'static str) -> Say {
    Box::new(move |s| of(s).to_owned())
}

fn on_day(due: NaiveDate, today: NaiveDate) -> Say {
    Box::new(move |s| label::day(s, due, today))
}

struct Choosable {
    key: &'static str,
    label: Say,
    /// What stands at the right, where something does.
    detail: Option<Say>,
    answer: Answer,
}

impl Choosable {
    fn new(key: &'static str, label: Say, answer: Answer) -> Self {
        Self {
            key,
            label,
            detail: None,
            answer,
        }
    }
}

/// A question and its options.
pub struct Choice {
    title: Say,
    options: Vec<Choosable>,
    selected: usize,
    /// What is opened when the user would rather type.
    typed: Option<Purpose>,
    /// What was typed before the question and is not saved before it is answered.
    draft: Option<Unsaved>,
}

impl Choice {
    /// A question to which only its options are answers.
    fn of(title: Say, options: Vec<Choosable>) -> Self {
        Self {
            title,
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    /// Keeps what was typed before the question.
    #[must_use]
    pub fn after(mut self, draft: Option<Unsaved>) -> Self {
        self.draft = draft;
        self
    }

    /// "And next?": in a week, in a month, at the tier's own pace, or nothing; a day the line itself names comes first.
    #[must_use]
    pub fn next_step(pending: Pending, turn: &Turn) -> Self {
        let today = turn.now.today();
        let card = profile::card(turn.feed, turn.current);
        let tier = card.map_or(Tier::Potential, |card| card.tier);
        let mut options = Vec::new();
        let mut offer = |key, label: Say, due: NaiveDate, note: String| {
            let answer = Answer::run(pending.op(After::Next {
                due,
                note: pending.note(note),
            }));
            options.push(Choosable {
                key,
                label,
                detail: Some(on_day(due, today)),
                answer,
            });
        };
        if let Pending::Log { line, .. } = &pending
            && let Some((due, what)) = named_next(line)
        {
            offer("9", word(|s| s.desk.choice.as_said), due, what);
        }
        for (key, days, label) in [
            ("1", 7, word(|s| s.desk.choice.in_a_week)),
            ("2", 30, word(|s| s.desk.choice.in_a_month)),
            (
                "3",
                cadence_days(tier),
                Box::new(move |s: &'static Strings| {
                    (s.desk.choice.at_pace)(label::tier(s, tier), cadence_days(tier))
                }) as Say,
            ),
        ] {
            offer(key, label, after(today, days), String::new());
        }
        let others = card.is_some_and(|card| {
            card.open
                .iter()
                .any(|open| Some(open.id) != pending.closes())
        });
        let nothing = match pending.closes() {
            // Closing the last promise to a customer needs a reason (F45).
            Some(_) if !others => Answer::Open(Purpose::Reason(pending.clone())),
            _ => Answer::run(pending.op(After::Unasked)),
        };
        options.push(Choosable::new(
            "0",
            word(|s| s.desk.choice.nothing),
            nothing,
        ));
        Self {
            title: word(|s| s.desk.choice.next_step),
            options,
            selected: 0,
            typed: Some(Purpose::NextDay(pending)),
            draft: None,
        }
    }

    /// "Until when?": so many days, or a day typed in words.
    #[must_use]
    pub fn snooze(ids: Vec<FollowUpId>, turn: &Turn) -> Self {
        let today = turn.now.today();
        const KEYS: [&str; SNOOZE_DAYS as usize] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let mut options: Vec<Choosable> = (1..=SNOOZE_DAYS)
            .zip(KEYS)
            .map(|(days, key)| {
                let due = after(today, days);
                let answer = Answer::run(Op::FollowUp(follow_up::Op::Snooze {
                    ids: ids.clone(),
                    due,
                }));
                Choosable {
                    key,
                    label: Box::new(move |s| (s.time.in_days)(i64::try_from(days).unwrap_or(0))),
                    detail: Some(on_day(due, today)),
                    answer,
                }
            })
            .collect();
        let due = day::next_working_day(today);
        options.push(Choosable {
            key: "0",
            label: word(|s| s.desk.choice.next_working_day),
            detail: Some(on_day(due, today)),
            answer: Answer::run(Op::FollowUp(follow_up::Op::Snooze {
                ids: ids.clone(),
                due,
            })),
        });
        Self {
            title: word(|s| s.desk.choice.snooze),
            options,
            selected: 0,
            typed: Some(Purpose::Snooze { ids }),
            draft: None,
        }
    }

    /// "Into the bin?"
    #[must_use]
    pub fn bin(customer: CustomerId, name: &str) -> Self {
        let name = name.to_owned();
        let options = vec![
            Choosable::new(
                "y",
                word(|s| s.desk.choice.yes_bin),
                Answer::run(Op::Customer(customer::Op::Bin(vec![customer]))),
            ),
            Choosable::new(
                "r",
                word(|s| s.privacy.yes_restrict),
                Answer::Restrict(customer, name.clone()),
            ),
            Choosable::new(
                "e",
                word(|s| s.privacy.yes_erase),
                Answer::Erase(customer, name.clone()),
            ),
            Choosable::new("n", word(|s| s.desk.choice.no), Answer::Nothing),
        ];
        Self {
            title: Box::new(move |s| (s.desk.choice.bin)(&name)),
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    /// "Delete this script?"
    #[must_use]
    pub fn delete_script(script: &Script) -> Self {
        let headline = script.words.headline.clone();
        let delete = Answer::run(Op::Script(script::Op::Delete(script.id)));
        let options = vec![
            Choosable::new("n", word(|s| s.desk.choice.no), Answer::Nothing),
            Choosable::new("y", word(|s| s.desk.script.yes_delete), delete),
        ];
        let title = Box::new(move |s: &'static Strings| (s.desk.script.delete)(&headline));
        Self::of(title, options)
    }

    /// "Leave without saving?"
    #[must_use]
    pub fn discard() -> Self {
        let options = vec![
            Choosable::new("n", word(|s| s.desk.choice.keep_editing), Answer::Nothing),
            Choosable::new("y", word(|s| s.desk.choice.discard), Answer::Discard),
        ];
        Self {
            title: word(|s| s.desk.choice.unsaved),
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    /// The first start: three ways in.
    #[must_use]
    pub fn welcome() -> Self {
        let options = vec![
            Choosable::new("1", word(|s| s.desk.welcome.start_empty), Answer::SetUp),
            Choosable::new("2", word(|s| s.desk.welcome.start_demo), Answer::Demo),
            Choosable::new(
                "3",
                word(|s| s.desk.welcome.start_import),
                Answer::Open(Purpose::Import),
            ),
            Choosable::new("0", word(|s| s.desk.welcome.later), Answer::Nothing),
            Choosable::new("q", word(|s| s.desk.action.quit), Answer::Quit),
        ];
        Self {
            title: word(|s| s.desk.welcome.title),
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    /// "Which stage?" A reason is asked for next.
    #[must_use]
    pub fn stage(customers: &[CustomerId]) -> Self {
        let ask = |stage| {
            Answer::Open(Purpose::Stage {
                customers: customers.to_vec(),
                stage,
            })
        };
        let mut options: Vec<Choosable> = Stage::ALL
            .into_iter()
            .zip(["1", "2", "3", "4", "5"])
            .map(|(stage, key)| {
                let name: Say = Box::new(move |s| label::stage(s, stage).to_owned());
                Choosable::new(key, name, ask(stage))
            })
            .collect();
        options.push(Choosable::new(
            "0",
            word(|s| s.report.stage_by_rhythm),
            Answer::run(Op::Customer(customer::Op::SetStage {
                ids: customers.to_vec(),
                pin: None,
            })),
        ));
        Self {
            title: word(|s| s.field.stage),
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    /// "Which tier?", and the way to the stage.
    #[must_use]
    pub fn tier(customers: &[CustomerId]) -> Self {
        let set = |tier| match customers {
            [customer] => Answer::run(Op::Customer(customer::Op::SetTier {
                ids: vec![*customer],
                tier,
            })),
            customers => Answer::Preview(Plan::Tier(tier), customers.to_vec()),
        };
        let mut options: Vec<Choosable> = Tier::ALL
            .into_iter()
            .zip(["1", "2", "3"])
            .map(|(tier, key)| {
                let name: Say = Box::new(move |s| label::tier(s, tier).to_owned());
                Choosable::new(key, name, set(Some(tier)))
            })
            .collect();
        options.push(Choosable::new(
            "0",
            word(|s| s.desk.choice.tier_by_rule),
            set(None),
        ));
        options.push(Choosable::new(
            "s",
            word(|s| s.field.stage),
            Answer::PickStage(customers.to_vec()),
        ));
        Self {
            title: word(|s| s.desk.choice.tier),
            options,
            selected: 0,
            typed: None,
            draft: None,
        }
    }

    fn choose(&mut self, index: usize, turn: &mut Turn) {
        let Some(option) = self.options.get(index) else {
            return;
        };
        turn.close();
        match option.answer.clone() {
            Answer::Run(op) => turn.run(*op),
            Answer::Open(purpose) => self.type_for(purpose, "", turn),
            Answer::Type(purpose, text) => {
                turn.open(Dialog::Prompt(Prompt::with(purpose, &text)));
            }
            Answer::Resume(kept) => turn.wishes.push(Wish::Resume(kept)),
            Answer::Forget(id) => turn.wishes.push(Wish::Forget(id)),
            Answer::Relate(customer, role) => {
                let rows = Rows::Others { customer, role };
                turn.open(Dialog::Picker(Picker::rows(rows, turn.s)));
            }
            Answer::Preview(plan, customers) => {
                turn.open(Dialog::Bulk(Bulk::new(plan, customers)));
            }
            Answer::Restrict(customer, name) => {
                turn.open(Dialog::Choice(Self::restrict(customer, name)));
            }
            Answer::Erase(customer, name) => {
                let reason = turn.s.privacy.at_request;
                turn.open(Dialog::Choice(Self::erase(customer, name, reason)));
            }
            Answer::Nothing => {}
            Answer::PreviewRule(name, text) => {
                turn.open(Dialog::RulePreview(RulePreview::new(name, text)));
            }
            Answer::PickTag(customers) => {
                let task = Task::Pick(customers);
                turn.open(Dialog::Tags(Box::new(Tags::new(task, turn.s))));
            }
            Answer::PickStage(customers) => turn.open(Dialog::Choice(Self::stage(&customers))),
            Answer::PickTier(customers) => turn.open(Dialog::Choice(Self::tier(&customers))),
            Answer::MergeTag(from) => {
                let task = Task::Merge(from);
                turn.open(Dialog::Tags(Box::new(Tags::new(task, turn.s))));
            }
            Answer::SetUp => turn.open(Dialog::Setup(Setup::new(turn.s))),
            Answer::Demo => turn.wishes.push(Wish::Demo),
            Answer::Quit => turn.wishes.push(Wish::Act(Action::Quit)),
            // The form under this question goes too.
            Answer::Discard => turn.close(),
        }
    }

    fn hint(&self, s: &Strings) -> &'static str {
        if self.typed.is_some() {
            s.desk.choice.or_type
        } else {
            ""
        }
    }

    fn outer(&self, area: Rect, s: &'static Strings) -> Rect {
        let hint = self.hint(s);
        let cells_of = |option: &Choosable| {
            let detail = option.detail.as_ref().map_or(0, |say| width(&say(s)));
            width(&(option.label)(s)) + detail
        };
        let widest = self.options.iter().map(cells_of).max().unwrap_or(0);
        let cells = (widest + 10)
            .max(width(&(self.title)(s)) + 6)
            .max(width(hint) + 4);
        let rows = self.options.len() + if hint.is_empty() { 0 } else { 2 };
        let cells = u16::try_from(cells).unwrap_or(u16::MAX);
        popup::centred(area, cells, u16::try_from(rows + 2).unwrap_or(u16::MAX))
    }

    fn type_instead(&self, text: &str, turn: &mut Turn) -> Handled {
        let Some(purpose) = &self.typed else {
            return Handled::Ignored;
        };
        turn.close();
        self.type_for(purpose.clone(), text, turn);
        Handled::Yes
    }

    fn type_for(&self, purpose: Purpose, text: &str, turn: &mut Turn) {
        let prompt = Prompt::with(purpose, text).after(self.draft.clone());
        turn.open(Dialog::Prompt(prompt));
    }

    /// The line that was typed before the question.
    #[must_use]
    pub fn line(&self) -> Option<Prompt> {
        self.draft.as_ref().and_then(Prompt::resume)
    }
}

fn after(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

impl Layer for Choice {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choice, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::NextOption => self.selected = (self.selected + 1) % self.options.len().max(1),
            Action::PreviousOption => {
                self.selected = self
                    .selected
                    .checked_sub(1)
                    .unwrap_or(self.options.len().saturating_sub(1))
            }
            Action::Submit => self.choose(self.selected, turn),
            Action::TypeDate => return self.type_instead("", turn),
            Action::Back => {
                turn.close();
                if let Some(line) = self.line() {
                    turn.open(Dialog::Prompt(line));
                }
            }
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    /// Whoever begins to type a day in words is understood; digits are options.
    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        match edit {
            Edit::Type(c) => self.type_instead(c.to_string().as_str(), turn),
            Edit::Paste(text) => self.type_instead(&text, turn),
            _ => Handled::Ignored,
        }
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        let name = name_of(key);
        match self.options.iter().position(|option| option.key == name) {
            Some(index) => {
                self.choose(index, turn);
                Handled::Yes
            }
            None => Handled::Ignored,
        }
    }

    fn draft(&self) -> Option<Unsaved> {
        self.draft.clone()
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let rows = frame::inner(self.outer(turn.area, turn.s));
        match rows.contains(at).then(|| usize::from(at.y - rows.y)) {
            Some(row) if row < self.options.len() => {
                self.choose(row, turn);
                Handled::Yes
            }
            _ => Handled::Ignored,
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let hint = self.hint(cx.s);
        let title = (self.title)(cx.s);
        let said: Vec<(String, String)> = self
            .options
            .iter()
            .map(|option| {
                let detail = option.detail.as_ref().map(|say| say(cx.s));
                (cx.told(&(option.label)(cx.s)), detail.unwrap_or_default())
            })
            .collect();
        let outer = self.outer(area, cx.s);
        let inner = popup::draw(outer, buf, &cx.look, &title);
        let theme = cx.look.theme;
        for (n, (option, (label, detail))) in (0..).zip(self.options.iter().zip(&said)) {
            if n >= inner.height {
                break;
            }
            let at = Position::new(inner.x, inner.y + n);
            let chosen = usize::from(n) == self.selected;
            let base = if chosen { theme.selection } else { theme.text };
            let pointer = if chosen { cx.look.glyphs.pointer } else { " " };
            let left = [
                Span::raw(pointer),
                Span::styled(format!(" {} ", option.key), theme.key),
                Span::raw(label.as_str()),
            ];
            paint(
                buf,
                at,
                inner.width,
                &left,
                Align::Left,
                base,
                cx.look.glyphs,
            );
            let cells = u16::try_from(width(detail) + 1).unwrap_or(0);
            if cells > 1 && cells < inner.width {
                let at = Position::new(inner.right() - cells, at.y);
                paint(
                    buf,
                    at,
                    cells,
                    &[Span::styled(detail.as_str(), theme.muted)],
                    Align::Left,
                    base,
                    cx.look.glyphs,
                );
            }
        }
        if !hint.is_empty() && inner.height as usize > self.options.len() + 1 {
            let at = Position::new(inner.x, inner.bottom() - 1);
            paint(
                buf,
                at,
                inner.width,
                &[Span::styled(hint, theme.muted)],
                Align::Left,
                theme.muted,
                cx.look.glyphs,
            );
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
