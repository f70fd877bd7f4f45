//! Taking the book out: what, whose, what for, whether real numbers leave, and where to; then how far it is, and a way to stop it.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::export::report::Form;
use crate::app::export::{Again, Kind, Made, Numbers, Op as ExportOp, Order, Whom};
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::app::pass::Passphrase;
use crate::domain::draft::{Place, Unsaved};
use crate::domain::filter::Filter;
use crate::domain::id::CustomerId;
use crate::domain::name::Lang;
use crate::domain::view::{self, View};
use crate::i18n::Strings;
use crate::i18n::report::sheet::Sheet;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::form::{Control, Field, Form as Fields, FormAction, Formed};
use crate::tui::widget::input::{Edit, Input};
use crate::tui::widget::text::paint_text;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::{frame, popup};

/// The widest form, in cells.
const CELLS: u16 = 74;
/// Rows of the words below the fields.
const NOTE_ROWS: u16 = 4;
/// The fields, in their order.
const KIND: usize = 0;
const WHOM: usize = 1;
const PURPOSE: usize = 2;
const NUMBERS: usize = 3;
const PATH: usize = 4;
const COLUMNS: usize = 5;
/// Only where the file is encrypted.
const AGAIN: usize = 6;

/// Those on screen or marked that an export can be of.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The list as it is filtered.
    pub list: Whom,
    pub sort: view::Order,
    pub group: Option<view::Group>,
    pub marked: Vec<CustomerId>,
    /// Many rows leave only with the passphrase once more.
    pub is_encrypted: bool,
    /// The report on screen, where it is that which leaves.
    pub report: Option<Sheet>,
}

impl Subject {
    /// A report rather than a list.
    #[must_use]
    pub fn report(report: Sheet) -> Self {
        Self {
            list: Whom::These(Vec::new()),
            sort: view::Order::default(),
            group: None,
            marked: Vec::new(),
            // It holds figures, which leave without the passphrase.
            is_encrypted: false,
            report: Some(report),
        }
    }

    fn kinds(&self) -> Vec<Kind> {
        match self.report {
            Some(_) => Form::ALL.map(Kind::Report).to_vec(),
            None => Kind::ALL.to_vec(),
        }
    }
}

/// The form, or the progress.
pub struct Export {
    form: Fields,
    subject: Subject,
    /// The name offered for the file, which follows the kind until it is typed over.
    offered: String,
    today: NaiveDate,
    running: Option<(Arc<Pace>, Arc<OnceLock<Made>>)>,
}

impl Export {
    #[must_use]
    pub fn new(subject: Subject, today: NaiveDate, s: &Strings) -> Self {
        let first = subject.kinds().first().copied().unwrap_or(Kind::Csv);
        let offered = name(first, today);
        Self {
            form: Fields::new(fields(s, &subject, &offered)),
            subject,
            offered,
            today,
            running: None,
        }
    }

    /// The form kept texts were written into, over the list they were about. The passphrase was never kept.
    #[must_use]
    pub fn resume(unsaved: &Unsaved, subject: Subject, today: NaiveDate, s: &Strings) -> Self {
        let mut export = Self::new(subject, today, s);
        let fields = export.form.fields.iter_mut().take(AGAIN);
        for (field, text) in fields.zip(&unsaved.texts) {
            field.restore(text);
        }
        export.follow();
        export
    }

    /// The list a kept export is of, as a view's line.
    #[must_use]
    pub fn list_of(unsaved: &Unsaved) -> Option<&str> {
        unsaved.texts.get(AGAIN).map(String::as_str)
    }

    /// The list it is of, as a view's line; `None` where customers are named one by one, or for a report: at the next start nobody
    /// knows which they were.
    fn list(&self) -> Option<String> {
        let is_of_marked = !self.subject.marked.is_empty() && self.chosen(WHOM) == 0;
        match &self.subject.list {
            Whom::Filter(filter, _) if !is_of_marked && self.subject.report.is_none() => {
                let view = View {
                    filter: filter.clone(),
                    order: self.subject.sort,
                    group: self.subject.group,
                    ..View::default()
                };
                Some(view.print(Lang::En))
            }
            _ => None,
        }
    }

    /// Says the fields in another language; what was typed stays.
    pub fn speak(&mut self, s: &Strings) {
        let words = fields(s, &self.subject, &self.offered);
        self.form.reword(words);
    }

    /// Whether the export is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// What was made, once it is done.
    #[must_use]
    pub fn made(&self) -> Option<&Made> {
        self.running.as_ref().and_then(|(_, made)| made.get())
    }

    fn kind(&self) -> Kind {
        let chosen = self.chosen(KIND);
        let kinds = self.subject.kinds();
        kinds.get(chosen).copied().unwrap_or(Kind::Csv)
    }

    fn chosen(&self, field: usize) -> usize {
        let field = self.form.fields.get(field);
        field.and_then(Field::chosen).unwrap_or(0)
    }

    fn typed(&self, field: usize) -> String {
        let field = self.form.fields.get(field);
        field.map_or("", |field| field.value().trim()).to_owned()
    }

    /// The name offered follows the kind, unless another was typed.
    fn follow(&mut self) {
        let wanted = name(self.kind(), self.today);
        if wanted == self.offered || self.typed(PATH) != self.offered {
            return;
        }
        if let Some(field) = self.form.fields.get_mut(PATH) {
            field.control = Control::Line(Input::line(&wanted));
            self.offered = wanted;
        }
    }

    fn order(&self, s: &Strings) -> Order {
        let everyone = Whom::Filter(Filter::default(), String::new());
        let marked = usize::from(!self.subject.marked.is_empty());
        let whom = match self.chosen(WHOM) {
            0 if marked == 1 => Whom::These(self.subject.marked.clone()),
            n if n == marked => self.subject.list.clone(),
            _ => everyone,
        };
        Order {
            whom,
            sort: self.subject.sort,
            group: self.subject.group,
            report: self.subject.report.clone(),
            numbers: match self.chosen(NUMBERS) {
                0 => Numbers::Masked,
                _ => Numbers::Real,
            },
            purpose: self.typed(PURPOSE),
            columns: columns(&self.typed(COLUMNS)),
            ..Order::new(self.kind(), PathBuf::from(self.typed(PATH)), s.lang)
        }
    }

    fn start(&mut self, turn: &mut Turn) {
        let order = self.order(turn.s);
        // Whoever takes real numbers out says why, as when they are only looked at.
        let missing = order.shows_numbers() && order.purpose.is_empty();
        if let Some(field) = self.form.fields.get_mut(PURPOSE) {
            field.error = missing.then(|| turn.s.error.reason_missing.to_owned());
        }
        if missing || order.out.as_os_str().is_empty() {
            return;
        }
        let mut op = ExportOp::new(order);
        op.again = self.again();
        self.running = Some((Arc::clone(&op.pace), Arc::clone(&op.made)));
        turn.run(Op::Export(Box::new(op)));
    }

    /// The op was refused for want of the passphrase: the form is there again, with why.
    pub fn ask_again(&mut self, why: String) {
        self.running = None;
        if let Some(field) = self.form.fields.get_mut(AGAIN) {
            field.control = Control::Line(Input::masked());
            field.error = Some(why);
            self.form.on(FormAction::To(AGAIN), Rect::default());
        }
    }

    /// What was typed as the passphrase goes to the op and nowhere else.
    fn again(&mut self) -> Option<Again> {
        let field = self.form.fields.get_mut(AGAIN)?;
        let typed = Passphrase::new(field.value().to_owned());
        field.control = Control::Line(Input::masked());
        (!typed.text().is_empty()).then(|| Again::new(typed))
    }

    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let rows = u16::try_from(self.form.fields.len()).unwrap_or(u16::MAX);
        let outer = popup::centred(area, CELLS, rows + 1 + NOTE_ROWS + 2);
        let inner = frame::inner(outer);
        let fields = Rect {
            height: inner.height.saturating_sub(NOTE_ROWS),
            ..inner
        };
        (outer, fields)
    }

    fn told(&self, s: &Strings) -> String {
        let w = &s.export;
        if let Some((pace, _)) = &self.running {
            let (done, total) = (
                pace.done.load(Ordering::Relaxed),
                pace.total.load(Ordering::Relaxed),
            );
            return (w.progress)(done, total);
        }
        let order = self.order(s);
        let calls = matches!(order.kind, Kind::Vcard(_) | Kind::Phone);
        let mut told = match (order.shows_numbers(), calls) {
            (true, _) => format!("{} {}", w.note, w.has_numbers),
            (false, true) => format!("{} {}", w.note, w.no_numbers),
            (false, false) => w.note.to_owned(),
        };
        if order.is_for_marketing() {
            told = format!("{told} {}", w.for_marketing);
        }
        told
    }
}

fn name(kind: Kind, today: NaiveDate) -> String {
    format!("shuke-{}-{today}{}", kind.code(), kind.ending())
}

/// Columns as they are typed: with commas of either kind between them.
fn columns(typed: &str) -> Vec<String> {
    let names = typed.split([',', '，', '、']).map(str::trim);
    let named = names.filter(|name| !name.is_empty());
    named.map(str::to_owned).collect()
}

fn fields(s: &Strings, subject: &Subject, path: &str) -> Vec<Field> {
    let w = &s.export;
    let called = |kind: &Kind| (w.kind)(kind.code()).to_owned();
    let kinds: Vec<String> = subject.kinds().iter().map(called).collect();
    let mut whom = vec![w.this_list.to_owned(), w.everyone.to_owned()];
    let marked = subject.marked.len();
    if marked > 0 {
        whom.insert(0, (w.marked)(marked));
    }
    let mut numbers = vec![w.masked.to_owned(), w.real.to_owned()];
    // A report leaves as it stands on screen.
    if subject.report.is_some() {
        whom = vec![w.this_report.to_owned()];
        numbers.truncate(1);
    }
    let mut fields = vec![
        Field::choice(w.kind_field, kinds, 0),
        Field::choice(w.whom_field, whom, 0),
        Field::line(w.purpose_field, "").hint(w.purpose_hint),
        Field::choice(w.numbers_field, numbers, 0),
        Field::line(w.path_field, path).required(),
        Field::line(w.columns_field, "").hint(w.columns_hint),
    ];
    if subject.is_encrypted {
        let again = Field::new(s.lock.passphrase, Control::Line(Input::masked()));
        fields.push(again.hint(w.again_hint));
    }
    fields
}

impl Layer for Export {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let (_, area) = self.areas(turn.area);
        if let Some((pace, _)) = &self.running {
            if action == Action::Back {
                pace.cancel.store(true, Ordering::Relaxed);
            }
            return Handled::Yes;
        }
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
            self.start(turn);
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        if self.is_running() {
            return Handled::Yes;
        }
        let formed = self
            .form
            .on(FormAction::Edit(edit), self.areas(turn.area).1);
        self.follow();
        match formed {
            Formed::Ignored => Handled::Ignored,
            _ => Handled::Yes,
        }
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let area = self.areas(turn.area).1;
        match self.form.field_at(area, at) {
            Some(field) if !self.is_running() => {
                self.form.on(FormAction::To(field), area);
                Handled::Yes
            }
            _ => Handled::Ignored,
        }
    }

    fn has_unsaved(&self) -> bool {
        !self.is_running() && self.form.changed()
    }

    fn draft(&self) -> Option<Unsaved> {
        let fields = self.form.fields.iter().take(AGAIN);
        if self.is_running() || !fields.clone().any(Field::is_changed) {
            return None;
        }
        let mut texts: Vec<String> = fields.map(Field::kept).collect();
        // Without marks the list is the first that can be chosen.
        let marked = usize::from(!self.subject.marked.is_empty());
        texts[WHOM] = self.chosen(WHOM).saturating_sub(marked).to_string();
        texts.push(self.list()?);
        Some(Unsaved {
            place: Place::Export,
            customer: None,
            row: None,
            texts,
        })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (outer, fields) = self.areas(area);
        popup::draw(outer, buf, &cx.look, cx.s.export.title);
        self.form.draw(fields, buf, &cx.look);
        let muted = cx.look.theme.muted;
        let told = wrap(&self.told(cx.s), usize::from(fields.width));
        for (n, line) in (0..NOTE_ROWS).zip(told) {
            let at = Position::new(fields.x, fields.bottom() + n);
            paint_text(buf, at, fields.width, &line, muted, cx.look.glyphs);
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        match self.is_running() {
            true => None,
            false => self.form.caret(self.areas(area).1, &cx.look),
        }
    }
}
