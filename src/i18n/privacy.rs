//! What is said about personal information: the register of consents, rights, retention, the certificate and the policy document, in
//! both languages. shuke supports keeping the law; no text here claims that it confers that.

use crate::domain::consent::Purpose;
use crate::domain::retention::Category;

/// Texts about personal information.
pub struct PrivacyWords {
    /// The page of the desk.
    pub title: &'static str,
    /// The page of what a customer agreed to.
    pub register: &'static str,
    pub purpose: &'static str,
    pub basis: &'static str,
    pub notice: &'static str,
    pub evidence: &'static str,
    pub guardian: &'static str,
    pub withdrawn_at: &'static str,
    pub restricted_at: &'static str,
    pub category: &'static str,
    pub days: &'static str,
    pub month: &'static str,
    pub purchases: &'static str,
    pub since: &'static str,
    pub history: &'static str,
    pub every_channel: &'static str,
    pub of_purpose: fn(Purpose) -> &'static str,
    pub of_category: fn(Category) -> &'static str,
    /// From when the time of a kind of record counts.
    pub trigger: fn(Category) -> &'static str,
    /// Why a plan was closed.
    pub withdrawn: &'static str,
    /// Before a name.
    pub not_to_be_planned: fn(&str) -> String,
    pub no_offers: fn(&str) -> String,
    /// After an erasure that could not write the file anew.
    pub keeps_its_pages: &'static str,
    pub erased_already: &'static str,
    pub reason_names: &'static str,
    pub set_aside: &'static str,
    pub minor: &'static str,
    pub clock_jumped: &'static str,
    /// Whom it asks to erase for good.
    pub ask_erase: fn(&str) -> String,
    pub ask_restrict: fn(&str) -> String,
    /// The reason that the history keeps.
    pub at_request: &'static str,
    pub yes_erase: &'static str,
    pub yes_restrict: &'static str,
    pub no: &'static str,
    /// Erasing on the command line takes `--yes`.
    pub say_yes: &'static str,
    pub certificate: fn(&Certified) -> String,
    pub saved: fn(&str) -> String,
    /// So many agreed, of so many.
    pub share: fn(i64, i64) -> String,
    pub customers: fn(i64) -> String,
    pub without_basis: fn(i64) -> String,
    pub minors: fn(i64, i64) -> String,
    pub due: fn(usize) -> String,
    pub restricted: fn(usize) -> String,
    pub erased: fn(usize) -> String,
    pub none: &'static str,
    /// The second step of a purge: the code of the list that was looked at.
    pub purge_step: fn(usize, &str) -> String,
    pub other_list: &'static str,
    pub policy: fn(&Policy) -> Vec<String>,
}

/// What a certificate tells.
pub struct Certified {
    pub shop: String,
    pub at: String,
    pub op: String,
    pub agent: String,
    pub reason: String,
    pub marks: Vec<String>,
    pub gone: i64,
}

/// What the policy document is made from.
pub struct Policy {
    pub shop: String,
    pub day: String,
    pub customers: i64,
    /// By purpose, in the order of `Purpose::ALL`.
    pub agreed: [i64; 4],
    /// In the order of `Category::ALL`.
    pub days: [i64; 4],
    pub past_retention: usize,
    pub without_basis: i64,
    pub minors: [i64; 2],
    pub restricted: usize,
    pub erased: usize,
    pub is_encrypted: bool,
    pub users: i64,
    pub backups: usize,
    pub reveals: i64,
}

/// Parts of a hundred, as people read them; of nobody there is no share.
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    match whole {
        ..=0 => "–".to_owned(),
        whole => format!("{}%", (part.saturating_mul(100) + whole / 2) / whole),
    }
}
