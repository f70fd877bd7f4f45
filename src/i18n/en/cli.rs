//! English: the command line.

use super::plural;
use crate::i18n::cli::{
    AnalyzeWords, ClassWords, CliWords, ConfigWords, FileErrorWords, HelpWords, ImportWords,
    RejectWords, SkipWords, StopWords, UsageWords, WarningWords,
};

pub(super) const CLI: CliWords = CliWords {
    id: "id",
    customers: "customers",
    uses: "uses",
    moment: "history",
    is_bad: " (does not work)",
    nobody: "Nobody was found. Try fewer letters, or `shuke list`.",
    more: |n| format!("There are more; only {n} were printed. Use --limit to see them."),
    changing: "would change",
    left_out: "lack something",
    say_count: |n| format!("This would change {n} customers. If that is meant, add --count {n}."),
    unchanged: "Everything already was as asked; nothing was changed.",
    take_back: |op| format!("To take it back: shuke undo {op}"),
    would: |step| format!("Would do: {step}"),
    undone: "taken back",
    chain_holds: |n| {
        format!(
            "The record holds: {} checked.",
            plural(n, "operation", "operations")
        )
    },
    next_step: |day, what| format!("Next step: {day} {what}"),
    database: "customer file",
    settings_file: "settings file",
    format: "file format",
    shop: "shop",
    read_only: "read-only",
    yes: "yes",
    man_written: |folder| format!("The manual pages are in {folder}"),
    key_scope: "where",
    key: "key",
    key_action: "does",
    stop: StopWords {
        no_answer: |text| {
            format!("No answer fits {text}. Run shuke howto without words to see every question.")
        },
        no_one: |text| {
            format!("No customer is meant by \"{text}\". Look with `shuke find`, or use an id.")
        },
        several: |text, n| {
            format!("\"{text}\" means {n} customers; nothing was done. Use one of the ids.")
        },
        bad: |what, text| format!("\"{text}\" is not {what}."),
        day: "a day; try 2026-03-09, next monday or +2w",
        time: "a time; try \"2026-03-09 14:30\" or 14:30",
        birthday: "a birthday; try 1990-01-02, 03-15 or 农历八月十五",
        gender: "a gender; try male or female",
        amount: "an amount; try 158 or 1234.50",
        quantity: "a quantity; try 2 or 0.5",
        setting: "a setting, or cannot be that; see shuke set --help",
        language: "a language spoken here; try zh or en",
        basis: "a legal basis; there are contract, consent and duty",
        contact: "one of this customer's numbers or addresses; see them with `shuke show`",
        encoding: "an encoding; try utf-8, gb18030, big5 or utf-16le",
        region: "a region known here; try CN, HK, TW or US",
        timezone: "a time zone known here; try Asia/Shanghai or +08:00",
        format: "a format known here; leave --format away to have it recognised",
        field: "the name of a field",
        take: "a field and keep, lose or both, such as city=lose",
        unknown_key: |key, nearest| match nearest {
            Some(nearest) => format!("There is no field \"{key}\"; did you mean \"{nearest}\"?"),
            None => {
                format!("There is no field \"{key}\". Write it as a note, or leave the = away.")
            }
        },
        repeated: |field| format!("The {field} is given twice. Keep one."),
        unfilled: |names| {
            format!("These blanks are not filled in: {names}. Fill each with --set NAME=TEXT.")
        },
        nothing_asked: "Nothing to change was named. Use flags such as --phone, or --clear FIELD.",
        file: |name, line, what| match line {
            Some(line) => format!("{name}, line {line}: {what}"),
            None => format!("{name}: {what}"),
        },
        not_pasted: "The pasted text holds no phone, e-mail or address. Paste it with one of them.",
        same_file: |path| {
            format!("{path} is being read and was not overwritten. Choose another name.")
        },
        broken: |op| {
            format!(
                "The record of what was done was changed outside shuke, from operation {op} on. Keep a copy and compare it with a backup."
            )
        },
        editor: |name| {
            format!(
                "The editor {name} could not be run or gave up. Name one in $VISUAL or $EDITOR."
            )
        },
        no_home: "There is no home folder to keep the customer file in. Name one with --db FILE.",
        no_terminal: "The desk needs a terminal on standard input and output. Run a command instead; see `shuke --help`.",
        output: |why| format!("The output could not be written: {why}."),
    },
    generated: |n, path| format!("Made up {n} customers: {path}"),
    import: ImportWords {
        file: |name, format, encoding, records| {
            format!("{name}: {records} records ({format}, {encoding})")
        },
        left_out: |name| format!("{name} is no table of customers and was left out."),
        ignored: |columns| format!("  left out columns: {columns}"),
        tally: |created, updated, skipped| {
            format!("new {created}, completed {updated}, left as they are {skipped}")
        },
        history: |bought, said, promised| {
            format!(
                "New among them: purchases {bought}, interactions {said}, follow-ups {promised}"
            )
        },
        rejected: |n| format!("refused: {n}"),
        skipped: |n| format!("rightly left out: {n}"),
        warned: |n| format!("to look at: {n}"),
        at_lines: |reason, n, lines, more| {
            let end = if more { " …" } else { "" };
            format!("  {reason}: {n} (line {lines}{end})")
        },
        rejects_file: |path| {
            format!("The refused rows are in {path}; mend them there and import that file.")
        },
        dry_run: "Dry run: nothing was changed.",
        progress: |done, total| format!("{done} / {total}"),
        reason_column: "reject reason",
        preset_content: "content",
        preset_folder: |path| {
            format!(
                "Save it, edited, as a .toml file in {path} and imports use it; one with the same id replaces ours."
            )
        },
        reject: RejectWords {
            no_identity: "no name, company, phone, e-mail or WeChat",
            missing_order_number: "no order number",
            bad_amount: "the amount cannot be read",
            missing_time: "no time",
            ragged_row: "more cells than the header has columns",
            unknown_parent: "belongs to nothing in the file",
            truncated_record: "the record is cut off",
            undecodable: "characters cannot be read in this encoding",
        },
        skip: SkipWords {
            deleted_in_source: "deleted in the source",
            footer_row: "footer",
            total_row: "total",
            duplicate_in_file: "twice in the file",
            system_message: "system message",
            group_card: "group",
        },
        warning: WarningWords {
            control_chars_removed: "invisible characters were removed",
            phone_unparsed: "not a known kind of number, kept as written",
            phone_masked: "the number has * in it and was left out",
            phone_scientific: "a spreadsheet has shortened the number; it was left out",
            email_invalid: "not an e-mail address, kept in the note",
            bad_date: "not a possible date, kept in the note",
            bad_number: "not a possible number, kept beside the order",
            bad_value: "value that the field of your own cannot take; kept in the note",
            foreign_currency: "orders in another currency, kept with their amounts and not counted in the shop's money",
        },
        error: FileErrorWords {
            empty_file: "the file is empty; export it again",
            no_records: "there is a header but no row; export it again with the data",
            unknown_format: "no header with known columns was found; check that it is a customer table",
            unsupported_format: "this kind of file cannot be read; save it as CSV and import that",
            corrupt_file: "the file is damaged; export it again",
            encrypted_file: "the file is encrypted; remove the password and save it again",
            too_large: "the file is too large; split it into parts",
            encoding: "the characters cannot be read; name the encoding with --encoding",
            unterminated_quote: "a quote is opened and never closed; mend the line or export again",
        },
    },
    analyze: AnalyzeWords {
        columns: |names| format!("there is no column {names}; the header must name it so."),
        cell: |column, text| format!("\"{text}\" cannot stand in the column {column}."),
        no_customers: "Nobody had bought anything by that day. Choose a later day with --as-of.",
        no_prior: "There is no map fit for pareto. Use --fit mle, or another model.",
        too_many_sets: "There are too many combinations at this support. Choose a higher --support.",
        share: "a share from 0 to 1; try 0.01",
        level: "a level between 0 and 1; try 0.95",
        cuts: "mean, or days, times and an amount; try 90,3,100",
        counts: "The counts do not fit each other. There must be answers, and no more of a kind than in all.",
        calendar_name: "a file and a calendar in it; try hours.json#shop",
        calendar_shape: "this is no calendar file, or its hours run backwards; night hours are written 18:00 to 26:00.",
        no_calendar: |name, known| format!("there is no calendar \"{name}\"; there are {known}."),
        class: ClassWords {
            key_value: "key, to treasure",
            key_hold: "key, to keep",
            key_grow: "key, to develop",
            key_regain: "key, to win back",
            plain_value: "ordinary, to treasure",
            plain_hold: "ordinary, to keep",
            plain_grow: "ordinary, to develop",
            plain_regain: "ordinary, to win back",
        },
    },
    config: ConfigWords {
        at_line: |file, line, what| format!("{file}, line {line}: {what}"),
        unknown: |name, nearest| match nearest {
            Some(nearest) => format!("there is no setting \"{name}\"; did you mean \"{nearest}\"?"),
            None => format!("there is no setting \"{name}\"; it was left out."),
        },
        value: |name, takes| format!("\"{name}\" takes {takes}; it was left out."),
        syntax: "this is not TOML; the line was left out.",
        no_action: |name, nearest| match nearest {
            Some(nearest) => format!("there is no action \"{name}\"; did you mean \"{nearest}\"?"),
            None => format!("there is no action \"{name}\"; see `shuke config print`."),
        },
        no_key: |action, key| {
            format!("\"{key}\" cannot be a key for {action}; try a, Ctrl-a, F5, Enter or \"g a\".")
        },
        taken: |key, action, by| {
            format!(
                "\"{key}\" means {by} here; {action} goes without it. Give one of them another key."
            )
        },
        needed: |action| format!("{action} must keep a key; its own still holds."),
        hidden: |key, action, by| {
            format!(
                "\"{key}\" means {by} in some places and never {action} there. Give one of them another key to have both."
            )
        },
        untrusted: "others can write to this file or its folder, so its [[command]] tables are not used. Take that right away with `chmod go-w` and make sure that both are yours.",
        command_intro: "Commands of your own: press key in any pane, or choose the name in : or ?. The marked customers, or else the current\none, come to the program on standard input as JSON, each as `shuke show --json` has it, numbers masked. mode is quiet\n(the first line of the output is shown, and the program is stopped after timeout seconds) or terminal (the program\nhas the terminal). Where others can write to this file or its folder these commands are not used.",
        fine: |file| format!("Nothing is wrong in {file}"),
        missing: |file| {
            format!("There is no {file} and every default holds. `shuke config edit` makes one.")
        },
        intro: "Settings of shuke. A line that begins with # holds nothing: take the # away and change the value.",
        setting: |name| match name {
            "language" => "The language, zh or en. Left out: the system's.",
            "theme" => {
                "Colours: dark, light, neutral, ansi16, mono or contrast. Left out: what the terminal can do."
            }
            "glyphs" => {
                "Signs and borders: unicode, wide (for terminals that draw some signs two cells wide) or ascii. Left out: what the terminal can do."
            }
            "lock_minutes" => {
                "Minutes without a key before an encrypted desk locks; 0 for never. Default 5."
            }
            "mouse" => {
                "Clicks and the wheel: true or false. False leaves the mouse to the terminal. Default: true."
            }
            "region" => {
                "Where phone numbers without a country code belong: CN, HK, TW, US ... Default: CN."
            }
            "backup_folder" => {
                "A folder for a second copy of backups, such as one on a USB stick; asked about once a week."
            }
            "clipboard" => "How text is copied: terminal (works over SSH too), or off.",
            "copy_command" => {
                "Copy with a program of yours that reads its standard input, such as [\"wl-copy\"]."
            }
            "timezone" => {
                "Where times without an offset were written, for imports: Asia/Shanghai, +08:00 ... Left out: the system's."
            }
            _ => "",
        },
        keys_intro: "Keys: an action and its keys, such as u, Ctrl-r, F5, Enter, \"g g\" (one after the other). [] takes the key away.",
        unread: |file, why| format!("{file} was not read: {why}."),
        too_large: "it is far too large for settings",
    },
    help: HelpWords {
        template: "{before-help}{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}",
        commands: "Commands",
        command_word: "COMMAND",
        arguments: "Arguments",
        options: "Options",
        everywhere: "Options of every command",
        help: "Print help",
        version: "Print version",
        command: |_| None,
        arg: |_, _| None,
    },
    usage: UsageWords {
        missing: |names| format!("Missing: {names}."),
        no_command: |name| format!("There is no command \"{name}\". See `shuke --help`."),
        unknown: |name| format!("Unknown: {name}. See `shuke --help`."),
        conflict: |name| format!("{name} does not go with the rest. Leave one away."),
        value: |name, value| format!("{name} cannot be \"{value}\". See `shuke --help`."),
        other: "The command is not complete. See `shuke --help`.",
    },
};
