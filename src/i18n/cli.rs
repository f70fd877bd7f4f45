//! What the command line says, as a struct of texts.

/// Texts of the command line.
pub struct CliWords {
    /// The heading above ids.
    pub id: &'static str,
    pub customers: &'static str,
    pub uses: &'static str,
    pub moment: &'static str,
    pub is_bad: &'static str,
    pub nobody: &'static str,
    /// Only so many rows were printed.
    pub more: fn(usize) -> String,
    pub unchanged: &'static str,
    pub changing: &'static str,
    pub left_out: &'static str,
    pub say_count: fn(usize) -> String,
    /// How to take an op back, by its id.
    pub take_back: fn(&str) -> String,
    /// What an undo or redo would do.
    pub would: fn(&str) -> String,
    pub undone: &'static str,
    pub chain_holds: fn(i64) -> String,
    pub next_step: fn(&str, &str) -> String,
    pub database: &'static str,
    pub settings_file: &'static str,
    pub format: &'static str,
    pub shop: &'static str,
    pub read_only: &'static str,
    pub yes: &'static str,
    pub man_written: fn(&str) -> String,
    pub key_scope: &'static str,
    pub key: &'static str,
    pub key_action: &'static str,
    pub stop: StopWords,
    pub generated: fn(usize, &str) -> String,
    pub import: ImportWords,
    pub analyze: AnalyzeWords,
    pub config: ConfigWords,
    pub help: HelpWords,
    pub usage: UsageWords,
}

/// Why a command ended early.
pub struct StopWords {
    pub no_answer: fn(&str) -> String,
    pub no_one: fn(&str) -> String,
    pub several: fn(&str, usize) -> String,
    /// What was wanted, and what was typed.
    pub bad: fn(&str, &str) -> String,
    pub day: &'static str,
    pub time: &'static str,
    pub birthday: &'static str,
    pub gender: &'static str,
    pub amount: &'static str,
    pub quantity: &'static str,
    pub setting: &'static str,
    pub language: &'static str,
    pub basis: &'static str,
    pub contact: &'static str,
    pub encoding: &'static str,
    pub region: &'static str,
    pub timezone: &'static str,
    pub format: &'static str,
    pub field: &'static str,
    pub take: &'static str,
    pub unknown_key: fn(&str, Option<&str>) -> String,
    pub repeated: fn(&str) -> String,
    pub unfilled: fn(&str) -> String,
    pub nothing_asked: &'static str,
    /// A file, its line if known, and what is wrong.
    pub file: fn(&str, Option<u64>, &str) -> String,
    pub same_file: fn(&str) -> String,
    pub not_pasted: &'static str,
    pub broken: fn(&str) -> String,
    pub no_home: &'static str,
    pub editor: fn(&str) -> String,
    pub no_terminal: &'static str,
    pub output: fn(&str) -> String,
}

/// Why a model could not be run.
pub struct AnalyzeWords {
    /// The columns that are missing.
    pub columns: fn(&str) -> String,
    /// A column, and what stands in it.
    pub cell: fn(&str, &str) -> String,
    pub no_customers: &'static str,
    pub no_prior: &'static str,
    pub too_many_sets: &'static str,
    pub share: &'static str,
    pub level: &'static str,
    pub cuts: &'static str,
    pub counts: &'static str,
    pub calendar_name: &'static str,
    pub calendar_shape: &'static str,
    /// A calendar, and those there are.
    pub no_calendar: fn(&str, &str) -> String,
    pub class: ClassWords,
}

/// The eight classes of recency, frequency and spend.
pub struct ClassWords {
    pub key_value: &'static str,
    pub key_hold: &'static str,
    pub key_grow: &'static str,
    pub key_regain: &'static str,
    pub plain_value: &'static str,
    pub plain_hold: &'static str,
    pub plain_grow: &'static str,
    pub plain_regain: &'static str,
}

/// The report of an import.
pub struct ImportWords {
    /// Name, format, encoding, records.
    pub file: fn(&str, &str, &str, &str) -> String,
    /// A file of a folder that is no table.
    pub left_out: fn(&str) -> String,
    pub ignored: fn(&str) -> String,
    /// Created, updated, left alone.
    pub tally: fn(&str, &str, &str) -> String,
    /// Purchases, interactions and follow-ups that come in.
    pub history: fn(&str, &str, &str) -> String,
    pub rejected: fn(usize) -> String,
    pub skipped: fn(usize) -> String,
    pub warned: fn(usize) -> String,
    /// Reason, how many, the first lines, whether there are more.
    pub at_lines: fn(&str, usize, &str, bool) -> String,
    pub rejects_file: fn(&str) -> String,
    pub dry_run: &'static str,
    pub progress: fn(u64, u64) -> String,
    /// The heading of the column of reasons in the file of rejects.
    pub reason_column: &'static str,
    pub preset_content: &'static str,
    pub preset_folder: fn(&str) -> String,
    pub reject: RejectWords,
    pub skip: SkipWords,
    pub warning: WarningWords,
    pub error: FileErrorWords,
}

pub struct RejectWords {
    pub no_identity: &'static str,
    pub missing_order_number: &'static str,
    pub bad_amount: &'static str,
    pub missing_time: &'static str,
    pub ragged_row: &'static str,
    pub unknown_parent: &'static str,
    pub truncated_record: &'static str,
    pub undecodable: &'static str,
}

pub struct SkipWords {
    pub deleted_in_source: &'static str,
    pub footer_row: &'static str,
    pub total_row: &'static str,
    pub duplicate_in_file: &'static str,
    pub system_message: &'static str,
    pub group_card: &'static str,
}

pub struct WarningWords {
    pub control_chars_removed: &'static str,
    pub phone_unparsed: &'static str,
    pub phone_masked: &'static str,
    pub phone_scientific: &'static str,
    pub email_invalid: &'static str,
    pub bad_date: &'static str,
    pub bad_number: &'static str,
    pub bad_value: &'static str,
    pub foreign_currency: &'static str,
}

pub struct FileErrorWords {
    pub empty_file: &'static str,
    pub no_records: &'static str,
    pub unknown_format: &'static str,
    pub unsupported_format: &'static str,
    pub corrupt_file: &'static str,
    pub encrypted_file: &'static str,
    pub too_large: &'static str,
    pub encoding: &'static str,
    pub unterminated_quote: &'static str,
}

/// What is wrong in the settings file.
pub struct ConfigWords {
    pub at_line: fn(&str, usize, &str) -> String,
    pub unknown: fn(&str, Option<&str>) -> String,
    pub value: fn(&str, &str) -> String,
    pub syntax: &'static str,
    /// The name typed, and the nearest.
    pub no_action: fn(&str, Option<&str>) -> String,
    /// Action and key.
    pub no_key: fn(&str, &str) -> String,
    /// A key, the action that goes without it, and the one that has it.
    pub taken: fn(&str, &str, &str) -> String,
    pub needed: fn(&str) -> String,
    /// The key, the action that has no use of it there, and the one it means instead.
    pub hidden: fn(&str, &str, &str) -> String,
    pub untrusted: &'static str,
    /// What stands above the sample of a command; several lines.
    pub command_intro: &'static str,
    pub fine: fn(&str) -> String,
    pub missing: fn(&str) -> String,
    /// The first line of the file that is printed.
    pub intro: &'static str,
    /// What a setting means, by its name; empty for none.
    pub setting: fn(&str) -> &'static str,
    pub keys_intro: &'static str,
    pub unread: fn(&str, &str) -> String,
    pub too_large: &'static str,
}

/// The help. English stands beside the arguments themselves, so that its functions say nothing.
pub struct HelpWords {
    pub template: &'static str,
    pub commands: &'static str,
    pub command_word: &'static str,
    pub arguments: &'static str,
    pub options: &'static str,
    /// The heading of the options every command has.
    pub everywhere: &'static str,
    pub help: &'static str,
    pub version: &'static str,
    /// What a command does, by its words.
    pub command: fn(&str) -> Option<&'static str>,
    /// What an argument means, by its command's words and its id.
    pub arg: fn(&str, &str) -> Option<&'static str>,
}

/// What is wrong with the words typed.
pub struct UsageWords {
    pub missing: fn(&str) -> String,
    pub no_command: fn(&str) -> String,
    pub unknown: fn(&str) -> String,
    pub conflict: fn(&str) -> String,
    pub value: fn(&str, &str) -> String,
    pub other: &'static str,
}
