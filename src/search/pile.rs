//! Rows on their way into an index, in whatever order they are read: the index wants the oldest first, so that rows of one block are of
//! one time and a query that most rows answer reads the newest blocks and no others.

use super::{Row, block::Record, record};

/// Rows in the order they came.
#[derive(Debug, Default)]
pub struct Pile {
    /// The records of each layer in one text.
    layers: Vec<String>,
    rows: Vec<Lying>,
}

/// A row of a pile.
#[derive(Debug, Clone, Copy)]
struct Lying {
    recency: i64,
    id: i64,
    layer: u32,
    start: u32,
    end: u32,
}

impl Pile {
    /// Lays rows on the pile; none of them may be there already.
    pub fn add(&mut self, rows: impl IntoIterator<Item = Row>) {
        let mut text = String::new();
        let layer = self.layers.len() as u32;
        for row in rows {
            let start = text.len() as u32;
            record::write(&row, &mut text);
            self.rows.push(Lying {
                recency: row.recency,
                id: row.id,
                layer,
                start,
                end: text.len() as u32,
            });
        }
        text.shrink_to_fit();
        self.layers.push(text);
    }

    /// The same rows, the oldest first.
    pub fn sorted(mut self) -> Sorted {
        self.rows.sort_unstable_by_key(|row| (row.recency, row.id));
        Sorted {
            pile: self,
            next: 0,
        }
    }
}

/// A pile that is taken off from its oldest row.
#[derive(Debug)]
pub struct Sorted {
    pile: Pile,
    next: usize,
}

impl Iterator for Sorted {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let row = self.pile.rows.get(self.next)?;
        self.next += 1;
        let text = &self.pile.layers[row.layer as usize][row.start as usize..row.end as usize];
        Some(Record {
            text: text.to_owned(),
            id: row.id,
            recency: row.recency,
        })
    }
}
