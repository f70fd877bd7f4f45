//! What is said about what visitors did elsewhere, and about those nobody knows.

/// Words about visitors and their events.
pub struct EventWords {
    /// One thing a visitor did.
    pub one: &'static str,
    pub who: &'static str,
    pub count: &'static str,
    pub last: &'static str,
    pub what: &'static str,
    pub title: &'static str,
    pub nobody: &'static str,
    /// What an import says of those it does not know.
    pub held: fn(&str) -> String,
    pub times: fn(i64) -> String,
    /// Who of the shop a visitor is.
    pub whose: fn(&str) -> String,
    pub drop: fn(&str) -> String,
}
