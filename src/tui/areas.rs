//! Where everything stands on a screen of a given size. Pure, and shared by drawing, scrolling, paging and the mouse.

use ratatui::layout::{Position, Rect};

use super::state::Focus;

/// Below this the desk only says politely that it needs room.
pub const LEAST: (u16, u16) = (40, 10);
/// From this width on, two columns stand side by side.
const TWO_COLUMNS: u16 = 72;
/// From this size on, all four panes are shown.
const FOUR_PANES: (u16, u16) = (110, 28);

/// The parts of the screen. A pane that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    pub header: Rect,
    /// Lines of the tour, if one is on.
    pub strip: Rect,
    pub queue: Option<Rect>,
    pub customers: Option<Rect>,
    pub profile: Option<Rect>,
    pub log: Option<Rect>,
    pub footer: Rect,
    /// Between header and footer.
    pub body: Rect,
}

/// Lays out a screen, or `None` where it is too small for anything.
#[must_use]
pub fn areas(size: Rect, focus: Focus, lead: Focus, strip: u16) -> Option<Areas> {
    if size.width < LEAST.0 || size.height < LEAST.1 {
        return None;
    }
    let header = Rect { height: 1, ..size };
    let footer = Rect {
        y: size.bottom() - 1,
        height: 1,
        ..size
    };
    let strip = Rect {
        y: size.y + 1,
        height: strip.min(size.height / 4),
        ..size
    };
    let body = Rect {
        y: strip.bottom(),
        height: size.height - 2 - strip.height,
        ..size
    };
    let base = Areas {
        header,
        strip,
        footer,
        body,
        ..Areas::default()
    };
    Some(
        if size.width >= FOUR_PANES.0 && size.height >= FOUR_PANES.1 {
            four(base)
        } else if size.width >= TWO_COLUMNS {
            three(base, focus, lead)
        } else {
            one(base, focus)
        },
    )
}

fn four(base: Areas) -> Areas {
    let (left, right) = columns(base.body, base.body.width * 9 / 20);
    let (queue, customers) = rows(left, left.height * 9 / 20);
    let (profile, log) = rows(right, (right.height * 11 / 20).max(17));
    Areas {
        queue: Some(queue),
        customers: Some(customers),
        profile: Some(profile),
        log: Some(log),
        ..base
    }
}

/// The list that leads, and beside it profile and log; whichever of the two has the focus takes the whole column.
fn three(base: Areas, focus: Focus, lead: Focus) -> Areas {
    let (left, right) = columns(base.body, base.body.width * 17 / 40);
    let (profile, log) = match focus {
        Focus::Profile => (Some(right), None),
        Focus::Log => (None, Some(right)),
        Focus::Queue | Focus::Customers => {
            let (upper, lower) = rows(right, (right.height * 13 / 20).max(6));
            (Some(upper), Some(lower))
        }
    };
    let (queue, customers) = if lead == Focus::Queue {
        (Some(left), None)
    } else {
        (None, Some(left))
    };
    Areas {
        queue,
        customers,
        profile,
        log,
        ..base
    }
}

fn one(base: Areas, focus: Focus) -> Areas {
    let only = |pane| (focus == pane).then_some(base.body);
    Areas {
        queue: only(Focus::Queue),
        customers: only(Focus::Customers),
        profile: only(Focus::Profile),
        log: only(Focus::Log),
        ..base
    }
}

fn columns(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    (
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        },
    )
}

fn rows(area: Rect, upper: u16) -> (Rect, Rect) {
    let upper = upper.min(area.height);
    (
        Rect {
            height: upper,
            ..area
        },
        Rect {
            y: area.y + upper,
            height: area.height - upper,
            ..area
        },
    )
}

impl Areas {
    /// The pane under a point.
    #[must_use]
    pub fn at(&self, point: Position) -> Option<Focus> {
        let shows = |pane: &Focus| self.of(*pane).is_some_and(|area| area.contains(point));
        Focus::ALL.into_iter().find(shows)
    }

    /// The area of a pane, where it is shown.
    #[must_use]
    pub fn of(&self, pane: Focus) -> Option<Rect> {
        match pane {
            Focus::Queue => self.queue,
            Focus::Customers => self.customers,
            Focus::Profile => self.profile,
            Focus::Log => self.log,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_shows_the_focused_pane_or_says_that_it_is_too_small() {
        for width in 1..260 {
            for height in 1..90 {
                for focus in Focus::ALL {
                    let lead = if focus == Focus::Queue {
                        Focus::Queue
                    } else {
                        Focus::Customers
                    };
                    let Some(areas) = areas(Rect::new(0, 0, width, height), focus, lead, 0) else {
                        assert!(width < LEAST.0 || height < LEAST.1);
                        continue;
                    };
                    let shown: Vec<Rect> = Focus::ALL
                        .iter()
                        .filter_map(|pane| areas.of(*pane))
                        .collect();
                    assert!(
                        areas
                            .of(focus)
                            .is_some_and(|area| area.width > 2 && area.height > 2),
                        "{width}x{height} {focus:?}"
                    );
                    let cells: u32 = shown.iter().map(|area| area.area()).sum();
                    assert_eq!(
                        cells,
                        areas.body.area(),
                        "panes tile the body at {width}x{height}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_wide_screen_shows_all_four_and_eighty_columns_three() {
        let count = |width, height, focus| {
            let areas =
                areas(Rect::new(0, 0, width, height), focus, Focus::Queue, 0).expect("room");
            Focus::ALL
                .iter()
                .filter(|pane| areas.of(**pane).is_some())
                .count()
        };
        assert_eq!(count(120, 36, Focus::Queue), 4);
        assert_eq!(count(80, 24, Focus::Queue), 3);
        assert_eq!(count(80, 24, Focus::Profile), 2);
        assert_eq!(count(60, 24, Focus::Queue), 1);
    }
}
