//! What a new shop is asked once: its name, who sits at the desk, when it is open, on what ground it keeps records, and whether a
//! passphrase shall guard them.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::op::Op;
use crate::app::pass::{self, Passphrase};
use crate::app::setting::{self, Key};
use crate::domain::customer::Basis;
use crate::domain::draft::{Place, Unsaved};
use crate::domain::name::Lang;
use crate::i18n::{self, Strings, label};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::msg::Secret;
use crate::tui::widget::form::{Control, Field, Form, FormAction, Formed};
use crate::tui::widget::input::{Edit, Input};
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::toast::Level;
use crate::tui::widget::{frame, popup};

/// The widest form, in cells.
const CELLS: u16 = 66;
/// The fields, a blank line and the words below them.
const ROWS: u16 = 12;
/// Where the fields of the passphrase stand.
const PASSPHRASE: usize = 5;
const AGAIN: usize = 6;

/// The form of a new shop.
pub struct Setup {
    form: Form,
}

impl Setup {
    #[must_use]
    pub fn new(s: &Strings) -> Self {
        Self {
            form: Form::new(fields(s)),
        }
    }

    /// The form kept texts were written into; a passphrase was never kept.
    #[must_use]
    pub fn resume(unsaved: &Unsaved, s: &Strings) -> Self {
        let mut setup = Self::new(s);
        let fields = setup.form.fields.iter_mut().take(PASSPHRASE);
        for (field, text) in fields.zip(&unsaved.texts) {
            field.restore(text);
        }
        setup
    }

    /// Says the fields in another language, which is then the one chosen; what was typed stays.
    pub fn speak(&mut self, s: &Strings) {
        self.form.reword(fields(s));
        if let (Some(language), Some(spoken)) =
            (self.form.fields.get_mut(4), fields(s).into_iter().nth(4))
        {
            *language = spoken;
        }
    }

    /// The passphrase wanted, if any; `Err` when it cannot be taken, which the form says.
    fn passphrase(&mut self, s: &Strings) -> Result<Option<Secret>, ()> {
        let text = |n: usize| self.form.fields.get(n).map_or("", Field::value).to_owned();
        let (first, again) = (
            Passphrase::new(text(PASSPHRASE)),
            Passphrase::new(text(AGAIN)),
        );
        if first.text().is_empty() && again.text().is_empty() {
            return Ok(None);
        }
        let wrong = match pass::check(first.text()) {
            Err(error) => Some((PASSPHRASE, error.message(s))),
            Ok(()) if first.text() != again.text() => Some((AGAIN, s.lock.differ.to_owned())),
            Ok(()) => None,
        };
        let Some((n, why)) = wrong else {
            return Ok(Some(Secret(first)));
        };
        if let Some(field) = self.form.fields.get_mut(n) {
            field.error = Some(why);
        }
        Err(())
    }

    fn save(&mut self, turn: &mut Turn) {
        for field in &mut self.form.fields {
            field.error = None;
        }
        let Ok(passphrase) = self.passphrase(turn.s) else {
            return;
        };
        let value = |n: usize| {
            self.form
                .fields
                .get(n)
                .map_or("", |field| field.value().trim())
                .to_owned()
        };
        let chosen = |n: usize| self.form.fields.get(n).and_then(Field::chosen).unwrap_or(0);
        let basis = Basis::ALL.get(chosen(3)).copied().unwrap_or_default();
        let lang = Lang::ALL.get(chosen(4)).copied().unwrap_or(turn.s.lang);
        let settings = vec![
            (Key::Language, i18n::lang_code(lang).to_owned()),
            (Key::ShopName, value(0)),
            (Key::OpeningHours, value(2)),
            (Key::LegalBasis, basis.code().to_owned()),
        ];
        turn.close();
        turn.run(Op::Setting(setting::Op::SetUp {
            settings,
            agent: value(1),
        }));
        match passphrase {
            Some(passphrase) => turn.wishes.push(Wish::Encrypt(passphrase)),
            None => turn.say(Level::Error, turn.s.lock.skipped),
        }
    }

    fn areas(area: Rect) -> (Rect, Rect) {
        let outer = popup::centred(area, CELLS, ROWS + 2);
        let inner = frame::inner(outer);
        (
            outer,
            Rect {
                height: inner.height.saturating_sub(4),
                ..inner
            },
        )
    }
}

fn fields(s: &Strings) -> Vec<Field> {
    let w = &s.desk.welcome;
    let bases = Basis::ALL
        .into_iter()
        .map(|basis| label::basis(s, basis).to_owned())
        .collect();
    let languages = Lang::ALL.map(|lang| label::lang(lang).to_owned()).to_vec();
    let spoken = Lang::ALL
        .iter()
        .position(|lang| *lang == s.lang)
        .unwrap_or(0);
    vec![
        Field::line(w.shop, "").hint(w.shop_hint),
        Field::line(w.agent, "").hint(w.agent_hint),
        Field::line(w.hours, "").hint(w.hours_hint),
        Field::choice(w.basis, bases, 0),
        Field::choice(w.language, languages, spoken),
        Field::new(s.lock.set_up, Control::Line(Input::masked())).hint(s.lock.set_up_hint),
        Field::new(s.lock.set_up_again, Control::Line(Input::masked())),
    ]
}

impl Layer for Setup {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let (_, area) = Self::areas(turn.area);
        let formed = match action {
            Action::Save => Formed::Submitted,
            Action::NextField => self.form.on(FormAction::Next, area),
            Action::PreviousField => self.form.on(FormAction::Previous, area),
            Action::Submit => self.form.on(FormAction::Enter, area),
            Action::Back => {
                turn.close();
                return Handled::Yes;
            }
            _ => return Handled::Ignored,
        };
        if formed == Formed::Submitted {
            self.save(turn);
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        match self
            .form
            .on(FormAction::Edit(edit), Self::areas(turn.area).1)
        {
            Formed::Ignored => Handled::Ignored,
            _ => Handled::Yes,
        }
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let area = Self::areas(turn.area).1;
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
        let fields = self.form.fields.iter().take(PASSPHRASE);
        let is_typed = fields.clone().any(Field::is_changed);
        is_typed.then(|| Unsaved {
            place: Place::SetUp,
            customer: None,
            row: None,
            texts: fields.map(Field::kept).collect(),
        })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk.welcome;
        let (outer, fields) = Self::areas(area);
        popup::draw(outer, buf, &cx.look, w.setup_title);
        self.form.draw(fields, buf, &cx.look);
        let muted = cx.look.theme.muted;
        for (n, line) in (1..)
            .zip(wrap(w.setup_note, usize::from(fields.width)))
            .take(3)
        {
            let at = Position::new(fields.x, fields.bottom() + n);
            paint(
                buf,
                at,
                fields.width,
                &[Span::styled(line, muted)],
                Align::Left,
                muted,
                cx.look.glyphs,
            );
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.form.caret(Self::areas(area).1, &cx.look)
    }
}
