//! One line about a view: its name when it is saved or renamed, or a whole view pasted from a chat.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::answer::Answer;
use crate::app::op::Op;
use crate::app::view;
use crate::domain::custom::Custom;
use crate::domain::draft::{Place, Unsaved};
use crate::domain::id::ViewId;
use crate::domain::name::Lang;
use crate::domain::view::View;
use crate::domain::view::name::{Name, Shared};
use crate::i18n::{self, Strings};
use crate::tui::feed::Slot;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::{Edit, Edited, Input, Shape};
use crate::tui::widget::text::paint_text;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::{frame, popup};

/// The widest box, in cells.
const CELLS: u16 = 72;
/// The line, two lines of hint or complaint, and the frame.
const ROWS: u16 = 5;
/// Characters of a pasted view.
const CHARS: usize = 2_600;

/// What the line is for.
enum Purpose {
    Save(Box<View>),
    Rename(ViewId),
    Paste,
}

/// The line being written.
pub struct ViewLine {
    purpose: Purpose,
    input: Input,
    /// What it was opened with.
    original: String,
    error: Option<String>,
}

impl ViewLine {
    /// Asks for the name a view is saved under.
    #[must_use]
    pub fn save(view: View, name: Option<&Name>) -> Self {
        Self::new(Purpose::Save(Box::new(view)), name.map_or("", Name::as_str))
    }

    /// Asks for another name.
    #[must_use]
    pub fn rename(id: ViewId, name: &Name) -> Self {
        Self::new(Purpose::Rename(id), name.as_str())
    }

    /// Asks for a view as text.
    #[must_use]
    pub fn paste() -> Self {
        Self::new(Purpose::Paste, "")
    }

    fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            input: Input::new(Shape::Line, CHARS, text),
            original: text.to_owned(),
            error: None,
        }
    }

    /// The line a kept text was typed into. A view that cannot be read any more is there to be mended, its name before it.
    #[must_use]
    pub fn resume(unsaved: &Unsaved, fields: &[Custom]) -> Option<Self> {
        let text = unsaved.texts.first()?;
        let (purpose, text) = match unsaved.place {
            Place::RenameView => (Purpose::Rename(ViewId(unsaved.row?)), text.clone()),
            Place::PasteView => (Purpose::Paste, text.clone()),
            Place::SaveView => {
                let line = unsaved.texts.get(1)?;
                match View::parse_with(line, fields) {
                    Ok(view) => (Purpose::Save(Box::new(view)), text.clone()),
                    Err(_) => (Purpose::Paste, format!("[{text}] {line}")),
                }
            }
            _ => return None,
        };
        let mut line = Self::new(purpose, &text);
        // It is as unsaved as it was.
        line.original.clear();
        Some(line)
    }

    /// The view it is to save.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        match &self.purpose {
            Purpose::Save(view) => Some(view),
            Purpose::Rename(_) | Purpose::Paste => None,
        }
    }

    fn title(&self, s: &Strings) -> (&'static str, &'static str) {
        let w = &s.view;
        match self.purpose {
            Purpose::Save(_) => (w.name_title, w.name_hint),
            Purpose::Rename(_) => (w.rename_title, w.name_hint),
            Purpose::Paste => (w.paste_title, w.paste_hint),
        }
    }

    fn submit(&mut self, turn: &mut Turn) {
        let text = self.input.value();
        if let Purpose::Paste = self.purpose {
            return self.take(turn);
        }
        let Some(name) = Name::new(text) else {
            self.error = Some(turn.s.view.name_missing.to_owned());
            return;
        };
        turn.close();
        match &self.purpose {
            Purpose::Save(view) => {
                turn.run(Op::View(view::Op::Save {
                    name: Some(name.clone()),
                    view: view.clone(),
                    pin: None,
                }));
                turn.wishes.push(Wish::Call(name));
            }
            Purpose::Rename(id) => turn.run(Op::View(view::Op::Rename { id: *id, name })),
            Purpose::Paste => {}
        }
    }

    /// Shows a pasted view, and keeps it if it came with a name.
    fn take(&mut self, turn: &mut Turn) {
        let text = self.input.value();
        let fields = match turn.feed.get(Slot::Lists) {
            Some((_, Answer::Lists(lists))) => lists.fields.as_slice(),
            _ => &[],
        };
        match Shared::parse_with(text, fields) {
            Err(error) => self.error = Some(i18n::view::sentence(turn.s, text, &error)),
            Ok(shared) => {
                turn.close();
                if let Some(name) = &shared.name {
                    turn.run(Op::View(view::Op::Save {
                        name: Some(name.clone()),
                        view: Box::new(shared.view.clone()),
                        pin: None,
                    }));
                }
                turn.wishes
                    .push(Wish::Look(shared.name, Box::new(shared.view)));
            }
        }
    }
}

fn box_area(area: Rect) -> Rect {
    popup::centred(area, CELLS.min(area.width.saturating_sub(2)), ROWS)
}

fn input_area(area: Rect) -> Rect {
    let inner = frame::inner(box_area(area));
    Rect {
        height: inner.height.min(1),
        ..inner
    }
}

impl Layer for ViewLine {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Prompt, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Submit => self.submit(turn),
            Action::Back => turn.close(),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        let cells = usize::from(input_area(turn.area).width);
        match self.input.on(edit, cells) {
            Edited::Ignored => return Handled::Ignored,
            Edited::Moved => {}
            Edited::Changed | Edited::Full => self.error = None,
        }
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn has_unsaved(&self) -> bool {
        !self.input.is_empty()
    }

    fn draft(&self) -> Option<Unsaved> {
        let text = self.input.value();
        if text.trim().is_empty() || text == self.original {
            return None;
        }
        let (place, row) = match &self.purpose {
            Purpose::Save(_) => (Place::SaveView, None),
            Purpose::Rename(id) => (Place::RenameView, Some(id.0)),
            Purpose::Paste => (Place::PasteView, None),
        };
        let view = self.view().map(|view| view.print(Lang::En));
        Some(Unsaved {
            place,
            customer: None,
            row,
            texts: std::iter::once(text.to_owned()).chain(view).collect(),
        })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (title, hint) = self.title(cx.s);
        let inner = popup::draw(box_area(area), buf, &cx.look, title);
        self.input.draw(input_area(area), buf, &cx.look, "");
        let hint = cx.told(hint);
        let (text, style) = match &self.error {
            Some(error) => (error.as_str(), cx.look.theme.danger),
            None => (hint.as_str(), cx.look.theme.muted),
        };
        let lines = wrap(text, usize::from(inner.width));
        for (line, y) in lines.iter().zip(inner.y + 1..inner.bottom()) {
            let at = Position::new(inner.x, y);
            paint_text(buf, at, inner.width, line, style, cx.look.glyphs);
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.input.caret(input_area(area), &cx.look)
    }
}
