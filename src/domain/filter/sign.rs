//! The signs of the filter language, full-width or not.

/// What stands between a field and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `:`
    Has,
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Sign {
    pub const ALL: [Self; 7] = [
        Self::Has,
        Self::Eq,
        Self::Ne,
        Self::Gt,
        Self::Ge,
        Self::Lt,
        Self::Le,
    ];

    /// The sign as printed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Has => ":",
            Self::Eq => "=",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
        }
    }
}

/// Every spelling of a sign, longer ones first.
pub(super) const SPELLINGS: [(&str, Sign); 13] = [
    ("==", Sign::Eq),
    ("!=", Sign::Ne),
    ("<>", Sign::Ne),
    (">=", Sign::Ge),
    ("<=", Sign::Le),
    ("=", Sign::Eq),
    (":", Sign::Has),
    (">", Sign::Gt),
    ("<", Sign::Lt),
    ("≠", Sign::Ne),
    ("≥", Sign::Ge),
    ("≤", Sign::Le),
    ("∶", Sign::Has),
];

/// A character as the language reads it: full-width signs, letters and digits as their narrow twins.
pub(in crate::domain) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The quote that closes what this one opens.
pub(in crate::domain) fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

/// Whether a narrowed character ends a bare value.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, ' ' | '(' | ')' | '|' | '”' | '」' | '』') || closing(c).is_some()
}
