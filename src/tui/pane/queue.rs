//! The follow-up queue: overdue, today, soon, later, worked from the top down; then who may need something again, to be taken or let be.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::answer::{Answer, Queue as Lines, QueueRow};
use crate::app::offer::{self, Suggestion};
use crate::app::op::Op;
use crate::app::query::Query;
use crate::domain::follow_up::Bucket;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::offer::Put;
use crate::i18n::{label, offer as words};
use crate::insight::rebuy::Rebuy;
use crate::tui::dialog::{Dialog, choice, prompt};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::state::Focus;
use crate::tui::widget::frame;
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::list::{Header, List, Row};
use crate::tui::widget::text::Align;

/// The pane's own state; its lines are in the feed. `item` counts follow-ups, `list` counts lines with headings.
#[derive(Default)]
pub struct Queue {
    item: usize,
    selected: Option<Chosen>,
    list: ListState,
}

/// What the selection stands on, however the lines around it move.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Chosen {
    Promised(FollowUpId, CustomerId),
    Suggested(CustomerId, Rebuy),
}

impl Chosen {
    fn of(queue: &Lines, item: usize) -> Option<Self> {
        if let Some(row) = queue.rows.get(item) {
            return Some(Self::Promised(row.follow_up.id, row.follow_up.customer));
        }
        let one = queue
            .suggested
            .rows
            .get(item.checked_sub(queue.rows.len())?)?;
        Some(Self::Suggested(one.customer, one.rebuy.clone()))
    }

    fn customer(&self) -> CustomerId {
        match self {
            Self::Promised(_, customer) | Self::Suggested(customer, _) => *customer,
        }
    }

    /// Where it stands among the items now.
    fn place(&self, queue: &Lines) -> Option<usize> {
        match self {
            Self::Promised(id, _) => queue.rows.iter().position(|row| row.follow_up.id == *id),
            Self::Suggested(customer, rebuy) => {
                let rows = queue.suggested.rows.iter();
                let is_it = |one: &Suggestion| one.customer == *customer && one.rebuy == *rebuy;
                rows.enumerate()
                    .find(|(_, one)| is_it(one))
                    .map(|(at, _)| at + queue.rows.len())
            }
        }
    }
}

/// A line of the pane.
enum Line {
    Heading(Bucket),
    /// Over those who may need something again.
    Suggested,
    Item(usize),
}

impl Queue {
    /// What the pane shows.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Queue
    }

    /// Which follow-up is selected, counted from the top.
    #[must_use]
    pub fn item(&self) -> usize {
        self.item
    }

    /// The customer of the selected follow-up.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        self.selected.as_ref().map(Chosen::customer)
    }

    /// Takes over new lines: the selection stays on its follow-up; when that is settled, the next one moves up under it.
    pub fn settle(&mut self, feed: &Feed, area: Option<Rect>) {
        let Some(queue) = shown(feed) else { return };
        let at = self.selected.as_ref().and_then(|one| one.place(queue));
        self.item = at.unwrap_or(self.item).min(items(queue).saturating_sub(1));
        self.point(queue, height(area));
    }

    /// Selects the follow-up under a point.
    pub fn click(&mut self, at: Position, area: Rect, feed: &Feed) {
        let Some(queue) = shown(feed) else { return };
        let inner = frame::inner(area);
        let lines = lines(queue);
        let line =
            at.y.checked_sub(inner.y)
                .and_then(|line| self.list.row_at(usize::from(line), lines.len()));
        if let Some(Line::Item(item)) = line.and_then(|line| lines.get(line)) {
            self.item = *item;
            self.point(queue, height(Some(area)));
        }
    }

    fn point(&mut self, queue: &Lines, height: usize) {
        self.selected = Chosen::of(queue, self.item);
        let lines = lines(queue);
        self.list.selected = lines
            .iter()
            .position(|line| matches!(line, Line::Item(item) if *item == self.item))
            .unwrap_or(0);
        self.list.settle(lines.len(), height);
        if self.item == 0 {
            self.list.top = 0;
        }
    }

    fn go(&mut self, action: ListAction, turn: &mut Turn) {
        let Some(queue) = shown(turn.feed) else {
            return;
        };
        let height = height(Some(turn.area));
        let mut items = ListState {
            selected: self.item,
            top: 0,
        };
        items.on(action, self::items(queue), height);
        self.item = items.selected;
        self.point(queue, height);
    }
}

fn shown(feed: &Feed) -> Option<&Lines> {
    match feed.get(Slot::Queue) {
        Some((_, Answer::Queue(queue))) => Some(queue),
        _ => None,
    }
}

fn height(area: Option<Rect>) -> usize {
    usize::from(area.map(frame::inner).unwrap_or_default().height)
}

fn lines(queue: &Lines) -> Vec<Line> {
    let mut lines = Vec::with_capacity(queue.rows.len() + 4);
    let mut bucket = None;
    for (item, row) in queue.rows.iter().enumerate() {
        if bucket != Some(row.bucket) {
            bucket = Some(row.bucket);
            lines.push(Line::Heading(row.bucket));
        }
        lines.push(Line::Item(item));
    }
    if !queue.suggested.rows.is_empty() {
        lines.push(Line::Suggested);
        lines.extend((queue.rows.len()..items(queue)).map(Line::Item));
    }
    lines
}

/// How many lines can be selected.
fn items(queue: &Lines) -> usize {
    queue.rows.len() + queue.suggested.rows.len()
}

impl Layer for Queue {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Queue, Scope::List, Scope::Desk, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        if let Some(action) = ListAction::of(action) {
            self.go(action, turn);
            return Handled::Yes;
        }
        let Some(chosen) = &self.selected else {
            return Handled::Ignored;
        };
        if action == Action::Open {
            turn.wishes.push(Wish::Focus(Focus::Profile));
            return Handled::Yes;
        }
        let (id, customer) = match chosen {
            Chosen::Promised(id, customer) => (*id, *customer),
            Chosen::Suggested(customer, rebuy) => return answered(action, *customer, rebuy, turn),
        };
        match action {
            Action::Complete => turn.open(Dialog::Prompt(prompt::Prompt::new(
                prompt::Purpose::Complete { customer, id },
            ))),
            Action::Snooze => turn.open(Dialog::Choice(choice::Choice::snooze(vec![id], turn))),
            Action::Cancel => turn.open(Dialog::Prompt(prompt::Prompt::new(
                prompt::Purpose::Cancel { id },
            ))),
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
        let empty = Lines::default();
        let queue = shown(cx.feed).unwrap_or(&empty);
        let w = &cx.s.desk;
        let open: i64 = queue.counts.iter().sum();
        let title = format!("{} {open} | {}", w.queue, (w.done_today)(queue.done_today));
        let inner = frame::draw(area, buf, &cx.look, &title, cx.focus());
        let lines = lines(queue);
        let columns = [
            Column {
                title: "",
                width: Width::Flex { min: 10, share: 2 },
                align: Align::Left,
            },
            Column {
                title: "",
                width: Width::Fixed(10),
                align: Align::Right,
            },
            Column {
                title: "",
                width: Width::Flex { min: 8, share: 5 },
                align: Align::Left,
            },
        ];
        let settled = shown(cx.feed).is_some();
        let list = List {
            columns: &columns,
            len: lines.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Hidden,
            empty: &cx.told(if settled { w.queue_empty } else { "" }),
        };
        list.draw(inner, buf, &cx.look, |index| match lines[index] {
            Line::Heading(bucket) => heading(bucket, queue, cx),
            Line::Suggested => suggested_heading(queue, cx),
            Line::Item(item) => match queue.rows.get(item) {
                Some(row) => drawn(row, cx),
                None => suggested(&queue.suggested.rows[item - queue.rows.len()], cx),
            },
        });
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

/// Somebody may need something again: it is promised for the day, or let be until they have bought it next.
fn answered(action: Action, customer: CustomerId, rebuy: &Rebuy, turn: &mut Turn) -> Handled {
    let put = Put::rebuy(&rebuy.item, rebuy.last);
    let op = match action {
        Action::Complete => offer::Op::Take {
            customer,
            put,
            steps: words::rebuy_steps(turn.s, rebuy, turn.now.today()),
        },
        Action::Cancel => offer::Op::Decline { customer, put },
        _ => return Handled::Ignored,
    };
    turn.wishes.push(Wish::Run(Box::new(Op::Offer(op))));
    Handled::Yes
}

/// How many may need something again, and how wrong such days were in the past.
fn suggested_heading<'a>(queue: &Lines, cx: &Cx<'a>) -> Row<'a> {
    let suggested = &queue.suggested;
    let more = if suggested.goes_on { "+" } else { "" };
    let count = format!("{} {}{more}", cx.s.offer.suggested, suggested.rows.len());
    let miss = words::miss(cx.s, suggested.miss.as_ref());
    Row {
        cells: vec![vec![
            Span::styled(count, cx.look.theme.title),
            Span::styled(format!(" {miss}"), cx.look.theme.muted),
        ]],
        ..Row::default()
    }
}

/// One line of its own columns: what they need must be seen in a narrow pane, too.
fn suggested<'a>(one: &'a Suggestion, cx: &Cx<'a>) -> Row<'a> {
    let (theme, today) = (cx.look.theme, cx.now.today());
    let tier = super::customers::tier_style(one.tier, cx);
    let due = label::month_day(one.rebuy.due, today);
    let what = (cx.s.offer.every)(&one.rebuy.item, one.rebuy.every_days);
    Row {
        cells: vec![vec![
            Span::styled(one.name.as_str(), tier),
            Span::styled(format!(" {due} "), theme.muted),
            Span::styled(what, theme.text),
        ]],
        ..Row::default()
    }
}

fn heading<'a>(bucket: Bucket, queue: &Lines, cx: &Cx<'a>) -> Row<'a> {
    let style = match bucket {
        Bucket::Overdue => cx.look.theme.danger,
        Bucket::Today => cx.look.theme.warn,
        Bucket::Soon | Bucket::Later => cx.look.theme.title,
    };
    let n = Bucket::ALL
        .iter()
        .position(|other| *other == bucket)
        .and_then(|n| queue.counts.get(n))
        .copied()
        .unwrap_or(0);
    let text = format!("{} {n}", label::bucket(cx.s, bucket));
    Row {
        cells: vec![vec![Span::styled(text, style)]],
        ..Row::default()
    }
}

fn drawn<'a>(row: &'a QueueRow, cx: &Cx<'a>) -> Row<'a> {
    let (theme, today) = (cx.look.theme, cx.now.today());
    let mut name = vec![Span::styled(
        row.name.as_str(),
        super::customers::tier_style(row.tier, cx),
    )];
    if !row.beside.is_empty() {
        name.push(Span::styled(format!(" {}", row.beside), theme.muted));
    }
    if !row.pinned.is_empty() {
        name.push(Span::styled(
            format!(" {}", cx.look.glyphs.warn),
            theme.danger,
        ));
    }
    let due = match row.bucket {
        Bucket::Overdue => Span::styled((cx.s.desk.overdue_by)(row.days_late), theme.danger),
        Bucket::Today => Span::styled(cx.s.time.today, theme.warn),
        Bucket::Soon => Span::styled(label::day(cx.s, row.follow_up.due, today), theme.text),
        Bucket::Later => Span::styled(label::month_day(row.follow_up.due, today), theme.muted),
    };
    let note = Span::styled(row.follow_up.note.as_str(), theme.text);
    Row {
        cells: vec![name, vec![due], vec![note]],
        ..Row::default()
    }
}
