//! The stable names of actions and places, as the settings file and the list of recent commands write them. Never changed once
//! released.

use super::{Action, Binding, Scope};

/// The names of the nine jumps, in order.
const VIEW_CODES: [&str; 9] = [
    "view_one",
    "view_two",
    "view_three",
    "view_four",
    "view_five",
    "view_six",
    "view_seven",
    "view_eight",
    "view_nine",
];

impl Action {
    /// The name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Quit => "quit",
            Self::Copy => "copy",
            Self::Scripts => "scripts",
            Self::Consent => "consent",
            Self::Editor => "editor",
            Self::Join => "join",
            Self::OtherText => "other_text",
            Self::NewScript => "new_script",
            Self::EditScript => "edit_script",
            Self::DeleteScript => "delete_script",
            Self::Back => "back",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::HowTo => "how_to",
            Self::Language => "language",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::History => "history",
            Self::Bin => "bin",
            Self::Backups => "backups",
            Self::CheckUp => "check_up",
            Self::Dashboard => "dashboard",
            Self::Longer => "longer",
            Self::Shorter => "shorter",
            Self::NextSection => "next_section",
            Self::PreviousSection => "previous_section",
            Self::Definitions => "definitions",
            Self::Up => "up",
            Self::Down => "down",
            Self::PageUp => "page_up",
            Self::PageDown => "page_down",
            Self::HalfUp => "half_up",
            Self::HalfDown => "half_down",
            Self::Home => "home",
            Self::End => "end",
            Self::NextPane => "next_pane",
            Self::PreviousPane => "previous_pane",
            Self::GoQueue => "go_queue",
            Self::GoCustomers => "go_customers",
            Self::GoProfile => "go_profile",
            Self::GoLog => "go_log",
            Self::Find => "find",
            Self::NextMatch => "next_match",
            Self::PreviousMatch => "previous_match",
            Self::Open => "open",
            Self::Sort => "sort",
            Self::SortThen => "sort_then",
            Self::Columns => "columns",
            Self::View(pin) => VIEW_CODES
                .get(usize::from(pin.number()) - 1)
                .copied()
                .unwrap_or_default(),
            Self::Views => "views",
            Self::SaveView => "save_view",
            Self::PasteView => "paste_view",
            Self::SearchTexts => "search_texts",
            Self::MoveUp => "move_up",
            Self::MoveDown => "move_down",
            Self::GroupBy => "group_by",
            Self::Density => "density",
            Self::Rename => "rename",
            Self::Add => "add",
            Self::QuickAdd => "quick_add",
            Self::Import => "import",
            Self::Export => "export",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Log => "log",
            Self::Schedule => "schedule",
            Self::Fact => "fact",
            Self::RemoveFact => "remove_fact",
            Self::Tag => "tag",
            Self::QuickTags => "quick_tags",
            Self::TagBook => "tag_book",
            Self::RuleBook => "rule_book",
            Self::CutBook => "cut_book",
            Self::DataDictionary => "data_dictionary",
            Self::Quality => "quality",
            Self::Policy => "policy",
            Self::Register => "register",
            Self::Verify => "verify",
            Self::Pool => "pool",
            Self::Claim => "claim",
            Self::GiveBack => "give_back",
            Self::Pin => "pin",
            Self::Tier => "tier",
            Self::Reveal => "reveal",
            Self::BadNumber => "bad_number",
            Self::Promote => "promote",
            Self::Moments => "moments",
            Self::Amend => "amend",
            Self::Complete => "complete",
            Self::Snooze => "snooze",
            Self::Cancel => "cancel",
            Self::Submit => "submit",
            Self::Save => "save",
            Self::NextField => "next_field",
            Self::PreviousField => "previous_field",
            Self::NextOption => "next_option",
            Self::PreviousOption => "previous_option",
            Self::TypeDate => "type_date",
            Self::Suspend => "suspend",
            Self::Lock => "lock",
            Self::Blank => "blank",
            Self::Mark => "mark",
            Self::MarkRange => "mark_range",
            Self::MarkAll => "mark_all",
            Self::FillIn => "fill_in",
            Self::NextPart => "next_part",
            Self::ImportMode => "import_mode",
            Self::ImportSource => "import_source",
            Self::NextMeaning => "next_meaning",
            Self::PreviousMeaning => "previous_meaning",
            Self::Merge => "merge",
            Self::Buy => "buy",
            Self::Refund => "refund",
            Self::Account => "account",
            Self::Past => "past",
            Self::Twin => "twin",
            Self::TakeLeft => "take_left",
            Self::TakeRight => "take_right",
            Self::TakeBoth => "take_both",
            Self::Swap => "swap",
            Self::Distinct => "distinct",
            Self::Own(_) => "command",
            Self::Relate => "relate",
            Self::Company => "company",
            Self::Fields => "fields",
            Self::Sources => "sources",
            Self::Visitors => "visitors",
            Self::Changes => "changes",
        }
    }
}

impl Scope {
    /// The name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Desk => "desk",
            Self::List => "list",
            Self::Customers => "customers",
            Self::Profile => "profile",
            Self::Log => "log",
            Self::Queue => "queue",
            // `find` is an action; what has a value cannot hold others in TOML.
            Self::Find => "search",
            Self::Prompt => "prompt",
            Self::Form => "form",
            Self::Menu => "menu",
            Self::Choice => "choice",
            // As with `find`: `scripts` is an action.
            Self::Scripts => "library",
            // As with `find`: `import` is an action.
            Self::Wizard => "wizard",
            Self::Sides => "sides",
            // As with `find`: `dashboard` is an action.
            Self::Dashboard => "figures",
            // As with `find`: `columns` and `views` are actions.
            Self::Columns => "layout",
            Self::Views => "view_list",
        }
    }

    /// Whether it lies over the panes, or in a line being typed.
    #[must_use]
    pub fn is_inner(self) -> bool {
        matches!(
            self,
            Self::Find
                | Self::Prompt
                | Self::Form
                | Self::Menu
                | Self::Choice
                | Self::Scripts
                | Self::Wizard
                | Self::Sides
                | Self::Dashboard
                | Self::Columns
                | Self::Views
        )
    }

    /// Whether characters that mean nothing else are text there.
    #[must_use]
    pub fn takes_text(self) -> bool {
        self.is_typed_in() || self == Self::Scripts
    }

    /// Whether single characters are text there.
    #[must_use]
    pub fn is_typed_in(self) -> bool {
        // The library takes a blank as a mark, so its keys are left to the user.
        self.is_inner()
            && !matches!(
                self,
                Self::Choice
                    | Self::Scripts
                    | Self::Sides
                    | Self::Wizard
                    | Self::Columns
                    | Self::Views
                    | Self::Dashboard
            )
    }
}

impl Binding {
    /// The binding's name in the settings file: the action, and for what lies over the panes also where: `undo`, `menu.down`.
    #[must_use]
    pub fn name(&self) -> String {
        if self.scope.is_inner() {
            format!("{}.{}", self.scope.code(), self.action.code())
        } else {
            self.action.code().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::BINDINGS;
    use std::collections::HashSet;

    #[test]
    fn a_name_means_one_binding_and_can_be_written_bare() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            let name = binding.name();
            let bare = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
            assert!(name.chars().all(bare), "{name}");
            assert!(seen.insert(name.clone()), "{name} twice");
        }
        for (place, _) in seen.iter().filter_map(|name| name.split_once('.')) {
            assert!(!seen.contains(place), "{place} is an action and a place");
        }
    }
}
