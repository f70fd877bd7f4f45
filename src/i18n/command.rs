//! What the screen says about programs of the user's own, as a struct of texts.

/// Texts about a program and how it ended.
pub struct CommandWords {
    pub running: fn(&str) -> String,
    pub busy: &'static str,
    pub too_many: fn(usize) -> String,
    /// The program's name, and its first line, which may be empty.
    pub done: fn(&str, &str) -> String,
    /// The same, with its exit status between them; a signal leaves none.
    pub failed: fn(&str, Option<i32>, &str) -> String,
    /// The program's name, and the seconds it had.
    pub timed_out: fn(&str, u64) -> String,
    /// The program's name, and why.
    pub not_started: fn(&str, &str) -> String,
}
