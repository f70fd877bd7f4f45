//! What a passphrase must be: long enough that guessing costs more than the list is worth.

/// The fewest characters.
pub const CHARACTERS: usize = 12;
/// Or the fewest words.
pub const WORDS: usize = 4;
/// The most bytes: a hostile pipe must not fill the memory.
pub const BYTES: usize = 1024;
/// The fewest different characters: "aaaaaaaaaaaa" is long and worth nothing.
const DIFFERENT: usize = 5;

/// What everybody tries first, lower-case and without blanks.
const COMMON: [&str; 14] = [
    "password", "passw0rd", "qwerty", "asdfgh", "iloveyou", "letmein", "welcome", "abc123",
    "123456", "654321", "888888", "666666", "woaini", "shuke",
];

/// Why a passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    TooShort,
    TooLong,
    /// Little is left of it without what everybody tries first.
    Common,
}

/// Whether this text may guard a file.
///
/// # Errors
/// Why not.
pub fn check(text: &str) -> Result<(), Weak> {
    if text.len() > BYTES {
        return Err(Weak::TooLong);
    }
    let words = text.split_whitespace().count();
    let short = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() < CHARACTERS;
    if short(text) && words < WORDS {
        return Err(Weak::TooShort);
    }
    let mut seen: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() < DIFFERENT || is_a_run(text) {
        return Err(Weak::Common);
    }
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let rest = COMMON
        .iter()
        .fold(plain, |rest, common| rest.replace(common, ""));
    if rest.chars().count() < CHARACTERS / 2 && words < WORDS {
        return Err(Weak::Common);
    }
    Ok(())
}

/// Whether nearly every character follows its neighbour: 1234567890, abcdefghijkl.
fn is_a_run(text: &str) -> bool {
    let codes: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = codes
        .iter()
        .zip(codes.iter().skip(1))
        .filter(|(one, next)| one.abs_diff(**next) <= 1)
        .count();
    steps * 10 >= codes.len().saturating_sub(1) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_long_and_not_what_everybody_tries() {
        for (text, want) in [
            ("correct horse battery", Ok(())),
            ("茶 馆 门 前 有 棵 树", Ok(())),
            ("to be or not", Ok(())),
            ("k9!vQ2#mZ7@p", Ok(())),
            ("short one", Err(Weak::TooShort)),
            ("", Err(Weak::TooShort)),
            ("            x", Err(Weak::TooShort)),
            ("aaaaaaaaaaaaaaaa", Err(Weak::Common)),
            ("a a a a", Err(Weak::Common)),
            ("1234567890123", Err(Weak::Common)),
            ("abcdefghijklm", Err(Weak::Common)),
            ("Password123456", Err(Weak::Common)),
            ("qwertyqwerty88", Err(Weak::Common)),
        ] {
            assert_eq!(check(text), want, "{text}");
        }
        assert_eq!(check(&"ab cd ".repeat(400)), Err(Weak::TooLong));
    }
}
