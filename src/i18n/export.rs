//! The words of exports: what columns and codes are called in sheets, what the dialog and the command say.

/// What is said about taking the book out.
pub struct ExportWords {
    /// The header of a column, by its name.
    pub column: fn(&str) -> &'static str,
    /// The word for a code of a column, where no other place has one.
    pub value: fn(&str, &str) -> Option<&'static str>,
    /// The name of a sheet in a workbook.
    pub sheet: fn(&str) -> &'static str,
    /// What a column of the star schema holds.
    pub star: fn(&str) -> &'static str,
    /// What is promised, to whom.
    pub promise: fn(&str, &str) -> String,
    pub birthday: fn(&str) -> String,
    pub visit: fn(&str) -> String,
    pub page_title: &'static str,
    pub page_note: fn(&str) -> String,
    /// What kinds are called, by their code.
    pub kind: fn(&str) -> &'static str,
    pub title: &'static str,
    pub kind_field: &'static str,
    pub whom_field: &'static str,
    pub purpose_field: &'static str,
    pub purpose_hint: &'static str,
    pub numbers_field: &'static str,
    pub path_field: &'static str,
    pub columns_field: &'static str,
    pub columns_hint: &'static str,
    /// When the passphrase is needed once more.
    pub again_hint: &'static str,
    pub this_list: &'static str,
    pub this_report: &'static str,
    pub marked: fn(usize) -> String,
    pub everyone: &'static str,
    pub masked: &'static str,
    pub real: &'static str,
    /// Below the fields: that it cannot be taken back, and that it is on record.
    pub note: &'static str,
    /// A phone cannot call a hidden number.
    pub no_numbers: &'static str,
    /// A copy of everything has real numbers.
    pub has_numbers: &'static str,
    pub no_purpose: &'static str,
    pub progress: fn(u64, u64) -> String,
    pub done: fn(u64, &str) -> String,
    /// A list for marketing has only those who agreed.
    pub for_marketing: &'static str,
    pub left_out: fn(u64) -> String,
    pub manifest: fn(&str) -> String,
    pub came_in: fn(u64) -> String,
    /// What the desk says before a whole shop comes in.
    pub whole_would_come_in: fn(u64) -> String,
    pub would_come_in: fn(u64) -> String,
    pub taken: fn(&str) -> String,
    pub not_a_file: fn(&str) -> String,
    pub is_the_desk: fn(&str) -> String,
    pub no_column: fn(&str) -> String,
    pub no_place: &'static str,
    pub only_whole: &'static str,
    pub sheet_full: &'static str,
    pub not_empty: &'static str,
    pub broken: fn(&str) -> String,
    pub newer: fn(&str) -> String,
}
