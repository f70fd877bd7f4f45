//! Columns of a list: how wide each is, in cells.

use crate::tui::widget::text::Align;

/// Cells between two columns.
pub const GAP: u16 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Fixed(u16),
    /// At least so many cells, and a share of what is left over; a share of 0 takes none of it.
    Flex {
        min: u16,
        share: u16,
    },
}

#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    pub title: &'a str,
    pub width: Width,
    pub align: Align,
}

/// The cells of every column. Columns that find no room at their least width are hidden (0), the last one first.
pub fn widths(columns: &[Column], cells: u16) -> Vec<u16> {
    let least = |column: &Column| match column.width {
        Width::Fixed(w) | Width::Flex { min: w, .. } => w,
    };
    let mut widths: Vec<u16> = columns.iter().map(least).collect();
    let mut shown = columns.len();
    let total = |widths: &[u16], shown: usize| {
        widths[..shown].iter().sum::<u16>() + GAP * (shown.saturating_sub(1) as u16)
    };
    while shown > 1 && total(&widths, shown) > cells {
        shown -= 1;
        widths[shown] = 0;
    }
    if shown == 1 {
        widths[0] = widths[0].min(cells);
    }
    let mut spare = cells.saturating_sub(total(&widths, shown));
    let share = |column: &Column| match column.width {
        Width::Fixed(_) => 0,
        Width::Flex { share, .. } => share,
    };
    let mut shares: u16 = columns[..shown].iter().map(share).sum();
    for (column, width) in columns[..shown].iter().zip(&mut widths) {
        // Dividing what is left by the shares that are left gives every cell away, without a remainder.
        let part = (u32::from(spare) * u32::from(share(column)))
            .checked_div(u32::from(shares))
            .unwrap_or(0) as u16;
        *width += part;
        spare -= part;
        shares -= share(column);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flexible_columns_share_what_is_left() {
        let flex = |min, share| Column {
            title: "",
            width: Width::Flex { min, share },
            align: Align::Left,
        };
        let cases: [(&[Column], u16, &[u16]); 5] = [
            (&[flex(4, 1), flex(4, 2)], 21, &[8, 12]),
            (&[flex(4, 1), flex(4, 1)], 4, &[4, 0]),
            (&[flex(4, 1), flex(4, 1)], 2, &[2, 0]),
            (&[flex(4, 0)], 20, &[4]),
            (&[], 20, &[]),
        ];
        for (columns, cells, expected) in cases {
            assert_eq!(widths(columns, cells), expected);
        }
    }
}
