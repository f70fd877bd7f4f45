//! A form: labelled fields with focus, errors, hints and scrolling. Knows neither what the fields mean nor what is valid: the caller sets the errors.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Look;
use super::input::{Edit, Edited, Input, Shape};
use super::text::{Align, cells_u16, cut, paint, paint_text, width};

/// The pointer, the required sign and the blank behind the label.
const SIGNS: usize = 3;
/// Labels get at most a third of the width.
const LABEL_SHARE: usize = 3;

#[derive(Clone, PartialEq, Eq)]
pub enum Control {
    Line(Input),
    /// A text shown in so many rows.
    Text {
        input: Input,
        rows: u16,
    },
    /// One of several words.
    Choice {
        options: Vec<String>,
        chosen: usize,
    },
}

#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    pub label: String,
    pub control: Control,
    pub need: Need,
    /// What to type, shown while the field is empty.
    pub hint: String,
    pub error: Option<String>,
    original: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Optional,
    Required,
}

impl Field {
    pub fn line(label: &str, value: &str) -> Self {
        Self::new(label, Control::Line(Input::line(value)))
    }

    pub fn text(label: &str, value: &str, rows: u16) -> Self {
        Self::new(
            label,
            Control::Text {
                input: Input::text(value),
                rows: rows.max(1),
            },
        )
    }

    pub fn choice(label: &str, options: Vec<String>, chosen: usize) -> Self {
        let chosen = chosen.min(options.len().saturating_sub(1));
        Self::new(label, Control::Choice { options, chosen })
    }

    pub fn new(label: &str, control: Control) -> Self {
        let mut field = Self {
            label: label.to_owned(),
            control,
            need: Need::Optional,
            hint: String::new(),
            error: None,
            original: String::new(),
        };
        field.original = field.value().to_owned();
        field
    }

    pub fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }

    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.to_owned();
        self
    }

    /// The text, or the chosen word.
    pub fn value(&self) -> &str {
        match &self.control {
            Control::Line(input) | Control::Text { input, .. } => input.value(),
            Control::Choice { options, chosen } => options.get(*chosen).map_or("", String::as_str),
        }
    }

    /// Which option is chosen; None for a typed field.
    pub fn chosen(&self) -> Option<usize> {
        match &self.control {
            Control::Choice { options, chosen } if !options.is_empty() => Some(*chosen),
            _ => None,
        }
    }

    /// What the field said when it was made.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// Writes a text in place of what stands there; a choice has none.
    pub fn set(&mut self, text: &str) {
        match &mut self.control {
            Control::Line(input) | Control::Text { input, .. } => input.set(text),
            Control::Choice { .. } => {}
        }
    }

    /// What stands there as `restore` takes it: the text, or the number of the option.
    pub fn kept(&self) -> String {
        match &self.control {
            Control::Choice { chosen, .. } => chosen.to_string(),
            Control::Line(_) | Control::Text { .. } => self.value().to_owned(),
        }
    }

    /// Puts back what was kept; a number that is no option changes nothing.
    pub fn restore(&mut self, kept: &str) {
        match &mut self.control {
            Control::Line(input) | Control::Text { input, .. } => input.set(kept),
            Control::Choice { options, chosen } => {
                if let Some(option) = kept.parse().ok().filter(|n| *n < options.len()) {
                    *chosen = option;
                }
            }
        }
    }

    pub fn is_changed(&self) -> bool {
        self.value() != self.original
    }

    /// Takes over the words of the same field in another language; what was typed or chosen stays.
    fn reword(&mut self, words: Field) {
        (self.label, self.hint, self.error) = (words.label, words.hint, None);
        if let (Control::Choice { options, .. }, Control::Choice { options: said, .. }) =
            (&mut self.control, words.control)
        {
            let before = options.iter().position(|option| *option == self.original);
            self.original = before
                .and_then(|n| said.get(n).cloned())
                .unwrap_or_default();
            *options = said;
        }
    }

    pub fn is_missing(&self) -> bool {
        self.need == Need::Required && self.value().trim().is_empty()
    }

    fn rows(&self) -> u16 {
        let rows = match &self.control {
            Control::Text { rows, .. } => *rows,
            _ => 1,
        };
        rows + u16::from(self.error.is_some())
    }

    fn input(&self) -> Option<&Input> {
        match &self.control {
            Control::Line(input) | Control::Text { input, .. } => Some(input),
            Control::Choice { .. } => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormAction {
    Next,
    Previous,
    /// To the next field, a line break in a text, submission behind the last field.
    Enter,
    Edit(Edit),
    To(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formed {
    Ignored,
    Moved,
    Changed,
    Full,
    /// The user is done; the caller validates.
    Submitted,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    pub fields: Vec<Field>,
    focus: usize,
}

impl Form {
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0 }
    }

    /// Says the same fields in another language.
    pub fn reword(&mut self, words: Vec<Field>) {
        for (field, words) in self.fields.iter_mut().zip(words) {
            field.reword(words);
        }
    }

    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Does one action in a form drawn in `area`.
    pub fn on(&mut self, action: FormAction, area: Rect) -> Formed {
        let last = self.fields.len().saturating_sub(1);
        match action {
            FormAction::Next => self.go(if self.focus == last {
                0
            } else {
                self.focus + 1
            }),
            FormAction::Previous => self.go(self.focus.checked_sub(1).unwrap_or(last)),
            FormAction::To(field) => self.go(field.min(last)),
            FormAction::Enter => self.enter(last, area),
            FormAction::Edit(edit) => self.edit(edit, last, area),
        }
    }

    fn go(&mut self, field: usize) -> Formed {
        if field == self.focus {
            return Formed::Ignored;
        }
        self.focus = field;
        Formed::Moved
    }

    fn enter(&mut self, last: usize, area: Rect) -> Formed {
        let is_text = self
            .fields
            .get(self.focus)
            .and_then(Field::input)
            .is_some_and(|input| input.shape() == Shape::Text);
        match () {
            () if is_text => self.edit(Edit::Break, last, area),
            () if self.focus == last => Formed::Submitted,
            () => self.go(self.focus + 1),
        }
    }

    fn edit(&mut self, edit: Edit, last: usize, area: Rect) -> Formed {
        let cells = usize::from(self.field_area(area).width);
        let focus = self.focus;
        let Some(field) = self.fields.get_mut(focus) else {
            return Formed::Ignored;
        };
        let edited = match &mut field.control {
            Control::Line(input) | Control::Text { input, .. } => input.on(edit.clone(), cells),
            Control::Choice { options, chosen } => choose(&edit, options, chosen),
        };
        match (edited, edit) {
            (Edited::Changed, _) => {
                // The complaint was about what stood there before.
                field.error = None;
                Formed::Changed
            }
            (Edited::Full, _) => Formed::Full,
            (Edited::Moved, _) => Formed::Moved,
            (Edited::Ignored, Edit::Up) if focus > 0 => self.go(focus - 1),
            (Edited::Ignored, Edit::Down) if focus < last => self.go(focus + 1),
            (Edited::Ignored, _) => Formed::Ignored,
        }
    }

    /// Whether any field differs from what it was when the form was made.
    pub fn changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// The first required field that is empty.
    pub fn missing(&self) -> Option<usize> {
        self.fields.iter().position(Field::is_missing)
    }

    /// Says what is wrong with a field and goes there.
    pub fn complain(&mut self, field: usize, error: &str) {
        if let Some(found) = self.fields.get_mut(field) {
            found.error = Some(error.to_owned());
            self.focus = field;
        }
    }

    /// The field under a point; the mouse asks.
    pub fn field_at(&self, area: Rect, at: Position) -> Option<usize> {
        if !area.contains(at) {
            return None;
        }
        let line = at.y - area.y + self.top(area);
        (0..self.fields.len())
            .find(|field| (self.offset(*field)..self.offset(field + 1)).contains(&line))
    }

    /// Where the hardware cursor belongs.
    pub fn caret(&self, area: Rect, look: &Look) -> Option<Position> {
        let field = self.fields.get(self.focus)?;
        let slot = self.slot(self.focus, area)?;
        field
            .input()
            .map_or_else(|| Some(slot.as_position()), |input| input.caret(slot, look))
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let area = area.intersection(buf.area);
        for (index, field) in self.fields.iter().enumerate() {
            let Some(slot) = self.slot(index, area) else {
                continue;
            };
            self.draw_label(index, field, slot.y, area, buf, look);
            match &field.control {
                Control::Line(input) | Control::Text { input, .. } => {
                    input.draw(slot, buf, look, &field.hint)
                }
                Control::Choice { options, chosen } => {
                    draw_choice(options, *chosen, slot, buf, look)
                }
            }
            let below = slot.bottom();
            if let Some(error) = field.error.as_ref().filter(|_| below < area.bottom()) {
                let text = format!("{} {error}", look.glyphs.warn);
                paint_text(
                    buf,
                    Position::new(slot.x, below),
                    slot.width,
                    &text,
                    look.theme.danger,
                    look.glyphs,
                );
            }
        }
    }

    fn draw_label(
        &self,
        index: usize,
        field: &Field,
        y: u16,
        area: Rect,
        buf: &mut Buffer,
        look: &Look,
    ) {
        let is_here = index == self.focus;
        let pointer = if is_here { look.glyphs.pointer } else { " " };
        let required = if field.need == Need::Required {
            look.glyphs.required
        } else {
            " "
        };
        let cells = self.label_cells(area);
        let style = if is_here {
            look.theme.title
        } else {
            look.theme.text
        };
        let label = cut(&field.label, cells, look.glyphs);
        let spans = [
            Span::styled(pointer, look.theme.accent),
            Span::styled(required, look.theme.danger),
            Span::styled(label, style),
        ];
        paint(
            buf,
            Position::new(area.x, y),
            cells_u16(cells + SIGNS),
            &spans,
            Align::Left,
            look.theme.text,
            look.glyphs,
        );
    }

    fn label_cells(&self, area: Rect) -> usize {
        let widest = self
            .fields
            .iter()
            .map(|field| width(&field.label))
            .max()
            .unwrap_or(0);
        widest.min(usize::from(area.width) / LABEL_SHARE)
    }

    /// The room for what is typed, as if every field were on screen.
    fn field_area(&self, area: Rect) -> Rect {
        let left = cells_u16(self.label_cells(area) + SIGNS).min(area.width);
        Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        }
    }

    /// Lines above a field.
    fn offset(&self, field: usize) -> u16 {
        self.fields[..field].iter().map(Field::rows).sum()
    }

    /// Lines scrolled away: the focused field stands in the middle, as far as the ends allow.
    fn top(&self, area: Rect) -> u16 {
        let total = self.offset(self.fields.len());
        let Some(field) = self.fields.get(self.focus) else {
            return 0;
        };
        let start = self.offset(self.focus);
        let centred = (start + field.rows() / 2).saturating_sub(area.height / 2);
        centred.min(start).min(total.saturating_sub(area.height))
    }

    /// Where a field is drawn now, without its error line; None when it is scrolled away.
    fn slot(&self, index: usize, area: Rect) -> Option<Rect> {
        let field = self.fields.get(index)?;
        let y = area.y + self.offset(index).checked_sub(self.top(area))?;
        let rows = field.rows() - u16::from(field.error.is_some());
        let height = rows.min(area.bottom().saturating_sub(y));
        (height > 0).then_some(Rect {
            y,
            height,
            ..self.field_area(area)
        })
    }
}

fn choose(edit: &Edit, options: &[String], chosen: &mut usize) -> Edited {
    let last = options.len().saturating_sub(1);
    let next = match edit {
        Edit::Left => chosen.checked_sub(1).unwrap_or(last),
        Edit::Right | Edit::Type(' ') if *chosen == last => 0,
        Edit::Right | Edit::Type(' ') => *chosen + 1,
        Edit::Home => 0,
        Edit::End => last,
        _ => return Edited::Ignored,
    };
    if next == *chosen {
        return Edited::Ignored;
    }
    *chosen = next;
    Edited::Changed
}

fn draw_choice(options: &[String], chosen: usize, slot: Rect, buf: &mut Buffer, look: &Look) {
    let word = options.get(chosen).map_or("", String::as_str);
    let place = format!("  {}/{}", chosen + 1, options.len());
    let spans = [
        Span::styled("< ", look.theme.accent),
        Span::raw(word),
        Span::styled(" >", look.theme.accent),
        Span::styled(place, look.theme.muted),
    ];
    paint(
        buf,
        slot.as_position(),
        slot.width,
        &spans,
        Align::Left,
        look.theme.text,
        look.glyphs,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    const AREA: Rect = Rect::new(0, 0, 30, 8);

    fn customer() -> Form {
        Form::new(vec![
            Field::line("姓名", "王芳").required(),
            Field::line("电话", "").hint("手机或座机"),
            Field::choice("来源", vec!["朋友介绍".into(), "路过".into()], 0),
            Field::text("备注", "喜欢靠窗\n不吃辣", 2),
        ])
    }

    fn drawn(form: &Form, area: Rect) -> Vec<String> {
        let mut buf = Buffer::empty(area);
        form.draw(area, &mut buf, &PLAIN);
        lines_of(&buf)
    }

    #[test]
    fn a_form_aligns_its_labels_in_cells() {
        let mut form = customer();
        form.complain(1, "电话太短");
        let expected = [
            " *姓名 王芳",
            "> 电话 手机或座机",
            "       ! 电话太短",
            "  来源 < 朋友介绍 >  1/2",
            "  备注 喜欢靠窗",
            "       不吃辣",
            "",
            "",
        ];
        assert_eq!(drawn(&form, AREA), expected);
    }

    #[test]
    fn focus_walks_in_order_and_enter_submits_at_the_end() {
        use FormAction::*;
        let mut form = Form::new(vec![
            Field::line("a", ""),
            Field::line("b", ""),
            Field::choice("c", vec!["x".into()], 0),
        ]);
        let steps = [
            (Previous, Formed::Moved, 2),
            (Next, Formed::Moved, 0),
            (Edit(super::Edit::Down), Formed::Moved, 1),
            (Edit(super::Edit::Up), Formed::Moved, 0),
            (Edit(super::Edit::Up), Formed::Ignored, 0),
            (Enter, Formed::Moved, 1),
            (Enter, Formed::Moved, 2),
            (Edit(super::Edit::Right), Formed::Ignored, 2),
            (Enter, Formed::Submitted, 2),
            (To(9), Formed::Ignored, 2),
        ];
        for (action, result, focus) in steps {
            assert_eq!(
                (form.on(action.clone(), AREA), form.focus()),
                (result, focus),
                "{action:?}"
            );
        }
    }

    #[test]
    fn enter_breaks_the_line_of_a_text_and_arrows_leave_it_at_its_edges() {
        let mut form = customer();
        form.on(FormAction::To(3), AREA);
        assert_eq!(form.on(FormAction::Enter, AREA), Formed::Changed);
        assert_eq!(form.fields[3].value(), "喜欢靠窗\n不吃辣\n");
        let ups: Vec<_> = (0..4)
            .map(|_| (form.on(FormAction::Edit(Edit::Up), AREA), form.focus()))
            .collect();
        assert_eq!(
            ups,
            [
                (Formed::Moved, 3),
                (Formed::Moved, 3),
                (Formed::Moved, 2),
                (Formed::Moved, 1)
            ]
        );
    }

    #[test]
    fn a_change_is_noticed_and_taken_back_is_none() {
        let mut form = customer();
        assert!(!form.changed());
        form.on(FormAction::Edit(Edit::Type('x')), AREA);
        assert!(form.changed());
        form.on(FormAction::Edit(Edit::DeleteLeft), AREA);
        assert!(!form.changed());
        form.on(FormAction::To(2), AREA);
        form.on(FormAction::Edit(Edit::Right), AREA);
        assert!(form.changed() && form.fields[2].chosen() == Some(1));
    }

    #[test]
    fn an_empty_required_field_is_found_and_editing_clears_its_error() {
        let mut form = customer();
        form.on(FormAction::Edit(Edit::DeleteToHome), AREA);
        assert_eq!(form.missing(), Some(0));
        form.complain(0, "请填姓名");
        form.on(FormAction::Edit(Edit::Type('李')), AREA);
        assert_eq!((form.missing(), &form.fields[0].error), (None, &None));
    }

    #[test]
    fn a_low_form_scrolls_to_the_focused_field_and_its_caret() {
        let mut form = customer();
        let area = Rect::new(0, 0, 30, 2);
        for field in 0..4 {
            form.on(FormAction::To(field), area);
            let caret = form
                .caret(area, &PLAIN)
                .expect("the focused field is on screen");
            assert!(area.contains(caret));
            assert_eq!(form.field_at(area, caret), Some(field));
        }
        assert_eq!(drawn(&form, area), ["> 备注 喜欢靠窗", "       不吃辣"]);
    }

    #[test]
    fn no_size_makes_drawing_fail() {
        for width in 0..14 {
            for height in 0..4 {
                let area = Rect::new(0, 0, width, height);
                let mut form = customer();
                form.complain(3, "太长");
                drawn(&form, area);
                form.caret(area, &PLAIN);
                form.on(FormAction::Edit(Edit::Up), area);
            }
        }
    }
}
