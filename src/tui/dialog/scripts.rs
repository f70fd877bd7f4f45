//! The library of ready-made texts: choosing one or joining several, filling what the desk does not know, and handing the text over. What
//! is filled and how is decided in domain::script.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::choice::Choice;
use super::script_form::ScriptForm;
use crate::app::answer::{Answer, Card, Pulse};
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::script;
use crate::domain::customer::Consent;
use crate::domain::id::{CustomerId, ScriptId};
use crate::domain::name::{Lang, honorific};
use crate::domain::script::{Filled, JOIN_MAX, Known, Told, Words, fill, join};
use crate::i18n::{Strings, label};
use crate::search::words;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::profile;
use crate::tui::state::copy::Sending;
use crate::tui::widget::input::{Edit, Edited, Input};
use crate::tui::widget::menu::{Item, Menu, MenuAction, Menued, Ranked};
use crate::tui::widget::text::paint_text;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::toast::Level;
use crate::tui::widget::{frame, popup};

/// The widest box, in cells.
const CELLS: u16 = 72;
/// The blank being filled, its hint, and the frame.
const FILLING_ROWS: u16 = 4;

/// The blanks that only a person can fill, one after the other.
struct Filling {
    names: Vec<String>,
    /// What the first of them are filled with.
    values: Vec<String>,
    input: Input,
    error: Option<&'static str>,
}

/// The library, opened for one customer.
pub struct Scripts {
    customer: CustomerId,
    /// The language the texts are wanted in, and the one the menu was written in.
    text_lang: Lang,
    menu_lang: Lang,
    told: Vec<Told>,
    /// Marked to be joined, in this order.
    marked: Vec<ScriptId>,
    menu: Menu,
    filling: Option<Filling>,
}

impl Scripts {
    #[must_use]
    pub fn new(customer: CustomerId, s: &Strings) -> Self {
        Self {
            customer,
            text_lang: s.lang,
            menu_lang: s.lang,
            told: Vec::new(),
            marked: Vec::new(),
            menu: menu(&[], s),
            filling: None,
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Scripts {
            customer: Some(self.customer),
        }
    }

    /// Takes over the library when it comes, or when the desk has changed its language.
    pub fn settle(&mut self, turn: &Turn) {
        let Some((_, Answer::Scripts(told))) = turn.feed.get(Slot::Dialog) else {
            return;
        };
        if self.told == *told && self.menu_lang == turn.s.lang {
            return;
        }
        self.told.clone_from(told);
        self.menu_lang = turn.s.lang;
        self.menu = menu(&self.items(turn), turn.s);
    }

    fn items(&self, turn: &Turn) -> Vec<Item> {
        let (s, today, offset) = (turn.s, turn.now.today(), turn.now.offset);
        let hint = |told: &Told| {
            let mut parts = vec![told.script.words.code.clone()];
            if told.uses > 0 {
                parts.push((s.desk.script.uses)(told.uses));
            }
            if told.judged > 0 {
                parts.push((s.desk.script.answered)(told.answered, told.judged));
            }
            parts.extend(told.last.map(|at| label::month_day(at.day(offset), today)));
            parts.join(" ")
        };
        self.told
            .iter()
            .map(|told| Item {
                label: self.label(told),
                hint: hint(told),
                disabled: None,
            })
            .collect()
    }

    fn label(&self, told: &Told) -> String {
        let words = &told.script.words;
        let at = self.marked.iter().position(|id| *id == told.script.id);
        let mark = at.map_or_else(String::new, |n| format!("[{}] ", n + 1));
        match words.folder.as_str() {
            "" => format!("{mark}{}", words.headline),
            folder => format!("{mark}{folder} / {}", words.headline),
        }
    }

    /// Those that are joined: the marked ones, or the one under the pointer.
    fn chosen(&self) -> Vec<&Told> {
        if self.marked.is_empty() {
            let selected = self.menu.selected();
            return selected
                .and_then(|n| self.told.get(n))
                .into_iter()
                .collect();
        }
        let of = |id: &ScriptId| self.told.iter().find(|told| told.script.id == *id);
        self.marked.iter().filter_map(of).collect()
    }

    /// The text as far as it can be filled.
    fn filled(&self, feed: &Feed) -> Filled {
        let card = profile::card(feed, Some(self.customer));
        let pulse = match feed.get(Slot::Pulse) {
            Some((_, Answer::Pulse(pulse))) => Some(pulse),
            _ => None,
        };
        let part = |told: &Told| {
            let (text, lang) = told.script.words.text(self.text_lang);
            fill(text, |name| {
                known(name, lang, card, pulse).or_else(|| self.typed(name))
            })
        };
        join(self.chosen().into_iter().map(part).collect())
    }

    /// What a person has said a blank is to be filled with.
    fn typed(&self, name: &str) -> Option<String> {
        let filling = self.filling.as_ref()?;
        let at = filling.names.iter().position(|known| known == name)?;
        let now = filling.values.len() == at;
        filling
            .values
            .get(at)
            .cloned()
            .or_else(|| now.then(|| filling.input.value().to_owned()))
    }

    fn mark(&mut self, turn: &mut Turn) {
        let Some(told) = self.menu.selected().and_then(|n| self.told.get(n)) else {
            return;
        };
        let id = told.script.id;
        match self.marked.iter().position(|marked| *marked == id) {
            Some(at) => {
                self.marked.remove(at);
            }
            None if self.marked.len() == JOIN_MAX => {
                turn.hint(&(turn.s.desk.script.too_many)(JOIN_MAX));
            }
            None => self.marked.push(id),
        }
        for (n, told) in self.told.iter().enumerate() {
            self.menu.relabel(n, self.label(told));
        }
    }

    /// Hands the text over, or asks for what is missing first.
    fn accept(&mut self, turn: &mut Turn) {
        if self.told.is_empty() {
            return turn.run(Op::Script(script::Op::Starter(turn.s.lang)));
        }
        if withdrawn(turn.feed, self.customer) {
            let error = crate::app::Error::DoNotContact;
            return turn.say(Level::Error, error.message(turn.s));
        }
        if self.chosen().is_empty() {
            return;
        }
        let filled = self.filled(turn.feed);
        if filled.missing.is_empty() {
            self.send(filled.text, turn);
        } else {
            self.filling = Some(Filling {
                names: filled.missing,
                values: Vec::new(),
                input: Input::line(""),
                error: None,
            });
        }
    }

    /// Opens the form of a new script or of the one under the pointer, or asks whether that one shall go.
    fn change(&self, action: Action, turn: &mut Turn) {
        let all = self.told.iter().map(|told| &told.script);
        let selected = self.menu.selected().and_then(|n| self.told.get(n));
        let dialog = match (action, selected) {
            (Action::NewScript, _) => Dialog::Script(Box::new(ScriptForm::new(all, turn.s))),
            (_, None) => return,
            (Action::EditScript, Some(told)) => {
                Dialog::Script(Box::new(ScriptForm::edit(&told.script, all, turn.s)))
            }
            (_, Some(told)) => Dialog::Choice(Choice::delete_script(&told.script)),
        };
        turn.open(dialog);
    }

    fn send(&self, text: String, turn: &mut Turn) {
        let chosen = self.chosen();
        let names: Vec<&str> = chosen
            .iter()
            .map(|told| told.script.words.headline.as_str())
            .collect();
        let said = chosen.iter().find_map(|told| told.script.words.channel);
        let preferred = profile::card(turn.feed, Some(self.customer))
            .and_then(|card| card.customer.about.preferred);
        let sending = Sending {
            customer: self.customer,
            text,
            headline: names.join(turn.s.list_comma),
            channel: said.or(preferred),
        };
        let ids = chosen.iter().map(|told| told.script.id).collect();
        let op = Op::Script(script::Op::Use {
            ids,
            customer: self.customer,
        });
        turn.close();
        turn.wishes
            .push(Wish::Send(Box::new(sending), Box::new(op)));
    }

    /// Takes the blank being filled; behind the last one the text is handed over.
    fn fill_in(&mut self, turn: &mut Turn) {
        let Some(filling) = &mut self.filling else {
            return;
        };
        let value = filling.input.value().trim().to_owned();
        if value.is_empty() {
            filling.error = Some(turn.s.desk.script.must_fill);
            return;
        }
        filling.values.push(value);
        filling.input = Input::line("");
        if filling.values.len() == filling.names.len() {
            let filled = self.filled(turn.feed);
            self.send(filled.text, turn);
        }
    }

    fn refilter(&mut self) {
        let rank = |found_by: fn(&Words) -> [&str; 3]| {
            let told = self.told.iter();
            let texts: Vec<String> = told
                .map(|told| found_by(&told.script.words).join("\n"))
                .collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            words::rank(self.menu.filter(), &texts)
        };
        // What it is called comes before what it says.
        let mut found = rank(|w| [&w.code, &w.headline, &w.folder]);
        for item in rank(|w| [&w.text_zh, &w.text_en, ""]) {
            if !found.contains(&item) {
                found.push(item);
            }
        }
        let order = found
            .into_iter()
            .map(|item| Ranked {
                item,
                matched: Vec::new(),
            })
            .collect();
        self.menu.rank(order);
    }
}

fn menu(items: &[Item], s: &Strings) -> Menu {
    let w = &s.desk.script;
    Menu::new(w.title, s.desk.type_to_filter, w.none, items.to_vec())
}

/// What the desk knows by itself.
fn known(name: &str, lang: Lang, card: Option<&Card>, pulse: Option<&Pulse>) -> Option<String> {
    let about = card.map(|card| &card.customer.about);
    match Known::of(name)? {
        Known::Honorific => about.map(|about| honorific(&about.name, about.gender, lang)),
        Known::Name => about.map(|about| about.name.clone()),
        Known::Shop => pulse.map(|pulse| pulse.shop.clone()),
        Known::Agent => pulse.map(|pulse| pulse.agent.clone()),
        Known::Points => card.map(|card| card.trade.points.to_string()),
        Known::Coupon => card.and_then(|card| Some(card.trade.coupons.first()?.code.clone())),
    }
    .filter(|value| !value.is_empty())
}

fn withdrawn(feed: &Feed, customer: CustomerId) -> bool {
    profile::card(feed, Some(customer))
        .is_some_and(|card| card.customer.consent == Consent::Withdrawn)
}

/// Where the menu, or the blank, is.
fn upper(area: Rect) -> Rect {
    Rect {
        height: area.height * 3 / 4,
        ..area
    }
}

/// Where the text is: right below the menu, which takes three quarters of its part, in the middle of it.
fn lower(area: Rect) -> Rect {
    let upper = upper(area);
    let y = upper.bottom().saturating_sub(upper.height / 8);
    let width = CELLS.min(area.width.saturating_sub(4)).max(24);
    popup::centred(
        Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        },
        width,
        u16::MAX,
    )
}

fn filling_area(area: Rect) -> Rect {
    let width = CELLS.min(area.width.saturating_sub(4)).max(24);
    popup::centred(upper(area), width, FILLING_ROWS)
}

fn input_area(area: Rect) -> Rect {
    let inner = frame::inner(filling_area(area));
    Rect {
        height: 1.min(inner.height),
        ..inner
    }
}

impl Layer for Scripts {
    fn scopes(&self) -> &'static [Scope] {
        match self.filling {
            Some(_) => &[Scope::Prompt, Scope::Global],
            None => &[Scope::Scripts, Scope::Menu, Scope::Global],
        }
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match (action, self.filling.is_some()) {
            (Action::Submit, true) => self.fill_in(turn),
            (Action::Back, true) => self.filling = None,
            (Action::Submit, false) => self.accept(turn),
            (Action::Join, false) => self.mark(turn),
            (Action::NewScript | Action::EditScript | Action::DeleteScript, false) => {
                self.change(action, turn);
            }
            (Action::OtherText, false) => {
                self.text_lang = match self.text_lang {
                    Lang::Zh => Lang::En,
                    Lang::En => Lang::Zh,
                };
            }
            (action, false) => return self.in_menu(action, turn),
            (_, true) => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        let cells = usize::from(input_area(turn.area).width);
        let Some(filling) = &mut self.filling else {
            return self.menued(MenuAction::Edit(edit), turn);
        };
        match filling.input.on(edit, cells) {
            Edited::Ignored => Handled::Ignored,
            Edited::Full | Edited::Moved | Edited::Changed => {
                filling.error = None;
                Handled::Yes
            }
        }
    }

    fn menu(&self) -> Option<&Menu> {
        self.filling.is_none().then_some(&self.menu)
    }

    fn menu_mut(&mut self) -> Option<&mut Menu> {
        self.filling.is_none().then_some(&mut self.menu)
    }

    fn menu_area(&self, area: Rect) -> Rect {
        upper(area)
    }

    fn heard(&mut self, menued: Menued, turn: &mut Turn) {
        match menued {
            Menued::Filtered => self.refilter(),
            Menued::Chosen(_) => self.accept(turn),
            Menued::Ignored | Menued::Moved | Menued::Refused(_) => {}
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        match &self.filling {
            Some(filling) => draw_filling(filling, area, buf, cx),
            None => self
                .menu
                .draw(upper(area), buf, &cx.look, |text| cx.told(text)),
        }
        self.draw_text(lower(area), buf, cx);
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        match &self.filling {
            Some(filling) => filling.input.caret(input_area(area), &cx.look),
            None => self.menu.caret(upper(area), &cx.look),
        }
    }
}

fn draw_filling(filling: &Filling, area: Rect, buf: &mut Buffer, cx: &Cx) {
    let w = &cx.s.desk.script;
    let name = filling.names.get(filling.values.len());
    let title = (w.fill_title)(name.map_or("", String::as_str));
    let inner = popup::draw(filling_area(area), buf, &cx.look, &title);
    filling.input.draw(input_area(area), buf, &cx.look, "");
    let (text, style) = match filling.error {
        Some(error) => (error, cx.look.theme.danger),
        None => (w.fill_hint, cx.look.theme.muted),
    };
    if inner.height > 1 {
        let at = Position::new(inner.x, inner.y + 1);
        paint_text(buf, at, inner.width, &cx.told(text), style, cx.look.glyphs);
    }
}

impl Scripts {
    /// The text as it would be copied; what stands in the way comes first.
    fn draw_text(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        if area.height < 3 || self.told.is_empty() {
            return;
        }
        let (w, theme) = (&cx.s.desk.script, cx.look.theme);
        let inner = popup::draw(area, buf, &cx.look, w.preview);
        let filled = self.filled(cx.feed);
        let mut lines = Vec::new();
        if withdrawn(cx.feed, self.customer) {
            let text = format!("{} {}", cx.look.glyphs.warn, w.do_not_contact);
            lines.push((text, theme.danger));
        }
        if !filled.missing.is_empty() {
            let text = (w.to_fill)(&filled.missing.join(cx.s.list_comma));
            lines.extend(
                wrap(&text, usize::from(inner.width))
                    .into_iter()
                    .map(|line| (line, theme.warn)),
            );
        }
        lines.extend(
            wrap(&filled.text, usize::from(inner.width))
                .into_iter()
                .map(|line| (line, theme.text)),
        );
        for (y, (line, style)) in (inner.y..inner.bottom()).zip(lines) {
            let at = Position::new(inner.x, y);
            paint_text(buf, at, inner.width, &line, style, cx.look.glyphs);
        }
    }
}
