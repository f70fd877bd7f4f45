//! The form of one ready-made text: where it lies, what it is called, what it says in either language.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::choice::Choice;
use crate::app::op::Op;
use crate::app::{Error, script};
use crate::domain::draft::{Place, Unsaved};
use crate::domain::id::ScriptId;
use crate::domain::log_line::Channel;
use crate::domain::script::{Script, TEXT_MAX, Words};
use crate::i18n::{Strings, label};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::form::{Field, Form, FormAction, Formed};
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::paint_text;
use crate::tui::widget::{frame, popup};

/// The widest form, in cells.
const CELLS: u16 = 78;
/// Rows of a text.
const TEXT_ROWS: u16 = 5;
/// Rows of the whole: four lines, two texts, the hint, the border.
const ROWS: u16 = 4 + 2 * TEXT_ROWS + 4;

/// The fields in their order.
const CODE: usize = 0;
const HEADLINE: usize = 1;
const FOLDER: usize = 2;
const CHANNEL: usize = 3;
const ZH: usize = 4;
const EN: usize = 5;

/// A script being written.
pub struct ScriptForm {
    /// `None` for a new one.
    of: Option<ScriptId>,
    form: Form,
    /// The codes of all others.
    taken: Vec<String>,
    /// The text that an editor was opened for.
    outside: usize,
}

impl ScriptForm {
    /// An empty form beside these scripts.
    #[must_use]
    pub fn new<'a>(others: impl IntoIterator<Item = &'a Script>, s: &Strings) -> Self {
        Self::of(None, &Words::default(), others, s)
    }

    /// The form of one of these scripts.
    #[must_use]
    pub fn edit<'a>(
        script: &Script,
        all: impl IntoIterator<Item = &'a Script>,
        s: &Strings,
    ) -> Self {
        let others = all.into_iter().filter(|other| other.id != script.id);
        Self::of(Some(script.id), &script.words, others, s)
    }

    fn of<'a>(
        of: Option<ScriptId>,
        words: &Words,
        others: impl IntoIterator<Item = &'a Script>,
        s: &Strings,
    ) -> Self {
        Self {
            of,
            form: Form::new(fields(words, s)),
            taken: others
                .into_iter()
                .map(|other| other.words.code.clone())
                .collect(),
            outside: ZH,
        }
    }

    /// The form kept texts were written into. A code that another script has is refused when it is saved.
    #[must_use]
    pub fn resume(unsaved: &Unsaved, s: &Strings) -> Self {
        let id = match unsaved.place {
            Place::EditScript => unsaved.row.map(ScriptId),
            _ => None,
        };
        let mut form = Self::of(id, &Words::default(), [], s);
        for (field, text) in form.form.fields.iter_mut().zip(&unsaved.texts) {
            field.restore(text);
        }
        form
    }

    /// Says the fields in another language; what was typed stays.
    pub fn speak(&mut self, s: &Strings) {
        self.form.reword(fields(&Words::default(), s));
    }

    fn value(&self, field: usize) -> String {
        let field = self.form.fields.get(field);
        field.map_or_else(String::new, |field| field.value().trim().to_owned())
    }

    fn words(&self) -> Words {
        let chosen = self.form.fields.get(CHANNEL).and_then(Field::chosen);
        let channel = chosen.and_then(|n| Channel::ALL.get(n.checked_sub(1)?));
        Words {
            code: self.value(CODE).split_whitespace().collect(),
            headline: self.value(HEADLINE),
            folder: self.value(FOLDER),
            channel: channel.copied(),
            text_zh: self.value(ZH),
            text_en: self.value(EN),
        }
    }

    /// The first field that cannot stay so, and why. What would be refused later is said while nothing typed is lost.
    fn wrong(&self, words: &Words) -> Option<(usize, Error)> {
        let is_long = |text: &str| text.chars().count() > TEXT_MAX;
        if words.code.is_empty() {
            Some((CODE, Error::NothingSaid))
        } else if self.taken.contains(&words.code) {
            Some((CODE, Error::CodeTaken(words.code.clone())))
        } else if words.text_zh.is_empty() && words.text_en.is_empty() {
            Some((ZH, Error::NothingSaid))
        } else if is_long(&words.text_zh) {
            Some((ZH, Error::TooLong { limit: TEXT_MAX }))
        } else if is_long(&words.text_en) {
            Some((EN, Error::TooLong { limit: TEXT_MAX }))
        } else {
            None
        }
    }

    fn save(&mut self, turn: &mut Turn) {
        let mut words = self.words();
        if let Some((field, error)) = self.wrong(&words) {
            return self.form.complain(field, &error.message(turn.s));
        }
        if words.headline.is_empty() {
            words.headline.clone_from(&words.code);
        }
        turn.close();
        turn.run(Op::Script(match self.of {
            Some(id) => script::Op::Edit { id, words },
            None => script::Op::Add(words),
        }));
    }

    /// The frame, and the fields in it; the line below them is the hint's.
    fn areas(area: Rect) -> (Rect, Rect) {
        let outer = popup::centred(area, CELLS, ROWS);
        let inner = frame::inner(outer);
        let height = inner.height.saturating_sub(1);
        (outer, Rect { height, ..inner })
    }
}

fn fields(words: &Words, s: &Strings) -> Vec<Field> {
    let (f, w) = (&s.field, &s.desk.script);
    let channels = Channel::ALL.into_iter();
    let channels = channels.map(|channel| label::channel(s, channel).to_owned());
    let channels: Vec<String> = std::iter::once(s.desk.form.unset.to_owned())
        .chain(channels)
        .collect();
    let channel = words.channel.and_then(|said| {
        let place = Channel::ALL.iter().position(|other| *other == said);
        place.map(|n| n + 1)
    });
    vec![
        Field::line(f.code, &words.code)
            .required()
            .hint(w.code_hint),
        Field::line(f.headline, &words.headline),
        Field::line(f.folder, &words.folder),
        Field::choice(f.channel, channels, channel.unwrap_or(0)),
        Field::text(f.text_zh, &words.text_zh, TEXT_ROWS),
        Field::text(f.text_en, &words.text_en, TEXT_ROWS),
    ]
}

impl Layer for ScriptForm {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let (_, area) = Self::areas(turn.area);
        match action {
            Action::Save => self.save(turn),
            Action::NextField => {
                self.form.on(FormAction::Next, area);
            }
            Action::PreviousField => {
                self.form.on(FormAction::Previous, area);
            }
            Action::Submit => {
                if self.form.on(FormAction::Enter, area) == Formed::Submitted {
                    self.save(turn);
                }
            }
            Action::Editor => {
                self.outside = if self.form.focus() == EN { EN } else { ZH };
                self.form.on(FormAction::To(self.outside), area);
                turn.wishes.push(Wish::Edit(self.value(self.outside)));
            }
            Action::Back if self.form.changed() => turn.open(Dialog::Choice(Choice::discard())),
            Action::Back => turn.close(),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        match self
            .form
            .on(FormAction::Edit(edit), Self::areas(turn.area).1)
        {
            Formed::Ignored => Handled::Ignored,
            Formed::Full => {
                let error = Error::TooLong { limit: TEXT_MAX };
                self.form
                    .complain(self.form.focus(), &error.message(turn.s));
                Handled::Yes
            }
            Formed::Moved | Formed::Changed | Formed::Submitted => Handled::Yes,
        }
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let (_, area) = Self::areas(turn.area);
        match self.form.field_at(area, at) {
            Some(field) => {
                self.form.on(FormAction::To(field), area);
                Handled::Yes
            }
            None => Handled::Ignored,
        }
    }

    fn has_unsaved(&self) -> bool {
        self.form.changed()
    }

    fn draft(&self) -> Option<Unsaved> {
        self.form.changed().then(|| Unsaved {
            place: match self.of {
                Some(_) => Place::EditScript,
                None => Place::NewScript,
            },
            customer: None,
            row: self.of.map(|id| id.0),
            texts: self.form.fields.iter().map(Field::kept).collect(),
        })
    }

    fn edited(&mut self, text: &str) {
        if let Some(field) = self.form.fields.get_mut(self.outside) {
            field.set(text);
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk.script;
        let title = match self.of {
            Some(_) => w.edit_title,
            None => w.new_title,
        };
        let (outer, fields) = Self::areas(area);
        popup::draw(outer, buf, &cx.look, title);
        self.form.draw(fields, buf, &cx.look);
        let at = Position::new(fields.x, fields.bottom());
        let (style, glyphs) = (cx.look.theme.muted, cx.look.glyphs);
        paint_text(buf, at, fields.width, w.blanks_hint, style, glyphs);
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.form.caret(Self::areas(area).1, &cx.look)
    }
}
