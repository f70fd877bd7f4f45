//! Everything about one customer on one page: who they are, how to reach them, what they like, what was promised.

mod trade;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::answer::{Answer, Card};
use crate::app::op::Op;
use crate::app::past::field_named;
use crate::app::query::Query;
use crate::app::{contact, fact, relation};
use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::contact::Reach;
use crate::domain::customer::{Consent, Stage};
use crate::domain::fact::{Fact, Leaning};
use crate::domain::id::{ContactId, CustomerId, FactId, OpId, RelationId};
use crate::domain::past::Field;
use crate::domain::tag::{Colour, Worn};
use crate::i18n::{Strings, label, report};
use crate::tui::dialog::Dialog;
use crate::tui::dialog::picker::Picker;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Keymap, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::customers::{stage_style, tier_style};
use crate::tui::theme::Theme;
use crate::tui::widget::frame;
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::text::cells_u16;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, pad, paint, width, width_of as width_of_spans};

mod own;

/// Lines of pinned text and taboos that cannot be scrolled away.
const BANNER_LINES: usize = 2;
/// Open follow-ups shown.
const OPEN_SHOWN: usize = 3;

/// The pane's own state: which line the pointer is on.
#[derive(Default)]
pub struct Profile {
    of: Option<CustomerId>,
    list: ListState,
}

/// What a line stands for, where something can be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Contact(ContactId, Reach),
    Fact(FactId),
    /// The page of this company.
    Company,
    Tie(RelationId, CustomerId),
}

struct Line<'a> {
    label: &'a str,
    spans: Vec<Span<'a>>,
    item: Option<Item>,
}

impl Profile {
    /// What the pane shows of the current customer.
    #[must_use]
    pub fn query(&self, current: CustomerId, reveal: Option<OpId>) -> Query {
        Query::Card {
            id: current,
            reveal,
        }
    }

    /// Begins at the top again when another customer is shown.
    pub fn settle(&mut self, current: Option<CustomerId>) {
        if self.of != current {
            *self = Self {
                of: current,
                list: ListState::default(),
            };
        }
    }

    /// The field of the line under the pointer: a line without a label goes on with the one above.
    fn field(&self, turn: &Turn) -> Option<Field> {
        let card = card(turn.feed, turn.current)?;
        let styles = Styles::plain();
        let lines = body(card, turn.s, turn.now, width_of(turn.area), &styles);
        let mut above = lines.iter().take(self.list.selected + 1).rev();
        let label = above.find(|line| !line.label.is_empty());
        label.map_or(Some(Field::Column("name")), |line| {
            labelled(turn.s, line.label)
        })
    }

    /// Selects the line under a point.
    pub fn click(&mut self, at: Position, area: Rect, cx: &Cx) {
        let inner = frame::inner(area);
        let Some(card) = card(cx.feed, cx.current).filter(|_| inner.contains(at)) else {
            return;
        };
        let top = banner(card, inner, cx).len();
        let len = body(
            card,
            cx.s,
            cx.now,
            usize::from(inner.width),
            &Styles::plain(),
        )
        .len();
        let room = usize::from(inner.height).saturating_sub(top);
        self.list.settle(len, room);
        let line = usize::from(at.y - inner.y).checked_sub(top);
        if let Some(row) = line.and_then(|line| self.list.row_at(line, len)) {
            self.list.selected = row;
        }
    }

    fn item(&self, turn: &Turn) -> Option<Item> {
        let card = card(turn.feed, turn.current)?;
        let at = self.list.selected;
        body(
            card,
            turn.s,
            turn.now,
            width_of(turn.area),
            &Styles::plain(),
        )
        .into_iter()
        .nth(at)?
        .item
    }
}

/// The card on screen, if it is the current customer's.
#[must_use]
pub fn card(feed: &Feed, current: Option<CustomerId>) -> Option<&Card> {
    match feed.get(Slot::Card) {
        Some((_, Answer::Card(Some(card)))) if Some(card.customer.id) == current => Some(card),
        _ => None,
    }
}

/// The field that a label of this pane stands for.
fn labelled(s: &Strings, label: &str) -> Option<Field> {
    let leanings = [s.leaning.likes, s.leaning.avoids, s.leaning.needs];
    if leanings.contains(&label) {
        Some(Field::Facts)
    } else if label == s.field.preferred_short {
        Some(Field::Column("preferred"))
    } else {
        field_named(label)
    }
}

/// Cells of the labels on the left: as wide as the widest word of the language, and a blank.
fn label_cells(s: &Strings) -> usize {
    let f = &s.field;
    let labels = [
        f.phone,
        f.email,
        f.wechat,
        f.next,
        f.last_contact,
        s.desk.last_purchase,
        s.desk.spending,
        s.trade.points,
        s.trade.wants,
        f.birthday,
        f.tags,
        f.company,
        f.city,
        f.address,
        f.source,
        f.owner,
        f.hobbies,
        f.note,
        s.order.quality.verified,
        s.leaning.likes,
        s.leaning.avoids,
        s.leaning.needs,
    ];
    labels.iter().map(|label| width(label)).max().unwrap_or(0) + 1
}

fn width_of(area: Rect) -> usize {
    usize::from(frame::inner(area).width)
}

impl Layer for Profile {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Profile, Scope::List, Scope::Desk, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        if let Some(action) = ListAction::of(action) {
            let Some(card) = card(turn.feed, turn.current) else {
                return Handled::Yes;
            };
            let len = body(
                card,
                turn.s,
                turn.now,
                width_of(turn.area),
                &Styles::plain(),
            )
            .len();
            self.list
                .on(action, len, usize::from(frame::inner(turn.area).height));
            return Handled::Yes;
        }
        if action == Action::Past {
            match (turn.current, self.field(turn)) {
                (Some(id), Some(field)) => {
                    turn.open(Dialog::Picker(Picker::past(id, field, turn.s)))
                }
                _ => turn.hint(turn.s.merge.choose_field),
            }
            return Handled::Yes;
        }
        match (action, self.item(turn)) {
            (Action::BadNumber, Some(Item::Contact(id, reach))) => {
                let reach = if reach == Reach::Good {
                    Reach::Bad
                } else {
                    Reach::Good
                };
                turn.run(Op::Contact(contact::Op::SetReach { id, reach }));
            }
            (Action::Promote, Some(Item::Contact(id, _))) => {
                turn.run(Op::Contact(contact::Op::Promote { id }))
            }
            (Action::RemoveFact, Some(Item::Tie(id, _))) => {
                turn.run(Op::Relation(relation::Op::Remove(id)));
            }
            (Action::Open, Some(Item::Tie(_, other))) => turn.wishes.push(Wish::Show(other)),
            (Action::Open, Some(Item::Company)) => turn.wishes.push(Wish::Act(Action::Company)),
            (Action::RemoveFact, Some(Item::Fact(id))) => turn.run(Op::Fact(fact::Op::Remove(id))),
            (Action::BadNumber | Action::Promote, _) => turn.hint(turn.s.desk.choose_contact),
            (Action::RemoveFact, _) => turn.hint(turn.s.desk.choose_fact),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk;
        let title = match cx.reveal_left {
            Some(seconds) => format!("{} | {}", w.profile, (w.revealed_for)(seconds)),
            None => w.profile.to_owned(),
        };
        let inner = frame::draw(area, buf, &cx.look, &title, cx.focus());
        let Some(card) = card(cx.feed, cx.current) else {
            let text = if cx.current.is_none() {
                w.no_customer
            } else {
                ""
            };
            for (y, text) in (0..).zip(wrap(&cx.told(text), usize::from(inner.width))) {
                line(
                    buf,
                    inner,
                    y,
                    &[Span::styled(text, cx.look.theme.muted)],
                    cx,
                );
            }
            return;
        };
        let banner = banner(card, inner, cx);
        for (y, text) in (0..).zip(&banner) {
            let filled = pad(text, usize::from(inner.width));
            let spans = [Span::styled(filled, cx.look.theme.banner)];
            line(buf, inner, y, &spans, cx);
        }
        let top = cells_u16(banner.len());
        let styles = Styles::of(cx);
        let lines = body(card, cx.s, cx.now, usize::from(inner.width), &styles);
        let room = usize::from(inner.height.saturating_sub(top));
        let mut list = self.list;
        list.settle(lines.len(), room);
        let shown = lines.iter().enumerate().skip(list.top).take(room);
        for (y, (index, shown)) in (top..).zip(shown) {
            let pointed = cx.focused && index == list.selected;
            let pointer = if pointed { cx.look.glyphs.pointer } else { " " };
            let mut spans = vec![Span::styled(pointer, cx.look.theme.accent)];
            spans.push(Span::styled(
                pad(shown.label, label_cells(cx.s)),
                cx.look.theme.muted,
            ));
            if shown.label.is_empty() && index == 0 {
                spans.pop();
            }
            spans.extend(shown.spans.iter().cloned());
            line(buf, inner, y, &spans, cx);
            if pointed {
                buf.set_style(
                    Rect {
                        y: inner.y + y,
                        height: 1,
                        ..inner
                    },
                    cx.look.theme.selection,
                );
            }
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

fn line(buf: &mut Buffer, inner: Rect, y: u16, spans: &[Span], cx: &Cx) {
    if y < inner.height {
        paint(
            buf,
            Position::new(inner.x, inner.y + y),
            inner.width,
            spans,
            Align::Left,
            cx.look.theme.text,
            cx.look.glyphs,
        );
    }
}

/// What must be read first, in lines; one line is always left for the rest.
fn banner(card: &Card, inner: Rect, cx: &Cx) -> Vec<String> {
    let taboos: Vec<&str> = card
        .facts
        .iter()
        .filter(|fact| fact.leaning == Leaning::Avoids)
        .map(|fact| fact.text.as_str())
        .collect();
    let mut texts: Vec<String> = Vec::new();
    if card.customer.consent == Consent::Withdrawn {
        texts.push(format!(
            "{} {}",
            cx.look.glyphs.warn, cx.s.desk.script.do_not_contact
        ));
    }
    if !taboos.is_empty() {
        texts.push(format!(
            "{} {} {}",
            cx.look.glyphs.warn,
            cx.s.leaning.avoids,
            taboos.join(cx.s.list_comma)
        ));
    }
    texts.extend(
        card.alerts
            .iter()
            .map(|alert| format!("{} {}", cx.look.glyphs.warn, alert.note)),
    );
    texts.extend(
        card.customer
            .pinned
            .lines()
            .take(BANNER_LINES)
            .map(|text| format!("{} {text}", cx.look.glyphs.warn)),
    );
    let cells = usize::from(inner.width);
    let lines = texts
        .iter()
        .flat_map(|text| wrap(text, cells).into_iter().take(BANNER_LINES));
    let room = usize::from(inner.height.saturating_sub(1));
    lines.take(room.min(BANNER_LINES + 1)).collect()
}

/// The styles a body uses; the plain ones serve whoever only counts lines.
struct Styles<'a> {
    title: Style,
    muted: Style,
    accent: Style,
    danger: Style,
    warn: Style,
    ok: Style,
    tier: Style,
    stage: Style,
    /// `None` for whoever only counts lines.
    theme: Option<&'static Theme>,
    /// The same.
    keys: Option<&'a Keymap>,
}

impl<'a> Styles<'a> {
    fn plain() -> Self {
        let none = Style::new();
        Self {
            title: none,
            muted: none,
            accent: none,
            danger: none,
            warn: none,
            ok: none,
            tier: none,
            stage: none,
            theme: None,
            keys: None,
        }
    }

    fn of(cx: &Cx<'a>) -> Self {
        let theme = cx.look.theme;
        let card = card(cx.feed, cx.current);
        Self {
            title: theme.title,
            muted: theme.muted,
            accent: theme.accent,
            danger: theme.danger,
            warn: theme.warn,
            ok: theme.ok,
            tier: card.map_or(theme.text, |card| tier_style(card.tier, cx)),
            stage: card.map_or(theme.text, |card| stage_style(card.stage, cx)),
            theme: Some(theme),
            keys: Some(cx.keys),
        }
    }
}

/// A text with the keys it names as they are here.
fn told(text: &str, s: &Strings, styles: &Styles) -> String {
    match styles.keys {
        Some(keys) => keys.told(text, &s.desk.action),
        None => text.to_owned(),
    }
}

/// Each tag by its word; one that a rule has put on says so.
fn tags<'a>(worn: &'a [Worn], s: &Strings, styles: &Styles) -> Vec<Span<'a>> {
    let mut spans = Vec::with_capacity(worn.len() * 2);
    for worn in worn {
        let auto = match worn.rule {
            Some(_) => format!("({})", s.order.tag.auto),
            None => String::new(),
        };
        if !spans.is_empty() {
            spans.push(Span::raw(" "));
        }
        let style = match (worn.colour, styles.theme) {
            (Colour::Plain, _) | (_, None) => styles.accent,
            (colour, Some(theme)) => theme.tag(colour),
        };
        spans.push(Span::styled(format!("#{}{auto}", worn.name), style));
    }
    spans
}

fn body<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    cells: usize,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let mut lines = vec![headline(card, s, styles)];
    let about = &card.customer.about;
    let text = |label: &'static str, value: &'a str| {
        (!value.is_empty()).then(|| {
            let rows = wrap(value, cells.saturating_sub(label_cells(s) + 1).max(8));
            rows.into_iter()
                .enumerate()
                .map(|(n, row)| Line {
                    label: if n == 0 { label } else { "" },
                    spans: vec![Span::raw(row)],
                    item: None,
                })
                .collect::<Vec<_>>()
        })
    };
    let pick = |list: Option<Vec<Line<'a>>>| list.unwrap_or_default();
    let mut place = pick(text(s.field.company, &about.company));
    for line in &mut place {
        line.item = Some(Item::Company);
    }
    let address = pick(text(s.field.address, &about.address));
    let city = pick(text(s.field.city, &about.city));
    let source = pick(text(s.field.source, &about.source));
    let owner = pick(text(s.field.owner, &about.owner));
    let hobbies = pick(text(s.field.hobbies, &about.hobbies));
    let note = pick(text(s.field.note, &about.note));
    lines.extend(place);
    lines.extend(contacts(card, s, styles));
    lines.extend(open(card, s, now, styles));
    lines.extend(spending(card, s, now, styles));
    lines.extend(hints(card, s, styles));
    lines.extend(trade::lines(card, s, now.today(), styles));
    lines.extend(about.birthday.map(|day| birthday(day, s, now, styles)));
    if !card.worn.is_empty() {
        lines.push(Line {
            label: s.field.tags,
            spans: tags(&card.worn, s, styles),
            item: None,
        });
    }
    if let Some(channel) = about.preferred {
        let spans = vec![Span::raw(label::channel(s, channel))];
        lines.push(Line {
            label: s.field.preferred_short,
            spans,
            item: None,
        });
    }
    lines.extend(facts(card, s, cells, styles));
    lines.extend(own::lines(card, s, styles));
    lines.extend(
        city.into_iter()
            .chain(address)
            .chain(source)
            .chain(owner)
            .chain(hobbies)
            .chain(note),
    );
    lines.push(freshness(card, s, now, styles));
    lines
}

/// What is worth a word: that they are late, and what they have not bought yet. A line each.
fn hints<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Line<'a>> {
    let hint = |label: &'static str, text: String| Line {
        label,
        spans: vec![Span::styled(text, styles.muted)],
        item: None,
    };
    let advice = &card.advice;
    let late = (!advice.late.is_empty())
        .then(|| hint(s.report.late, report::sheet::reasons(s, &advice.late)));
    let offer = advice.offer.as_ref().map(|law| {
        let share = report::share(law.k, law.n);
        let text = (s.report.offer_why)(&law.bought, &law.not_yet, &share);
        hint(s.report.offer_label, text)
    });
    late.into_iter().chain(offer).collect()
}

/// When the record was last verified, and how complete it is.
fn freshness<'a>(
    card: &Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Line<'a> {
    let w = &s.order.quality;
    let verified = card.verified.map_or_else(
        || s.time.never.to_owned(),
        |day| label::day(s, day, now.today()),
    );
    let mut spans = vec![Span::styled(verified, styles.muted)];
    if card.is_stale {
        spans.push(Span::styled(
            format!(" {}", told(w.stale, s, styles)),
            styles.warn,
        ));
    }
    let complete = (w.complete)(card.completeness);
    spans.push(Span::styled(format!("  {complete}"), styles.muted));
    Line {
        label: w.verified,
        spans,
        item: None,
    }
}

fn headline<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Line<'a> {
    let about = &card.customer.about;
    let mut spans = vec![Span::styled(about.name.as_str(), styles.title)];
    if !about.nickname.is_empty() && about.nickname != about.name {
        spans.push(Span::styled(format!(" ({})", about.nickname), styles.muted));
    }
    if let Some(gender) = about.gender {
        spans.push(Span::styled(
            format!(" {}", label::gender(s, gender)),
            styles.muted,
        ));
    }
    spans.push(Span::styled(
        format!("  [{}]", label::tier(s, card.tier)),
        styles.tier,
    ));
    // A prospect's stage is the same word as their tier.
    if card.stage != Stage::Potential {
        spans.push(Span::styled(
            format!(" {}", label::stage(s, card.stage)),
            styles.stage,
        ));
    }
    if let Some(pin) = &card.stage_pin {
        spans.push(Span::styled(
            format!(" ({})", (s.report.stage_pinned)(&pin.why)),
            styles.muted,
        ));
    }
    if card.customer.deleted_at.is_some() {
        spans.push(Span::styled(format!(" {}", s.desk.in_bin), styles.danger));
    }
    if !about.title.is_empty() {
        spans.push(Span::styled(format!("  {}", about.title), styles.muted));
    }
    Line {
        label: "",
        spans,
        item: None,
    }
}

fn contacts<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Line<'a>> {
    let mut before = None;
    card.contacts
        .iter()
        .map(|shown| {
            let label = if before.replace(shown.method) == Some(shown.method) {
                ""
            } else {
                label::method(s, shown.method)
            };
            let bad = shown.reach == Reach::Bad;
            let mut spans = vec![Span::styled(
                shown.text.as_str(),
                if bad { styles.muted } else { Style::new() },
            )];
            if !shown.label.is_empty() {
                spans.push(Span::styled(format!(" {}", shown.label), styles.muted));
            }
            if bad {
                spans.push(Span::styled(
                    format!(" {}", s.desk.bad_number),
                    styles.danger,
                ));
            }
            Line {
                label,
                spans,
                item: Some(Item::Contact(shown.contact, shown.reach)),
            }
        })
        .collect()
}

fn open<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let today = now.today();
    let mut lines: Vec<Line> = card
        .open
        .iter()
        .take(OPEN_SHOWN)
        .enumerate()
        .map(|(n, follow_up)| {
            let style = if follow_up.due < today {
                styles.danger
            } else {
                styles.warn
            };
            let due = format!(
                "{} {} ",
                label::month_day(follow_up.due, today),
                label::distance(s, follow_up.due, today)
            );
            Line {
                label: if n == 0 { s.field.next } else { "" },
                spans: vec![Span::styled(due, style), Span::raw(follow_up.note.as_str())],
                item: None,
            }
        })
        .collect();
    if card.open.is_empty() {
        lines.push(Line {
            label: s.field.next,
            spans: vec![Span::styled(
                told(s.desk.nothing_promised, s, styles),
                styles.muted,
            )],
            item: None,
        });
    } else if card.open.len() > OPEN_SHOWN {
        lines.push(Line {
            label: "",
            spans: vec![Span::styled(
                (s.desk.and_more)(card.open.len() - OPEN_SHOWN),
                styles.muted,
            )],
            item: None,
        });
    }
    lines
}

fn spending<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let today = now.today();
    let mut lines = Vec::new();
    if let Some(at) = card.last_contact {
        let day = at.day(now.offset);
        let text = format!(
            "{} {}",
            label::month_day(day, today),
            label::distance(s, day, today)
        );
        lines.push(Line {
            label: s.field.last_contact,
            spans: vec![Span::raw(text)],
            item: None,
        });
    }
    if let Some(last) = &card.last_purchase {
        let (day, bought) = (last.bought.day, &last.bought);
        let text = format!("{} {} ", bought.item, label::money(s, bought.amount_cents));
        let when = label::distance(s, day, today);
        lines.push(Line {
            label: s.desk.last_purchase,
            spans: vec![Span::raw(text), Span::styled(when, styles.muted)],
            item: None,
        });
        let total = (s.desk.spent)(
            card.purchase_days,
            &label::money(s, card.spend_cents),
            &label::money(s, card.year_cents),
        );
        lines.push(Line {
            label: s.desk.spending,
            spans: vec![Span::raw(total)],
            item: None,
        });
    }
    lines
}

fn birthday<'a>(
    day: Birthday,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Line<'a> {
    let today = now.today();
    let mut text = match day.calendar() {
        Calendar::Solar => day.to_string().trim_start_matches("--").to_owned(),
        Calendar::Lunar => format!(
            "{} {}",
            s.desk.lunar,
            day.lunar_zh().unwrap_or_else(|| day.to_string())
        ),
    };
    let mut spans = Vec::new();
    if let Some(next) = day.next_on_or_after(today) {
        let left = (next - today).num_days();
        if day.calendar() == Calendar::Lunar {
            text = format!("{text} = {}", label::month_day(next, today));
        }
        let age = day
            .age_on_next(today)
            .map(|age| (s.desk.turns)(age))
            .unwrap_or_default();
        let style = if left <= 7 { styles.warn } else { styles.muted };
        spans.push(Span::styled(
            format!(" {}{age}", label::distance(s, next, today)),
            style,
        ));
    }
    spans.insert(0, Span::raw(text));
    Line {
        label: s.field.birthday,
        spans,
        item: None,
    }
}

fn facts<'a>(card: &'a Card, s: &'static Strings, cells: usize, styles: &Styles) -> Vec<Line<'a>> {
    let room = cells.saturating_sub(label_cells(s) + 3).max(8);
    let told = |fact: &'a Fact| {
        let style = match fact.leaning {
            Leaning::Avoids => styles.danger,
            Leaning::Needs => styles.warn,
            Leaning::Likes => styles.ok,
        };
        let item = Some(Item::Fact(fact.id));
        let mut lines: Vec<Line> = wrap(&fact.text, room)
            .into_iter()
            .enumerate()
            .map(|(n, row)| {
                let sign = if n == 0 { fact.leaning.sign() } else { ' ' };
                let spans = vec![Span::styled(format!("{sign} "), style), Span::raw(row)];
                let label = if n == 0 {
                    label::leaning(s, fact.leaning)
                } else {
                    ""
                };
                Line { label, spans, item }
            })
            .collect();
        let from = format!("  {} {}", fact.day.format("%Y-%m-%d"), fact.source);
        if let Some(last) = lines.last_mut()
            && width_of_spans(&last.spans) + width(&from) <= room
        {
            last.spans.push(Span::styled(from, styles.muted));
        }
        lines
    };
    card.facts.iter().flat_map(told).collect()
}
