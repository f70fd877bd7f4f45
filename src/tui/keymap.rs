//! The one table of keys. Dispatch, footer, help, palette, README and `shuke keys` all read it, as the settings file has changed it; no
//! key is named anywhere else.

mod code;
mod hidden;
mod map;
mod name;
mod own;
mod table;

pub use map::{Bound, Keymap, Meaning, check, defaults, lines, named_in, told};
pub use name::{canonical, name_of};
pub use table::BINDINGS;

use crate::domain::view::name::Pin;
use crate::i18n::desk::{ActionWords, ScopeWords};

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, dialogs included.
    Global,
    /// In every pane.
    Desk,
    /// In everything with rows.
    List,
    Customers,
    Profile,
    Log,
    Queue,
    /// The search line of the customer list.
    Find,
    /// One line of text.
    Prompt,
    Form,
    Menu,
    /// A question answered with one key.
    Choice,
    /// The library of ready-made texts.
    Scripts,
    /// The preview of an import.
    Wizard,
    /// Two columns to choose between.
    Sides,
    /// What the shop's numbers say.
    Dashboard,
    /// The columns of the customer list being chosen.
    Columns,
    /// The saved views.
    Views,
}

impl Scope {
    pub const ALL: [Self; 18] = [
        Self::Global,
        Self::Desk,
        Self::List,
        Self::Customers,
        Self::Profile,
        Self::Log,
        Self::Queue,
        Self::Find,
        Self::Prompt,
        Self::Form,
        Self::Menu,
        Self::Choice,
        Self::Scripts,
        Self::Wizard,
        Self::Sides,
        Self::Dashboard,
        Self::Columns,
        Self::Views,
    ];
}

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Quit,
    Back,
    Help,
    Palette,
    HowTo,
    Language,
    Suspend,
    Lock,
    Blank,
    Undo,
    Redo,
    History,
    Bin,
    Backups,
    CheckUp,
    Dashboard,
    Longer,
    Shorter,
    NextSection,
    PreviousSection,
    Definitions,
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    Home,
    End,
    NextPane,
    PreviousPane,
    GoQueue,
    GoCustomers,
    GoProfile,
    GoLog,
    Find,
    NextMatch,
    PreviousMatch,
    Open,
    Sort,
    SortThen,
    Columns,
    View(Pin),
    Views,
    SaveView,
    PasteView,
    SearchTexts,
    MoveUp,
    MoveDown,
    GroupBy,
    Density,
    Rename,
    Add,
    QuickAdd,
    Import,
    Export,
    Edit,
    Delete,
    Log,
    Schedule,
    Fact,
    RemoveFact,
    Tag,
    QuickTags,
    TagBook,
    RuleBook,
    CutBook,
    DataDictionary,
    Quality,
    Policy,
    Register,
    Verify,
    Pool,
    Claim,
    GiveBack,
    Pin,
    Tier,
    Reveal,
    BadNumber,
    Promote,
    Moments,
    Amend,
    Complete,
    Snooze,
    Cancel,
    Submit,
    Save,
    NextField,
    PreviousField,
    NextOption,
    PreviousOption,
    TypeDate,
    Copy,
    Scripts,
    Consent,
    Editor,
    Join,
    OtherText,
    NewScript,
    EditScript,
    DeleteScript,
    Mark,
    MarkRange,
    MarkAll,
    FillIn,
    NextPart,
    ImportMode,
    ImportSource,
    NextMeaning,
    PreviousMeaning,
    Merge,
    Buy,
    Refund,
    Account,
    Past,
    Twin,
    TakeLeft,
    TakeRight,
    TakeBoth,
    Swap,
    Distinct,
    /// A program of the user's own, by its place in the settings file.
    Own(u8),
    Relate,
    Company,
    Fields,
    Sources,
    Visitors,
    Changes,
}

/// One row of the table.
pub struct Binding {
    /// A key by its name, or two with a blank between them: pressed one after the other.
    pub keys: &'static [&'static str],
    pub scope: Scope,
    pub action: Action,
    pub label: fn(&ActionWords) -> &'static str,
    pub hint: Hint,
}

/// Whether a binding is worth a place in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    Footer,
    Help,
}

/// What a scope is called.
#[must_use]
pub fn scope_label(w: &ScopeWords, scope: Scope) -> &'static str {
    match scope {
        Scope::Global => w.global,
        Scope::Desk => w.desk,
        Scope::List => w.list,
        Scope::Customers => w.customers,
        Scope::Profile => w.profile,
        Scope::Log => w.log,
        Scope::Queue => w.queue,
        Scope::Find => w.find,
        Scope::Prompt => w.prompt,
        Scope::Form => w.form,
        Scope::Menu => w.menu,
        Scope::Choice => w.choice,
        Scope::Scripts => w.scripts,
        Scope::Wizard => w.wizard,
        Scope::Sides => w.sides,
        Scope::Dashboard => w.dashboard,
        Scope::Columns => w.columns,
        Scope::Views => w.views,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn one_key_means_one_thing_in_a_scope() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            assert!(!binding.keys.is_empty());
            for key in binding.keys {
                assert!(
                    seen.insert((binding.scope, *key)),
                    "{key} twice in {:?}",
                    binding.scope
                );
            }
        }
    }

    #[test]
    fn a_pane_never_hides_a_desk_key_with_another_meaning() {
        let outer: HashSet<&str> = BINDINGS
            .iter()
            .filter(|binding| matches!(binding.scope, Scope::Global | Scope::Desk | Scope::List))
            .flat_map(|binding| binding.keys.iter().copied())
            .collect();
        for binding in BINDINGS.iter().filter(|binding| {
            matches!(
                binding.scope,
                Scope::Customers | Scope::Profile | Scope::Log | Scope::Queue
            )
        }) {
            for key in binding.keys {
                assert!(!outer.contains(key), "{key} in {:?}", binding.scope);
            }
        }
    }
}
