//! Paints the state: top line, panes, footer, dialogs, toasts. Decides nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::areas::LEAST;
use super::feed::Slot;
use super::footer;
use super::layer::{Cx, Layer};
use super::state::{Focus, State};
use super::widget::text::{Align, cells_u16, paint, width};
use crate::app::answer::Answer;
use crate::app::backup::Safety;
use crate::i18n::{self, label};

impl State {
    fn cx(&self, focused: bool) -> Cx<'_> {
        Cx {
            now: self.now,
            s: self.s,
            feed: &self.feed,
            look: self.look,
            keys: &self.keymap,
            focused,
            current: self.current(),
            reveal_left: self.reveal_left(),
        }
    }

    /// Paints one frame; returns where the hardware cursor stands.
    #[must_use]
    pub fn draw(&self, buf: &mut Buffer) -> Option<Position> {
        if self.guard.blank {
            return None;
        }
        if let Some(screen) = &self.guard.screen {
            screen.draw(self.size, buf, &self.look, self.s);
            return screen.caret(self.size, self.s);
        }
        let Some(areas) = self.areas() else {
            too_small(self, buf);
            return None;
        };
        header(self, areas.header, buf);
        super::tour::draw(self, areas.strip, buf);
        let panes: [(Focus, &dyn Layer); 4] = [
            (Focus::Queue, &self.queue),
            (Focus::Customers, &self.customers),
            (Focus::Profile, &self.profile),
            (Focus::Log, &self.log),
        ];
        let mut caret = None;
        for (pane, layer) in panes {
            if let Some(area) = areas.of(pane) {
                let focused = pane == self.focus && self.dialogs.is_empty();
                let cx = self.cx(focused);
                layer.draw(area, buf, &cx);
                if focused {
                    caret = layer.caret(area, &cx);
                }
            }
        }
        for dialog in &self.dialogs {
            let cx = self.cx(true);
            dialog.draw(areas.body, buf, &cx);
            caret = dialog.caret(areas.body, &cx);
        }
        footer::draw(self, areas.footer, buf);
        self.toasts.draw(areas.body, buf, &self.look);
        caret
    }
}

fn too_small(state: &State, buf: &mut Buffer) {
    let text = (state.s.desk.too_small)(LEAST.0, LEAST.1);
    let area = state.size.intersection(buf.area);
    for (n, line) in (0..area.height).zip(super::widget::text::wrap::wrap(
        &text,
        usize::from(area.width.max(1)),
    )) {
        let at = Position::new(area.x, area.y + n);
        paint(
            buf,
            at,
            area.width,
            &[Span::raw(line)],
            Align::Left,
            state.look.theme.text,
            state.look.glyphs,
        );
    }
}

/// When the last good backup was made, where there is room; that there is none, always.
fn safety(state: &State, room: u16, before: &[Span]) -> Option<Span<'static>> {
    let (s, safety) = (state.s, state.pulse()?.safety);
    let is_worrying = safety.is_worrying(state.now.at);
    let text = match safety {
        Safety::Nothing => return None,
        Safety::Never => s.safe.never.to_owned(),
        Safety::At(at) => (s.safe.last)(&i18n::safe::age(s, at, state.now)),
    };
    let used: usize = before.iter().map(|span| width(&span.content)).sum();
    let fits = used + width(&text) + RIGHT <= usize::from(room);
    let style = if is_worrying {
        state.look.theme.warn
    } else {
        state.look.theme.muted
    };
    (fits || is_worrying).then(|| Span::styled(format!("{text}  "), style))
}

/// Cells that the day on the right of the top line takes at most.
const RIGHT: usize = 16;

/// Shop and counts on the left, the day on the right.
fn header(state: &State, area: Rect, buf: &mut Buffer) {
    let (s, theme) = (state.s, state.look.theme);
    let w = &s.desk;
    let mut spans = vec![Span::styled(format!(" {} ", w.program), theme.title)];
    if let Some(pulse) = state.pulse() {
        if pulse.is_demo {
            spans.push(Span::styled(format!(" {} ", w.demo), theme.banner));
            spans.push(Span::raw(" "));
        }
        if !pulse.shop.is_empty() {
            spans.push(Span::styled(format!("{}  ", pulse.shop), theme.text));
        }
    }
    if state.read_only {
        spans.push(Span::styled(format!(" {} ", w.read_only), theme.banner));
        spans.push(Span::raw(" "));
    }
    if let Some((_, Answer::Queue(queue))) = state.feed.get(Slot::Queue) {
        let [overdue, today, soon, _] = queue.counts;
        let styles = [
            if overdue > 0 {
                theme.danger
            } else {
                theme.muted
            },
            if today > 0 { theme.warn } else { theme.muted },
            theme.muted,
        ];
        for ((label, n), style) in [(w.overdue, overdue), (s.time.today, today), (w.soon, soon)]
            .into_iter()
            .zip(styles)
        {
            spans.push(Span::styled(format!("{label} {n}  "), style));
        }
    }
    spans.extend(safety(state, area.width, &spans));
    paint(
        buf,
        area.as_position(),
        area.width,
        &spans,
        Align::Left,
        theme.text,
        state.look.glyphs,
    );
    let day = label::day(s, state.now.today(), state.now.today());
    let agent = state.pulse().map_or("", |pulse| pulse.agent.as_str());
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    // Who sits here goes first when there is no room for both.
    for text in [format!("{agent}  {day}"), day] {
        let cells = cells_u16(width(&text) + 1);
        if used + usize::from(cells) <= usize::from(area.width) {
            let at = Position::new(area.right() - cells, area.y);
            let right = [Span::styled(text, theme.muted)];
            paint(
                buf,
                at,
                cells,
                &right,
                Align::Left,
                theme.text,
                state.look.glyphs,
            );
            return;
        }
    }
}
