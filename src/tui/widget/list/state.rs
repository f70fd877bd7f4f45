//! Which row is selected and which are on screen. Plain values: the rows are somewhere else.

/// Rows kept visible above and below the selected one.
const MARGIN: usize = 2;

/// Which row is selected and which is the first on screen. `selected` is always less than the length, and 0 in an empty list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListState {
    pub selected: usize,
    pub top: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListAction {
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    Home,
    End,
    To(usize),
}

impl ListState {
    /// Moves in a list of `len` rows of which `height` fit on screen; tells whether the selection changed.
    pub fn on(&mut self, action: ListAction, len: usize, height: usize) -> bool {
        let before = self.selected;
        let page = height.saturating_sub(1).max(1);
        let half = (height / 2).max(1);
        self.selected = match action {
            ListAction::Up => before.saturating_sub(1),
            ListAction::Down => before.saturating_add(1),
            ListAction::PageUp => before.saturating_sub(page),
            ListAction::PageDown => before.saturating_add(page),
            ListAction::HalfUp => before.saturating_sub(half),
            ListAction::HalfDown => before.saturating_add(half),
            ListAction::Home => 0,
            ListAction::End => len.saturating_sub(1),
            ListAction::To(row) => row,
        };
        self.settle(len, height);
        self.selected != before
    }

    /// Restores the invariants after the rows or the height have changed.
    pub fn settle(&mut self, len: usize, height: usize) {
        self.selected = self.selected.min(len.saturating_sub(1));
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let lowest = (self.selected + margin + 1).saturating_sub(height);
        let highest = self.selected.saturating_sub(margin);
        self.top = self
            .top
            .clamp(lowest.min(highest), highest)
            .min(len.saturating_sub(height));
    }

    /// The row shown `line` lines below the first one; the mouse asks.
    pub fn row_at(&self, line: usize, len: usize) -> Option<usize> {
        let row = self.top.checked_add(line)?;
        (row < len).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moves_land_where_they_should() {
        use ListAction::*;
        let cases = [
            (ListState::default(), Up, 100, 10, (0, 0)),
            (ListState::default(), Down, 100, 10, (1, 0)),
            (
                ListState {
                    selected: 7,
                    top: 0,
                },
                Down,
                100,
                10,
                (8, 1),
            ),
            (
                ListState {
                    selected: 5,
                    top: 4,
                },
                Up,
                100,
                10,
                (4, 2),
            ),
            (ListState::default(), PageDown, 100, 10, (9, 2)),
            (
                ListState {
                    selected: 50,
                    top: 45,
                },
                PageUp,
                100,
                10,
                (41, 39),
            ),
            (ListState::default(), HalfDown, 100, 10, (5, 0)),
            (
                ListState {
                    selected: 3,
                    top: 0,
                },
                HalfUp,
                100,
                10,
                (0, 0),
            ),
            (ListState::default(), End, 100, 10, (99, 90)),
            (
                ListState {
                    selected: 99,
                    top: 90,
                },
                Home,
                100,
                10,
                (0, 0),
            ),
            (
                ListState {
                    selected: 99,
                    top: 90,
                },
                Down,
                100,
                10,
                (99, 90),
            ),
            (ListState::default(), To(50), 100, 10, (50, 43)),
            (ListState::default(), To(usize::MAX), 3, 10, (2, 0)),
            (ListState::default(), Down, 0, 10, (0, 0)),
            (ListState::default(), End, 5, 0, (4, 4)),
            (ListState::default(), Down, 5, 1, (1, 1)),
        ];
        for (mut state, action, len, height, (selected, top)) in cases {
            state.on(action, len, height);
            assert_eq!(
                state,
                ListState { selected, top },
                "{action:?} in {len} rows of {height}"
            );
        }
    }

    #[test]
    fn the_mouse_finds_the_row_under_it() {
        let state = ListState {
            selected: 5,
            top: 3,
        };
        assert_eq!(
            (state.row_at(0, 5), state.row_at(1, 5), state.row_at(2, 5)),
            (Some(3), Some(4), None)
        );
    }

    proptest! {
        #[test]
        fn the_selection_is_always_a_row_on_screen(moves in prop::collection::vec((0usize..9, 0usize..40, 1usize..12), 1..60)) {
            use ListAction::*;
            let mut state = ListState::default();
            for (which, len, height) in moves {
                let action = [Up, Down, PageUp, PageDown, HalfUp, HalfDown, Home, End, To(len * 2)][which];
                state.on(action, len, height);
                prop_assert!(state.selected < len.max(1));
                prop_assert!(state.top <= state.selected && state.selected < state.top + height);
                prop_assert!(state.top + height <= len.max(height));
            }
        }
    }
}
