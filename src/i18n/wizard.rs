//! What the preview of an import says, as a struct of texts.

/// Texts of the preview of an import.
pub struct WizardWords {
    /// The parts of the preview: summary, first rows, columns, problems.
    pub parts: [&'static str; 4],
    pub create: &'static str,
    pub update: &'static str,
    pub upsert: &'static str,
    /// The way records meet customers.
    pub mode: fn(&str) -> String,
    /// Where those came from of whom nobody says it; nothing for nowhere.
    pub source: fn(&str) -> String,
    pub sure_chosen: &'static str,
    pub sure_format: &'static str,
    pub sure_header: &'static str,
    pub sure_not: &'static str,
    /// A part of an address, an order or a message.
    pub part: &'static str,
    pub family: &'static str,
    pub given: &'static str,
    pub contact: &'static str,
    pub salutation: &'static str,
    pub extra: &'static str,
    pub ignored: &'static str,
    pub no_columns: &'static str,
    pub no_problems: &'static str,
    pub line: fn(u64) -> String,
    /// Where the refused rows were written.
    pub rejects: fn(usize, &str) -> String,
    pub rejects_failed: fn(&str) -> String,
    pub bad_preset: fn(&str, &str) -> String,
}
