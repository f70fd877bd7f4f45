//! The list that was told last, page by page: what its numbers mean. Knows no queries and no words.

use crate::domain::id::{CustomerId, FollowUpId};

/// Lines told at once: what can be kept in mind while it is read aloud.
const PAGE: usize = 20;

/// The customer everything is about, and the promise they were chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    pub customer: CustomerId,
    pub promise: Option<FollowUpId>,
}

/// A line, and the customer it stands for.
pub type Row = (Option<Current>, String);

/// Lines with what each stands for.
#[derive(Debug, Default)]
pub struct List {
    rows: Vec<Row>,
    told: usize,
}

impl List {
    #[must_use]
    pub fn new(rows: Vec<Row>) -> Self {
        Self { rows, told: 0 }
    }

    /// The next page, numbered.
    pub fn page(&mut self) -> Vec<String> {
        let from = self.told;
        self.told = (from + PAGE).min(self.rows.len());
        self.rows[from..self.told]
            .iter()
            .zip(from + 1..)
            .map(|((_, line), n)| format!("{n}. {line}"))
            .collect()
    }

    /// How many lines have not been told.
    #[must_use]
    pub fn left(&self) -> usize {
        self.rows.len() - self.told
    }

    /// What a number stands for, counted from 1.
    #[must_use]
    pub fn at(&self, number: usize) -> Option<Current> {
        self.rows.get(number.checked_sub(1)?)?.0
    }

    /// Whether the lines stand for customers who can be opened.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.rows.iter().any(|(current, _)| current.is_some())
    }

    /// The only one there is.
    #[must_use]
    pub fn only(&self) -> Option<Current> {
        match self.rows.as_slice() {
            [(current, _)] => *current,
            _ => None,
        }
    }

    #[must_use]
    pub fn last(&self) -> Option<Current> {
        self.rows.last()?.0
    }

    /// Adds lines behind those that are there.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Row>) {
        self.rows.extend(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_from_page_to_page() {
        let rows = (1..=25).map(|n| (None, format!("row {n}"))).collect();
        let mut list = List::new(rows);
        assert_eq!(list.page().len(), PAGE);
        assert_eq!(list.left(), 5);
        assert_eq!(list.page().first().map(String::as_str), Some("21. row 21"));
        assert_eq!((list.left(), list.page().len()), (0, 0));
        assert_eq!(list.at(0), None);
    }
}
