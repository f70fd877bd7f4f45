//! One line of text with a purpose: a log line, a day, a tag, a reason. What it would mean is shown while it is typed.

mod deed;
mod draft;
pub mod order;
pub mod own;
mod told;
mod trade;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::choice::Pending;
use super::form::{self, told, twin_of};
use crate::app::answer::{Answer, Lists, Twin};
use crate::app::query::Query;
use crate::domain::customer::{Draft, Stage};
use crate::domain::draft::Unsaved;
use crate::domain::id::{CustomerId, FollowUpId, InteractionId, PurchaseId};
use crate::domain::interaction::Interaction;
use crate::domain::quick_add::QuickAdd;
use crate::i18n::{Strings, label};
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

    /// A complaint is said once, in the language it was made in.
    pub fn forget_error(&mut self) {
        self.error = None;
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

/// The shop's own fields and what it asks of records.
fn lists(feed: &Feed) -> Lists {
    match feed.get(Slot::Lists) {
        Some((_, Answer::Lists(lists))) => lists.clone(),
        _ => Lists::default(),
    }
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
