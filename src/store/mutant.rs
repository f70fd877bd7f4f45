//! Which deliberate fault is asked for, by the variable `SHUKE_MUTANT`. Compiled with the feature `testkit` only.

/// Whether this fault is asked for.
#[must_use]
pub fn is(name: &str) -> bool {
    std::env::var("SHUKE_MUTANT").is_ok_and(|asked| asked == name)
}
