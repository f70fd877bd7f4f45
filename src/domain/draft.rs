//! Text that was typed and not saved yet, as it survives a crash: where it stood and what it said. Knows no dialog.

use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// The longest unsaved text kept, in bytes of all its fields together.
pub const DRAFT_BYTES: usize = 64 * 1024;

/// Where a text was being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Log,
    Complete,
    Amend,
    QuickAdd,
    Schedule,
    Fact,
    Pin,
    Buy,
    NewRule,
    EditRule,
    NoteCompany,
    NewCustomer,
    EditCustomer,
    NewScript,
    EditScript,
    SaveView,
    RenameView,
    PasteView,
    Export,
    SetUp,
}

impl Place {
    pub const ALL: [Self; 20] = [
        Self::Log,
        Self::Complete,
        Self::Amend,
        Self::QuickAdd,
        Self::Schedule,
        Self::Fact,
        Self::Pin,
        Self::Buy,
        Self::NewRule,
        Self::EditRule,
        Self::NoteCompany,
        Self::NewCustomer,
        Self::EditCustomer,
        Self::NewScript,
        Self::EditScript,
        Self::SaveView,
        Self::RenameView,
        Self::PasteView,
        Self::Export,
        Self::SetUp,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Complete => "complete",
            Self::Amend => "amend",
            Self::QuickAdd => "quick_add",
            Self::Schedule => "schedule",
            Self::Fact => "fact",
            Self::Pin => "pin",
            Self::Buy => "buy",
            Self::NewRule => "new_rule",
            Self::EditRule => "edit_rule",
            Self::NoteCompany => "note_company",
            Self::NewCustomer => "new_customer",
            Self::EditCustomer => "edit_customer",
            Self::NewScript => "new_script",
            Self::EditScript => "edit_script",
            Self::SaveView => "save_view",
            Self::RenameView => "rename_view",
            Self::PasteView => "paste_view",
            Self::Export => "export",
            Self::SetUp => "set_up",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }
}

/// Unsaved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    pub place: Place,
    /// Whom it is about, where it is about somebody who is there already.
    pub customer: Option<CustomerId>,
    /// The follow-up, the interaction or the version that it was to change.
    pub row: Option<i64>,
    /// One text a field, in the order of the form; a choice is the number of its option. Behind them, what it is about
    /// where that has no number: a name, a view as a line.
    pub texts: Vec<String>,
}

impl Unsaved {
    /// Whether it is short enough to be kept.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.texts.iter().map(String::len).sum::<usize>() <= DRAFT_BYTES
    }
}

/// Unsaved text as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: i64,
    pub at: Millis,
    /// Whom it is about, by name.
    pub name: Option<String>,
    pub unsaved: Unsaved,
}
