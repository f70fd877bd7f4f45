//! The list as it is painted: its title, its rows and the headings over groups.

use super::{Customers, Shown, column, hits, rows};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::filter::Filter;
use crate::domain::view::Heading;
use crate::i18n::label;
use crate::tui::feed::{Feed, Slot};
use crate::tui::layer::Cx;
use crate::tui::widget::list::column::Column;
use crate::tui::widget::list::{Header, List, Row};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

impl Customers {
    pub(super) fn title(&self, cx: &Cx) -> String {
        let w = &cx.s.desk;
        let marked = match self.marked() {
            0 => String::new(),
            n => format!(" | {}", (w.marked)(n)),
        };
        let total = match cx.feed.get(Slot::Pulse) {
            Some((_, Answer::Pulse(pulse))) => label::count(pulse.customers),
            _ => String::new(),
        };
        if let (Some(_), Some(hits)) = (self.words(), hits(cx.feed)) {
            let more = if hits.more { "+" } else { "" };
            return format!("{} {}{more}/{total}{marked}", w.customers, hits.rows.len());
        }
        let (count, what) = (self.count(cx.feed), self.what(cx));
        let count = count.map_or(total.clone(), |count| format!("{count}/{total}"));
        let order = if marked.is_empty() && what.is_empty() {
            format!(" | {}", label::order(cx.s, self.view.order))
        } else {
            String::new()
        };
        format!("{} {count}{marked}{what}{order}", w.customers)
    }

    /// The view's name, or its filter.
    pub(super) fn what(&self, cx: &Cx) -> String {
        let filter = self.view.filter.print(cx.s.lang);
        match &self.name {
            Some(name) => format!(" | {name}"),
            None if filter.is_empty() || self.is_typing() => String::new(),
            None => format!(" | {filter}"),
        }
    }

    /// How many the filter means; nothing without one, a mark until it is known.
    pub(super) fn count(&self, feed: &Feed) -> Option<String> {
        if self.view.filter == Filter::default() {
            return None;
        }
        Some(match feed.get(Slot::Tally) {
            Some((Query::Count { filter }, Answer::Count(count)))
                if *filter == self.view.filter =>
            {
                label::count(*count)
            }
            _ => "..".to_owned(),
        })
    }

    pub(super) fn draw_rows(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let rows = rows(cx.feed);
        let lines = self.lines(cx.feed);
        let fields = column::shown(self.view.columns.as_deref(), area.width, rows, cx);
        let columns: Vec<Column> = column::columns(&fields, rows, cx);
        let list = List {
            columns: &columns,
            len: lines.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Shown,
            empty: &cx.told(if self.words().is_some() {
                cx.s.desk.no_hits
            } else if self.view.filter == Filter::default() {
                cx.s.desk.no_customers
            } else {
                cx.s.view.nobody
            }),
        };
        list.draw(area, buf, &cx.look, |index| match &lines[index] {
            Shown::Heading(heading) => self.heading(heading, cx),
            Shown::Item(item) => {
                let row = &rows[*item];
                let rest = fields.iter().map(|field| column::cell(*field, row, cx));
                Row {
                    cells: std::iter::once(column::name(row, &fields, cx))
                        .chain(rest)
                        .collect(),
                    is_checked: self.marked.has(row.id),
                    ..Row::default()
                }
            }
            Shown::Second(item) => Row {
                cells: vec![column::second(&rows[*item], &fields, cx)],
                ..Row::default()
            },
        });
    }

    pub(super) fn heading<'a>(&self, heading: &Heading, cx: &Cx<'a>) -> Row<'a> {
        let count = match cx.feed.get(Slot::Headings) {
            Some((_, Answer::Headings(all))) => all
                .iter()
                .find(|(other, _)| other == heading)
                .map_or(String::new(), |(_, count)| label::count(*count)),
            _ => String::new(),
        };
        let text = format!("{} {count}", label::heading(cx.s, heading));
        Row {
            cells: vec![vec![Span::styled(text, cx.look.theme.title)]],
            ..Row::default()
        }
    }
}
