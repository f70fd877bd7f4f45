//! The tour: ten steps over the demo shop, each done by doing it. Watches the state; changes nothing but its own step.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::dialog::Dialog;
use super::state::{Focus, State};
use super::widget::text::wrap::wrap;
use super::widget::text::{Align, paint};
use crate::domain::history::Way;
use crate::domain::name::Lang;
use crate::i18n::desk::TourWords;

/// Lines the tour takes from the panes.
pub const STRIP_ROWS: u16 = 2;

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tour {
    step: usize,
    /// The language when the tour began.
    began_in: Option<Lang>,
}

/// One step: what to do, and how it is seen that it was done.
struct Step {
    text: fn(&TourWords) -> &'static str,
    done: fn(&State) -> bool,
}

const STEPS: [Step; 10] = [
    Step {
        text: |w| w.queue,
        done: |state| state.queue.item() > 0,
    },
    Step {
        text: |w| w.profile,
        done: |state| state.focus == Focus::Profile,
    },
    Step {
        text: |w| w.find,
        done: |state| state.customers.needle().is_some_and(|text| text.len() > 1),
    },
    Step {
        text: |w| w.accept,
        done: |state| state.customers.needle().is_some() && !state.customers.is_typing(),
    },
    Step {
        text: |w| w.log,
        done: |state| matches!(state.dialogs.last(), Some(Dialog::Choice(_))),
    },
    Step {
        text: |w| w.next,
        done: |state| last(state, "interaction.log", Way::Did),
    },
    Step {
        text: |w| w.snooze,
        done: |state| last(state, "follow_up.snooze", Way::Did),
    },
    Step {
        text: |w| w.undo,
        done: |state| {
            state
                .last_step
                .as_ref()
                .is_some_and(|(_, way)| *way == Way::Undid)
        },
    },
    Step {
        text: |w| w.help,
        done: |state| matches!(state.dialogs.last(), Some(Dialog::Picker(_))),
    },
    Step {
        text: |w| w.language,
        done: |state| {
            state
                .tour
                .is_some_and(|tour| tour.began_in.is_some_and(|lang| lang != state.s.lang))
        },
    },
];

fn last(state: &State, kind: &str, way: Way) -> bool {
    state
        .last_step
        .as_ref()
        .is_some_and(|(last, went)| last == kind && *went == way)
}

/// Goes on to the next step when this one is done.
pub fn advance(state: &mut State) {
    let Some(tour) = state.tour else { return };
    let began_in = tour.began_in.or(Some(state.s.lang));
    let done = STEPS.get(tour.step).is_some_and(|step| (step.done)(state));
    state.tour = Some(Tour {
        step: tour.step + usize::from(done),
        began_in,
    });
}

/// Paints the step at hand.
pub fn draw(state: &State, area: Rect, buf: &mut Buffer) {
    let Some(tour) = state.tour else { return };
    let w = &state.s.desk.tour;
    let text = match STEPS.get(tour.step) {
        Some(step) => format!("{}/{} {}", tour.step + 1, STEPS.len(), (step.text)(w)),
        None => w.over.to_owned(),
    };
    let text = state.keymap.told(&text, &state.s.desk.action);
    let style = state.look.theme.banner;
    let mut lines = wrap(&text, usize::from(area.width.saturating_sub(2)));
    lines.resize(usize::from(area.height), String::new());
    for (n, line) in (0..area.height).zip(lines) {
        let at = Position::new(area.x, area.y + n);
        paint(
            buf,
            at,
            area.width,
            &[Span::raw(" "), Span::raw(line)],
            Align::Left,
            style,
            state.look.glyphs,
        );
    }
}
