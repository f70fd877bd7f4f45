//! The rules of the house, read from the source: which layer may look at which, who owns a crate, what a file looks like, and that keys
//! and words stand only where they belong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use shuke::domain::clean::is_cjk;
use shuke::domain::name::Lang;
use shuke::i18n::strings;
use shuke::tui::keymap::{self, BINDINGS, Hint, Scope};

/// What each layer may import besides itself. Nothing looks up, and tools do not look at each other.
const LAYERS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("insight", &["domain"]),
    ("shop", &["domain", "insight"]),
    ("i18n", &["insight", "domain"]),
    ("config", &["i18n", "domain"]),
    ("vault", &["domain"]),
    ("search", &["domain"]),
    ("codec", &["insight", "domain"]),
    ("store", &["i18n", "insight", "domain"]),
    (
        "app",
        &[
            "store", "vault", "search", "codec", "shop", "i18n", "insight", "domain",
        ],
    ),
    (
        "tui",
        &["app", "search", "config", "i18n", "insight", "domain"],
    ),
    (
        "cli",
        &[
            "app", "search", "codec", "config", "i18n", "insight", "domain",
        ],
    ),
    ("plain", &["app", "i18n", "domain"]),
    (
        "main",
        &["app", "cli", "tui", "plain", "config", "i18n", "domain"],
    ),
];

/// Crates that only some layers may name.
const OWNERS: [(&str, &[&str]); 26] = [
    ("rusqlite", &["store"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("rustix", &["tui", "config", "store", "vault", "main"]),
    ("signal_hook", &["tui"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("fuzzy_matcher", &["search"]),
    ("pinyin", &["search"]),
    ("csv", &["codec"]),
    ("encoding_rs", &["codec"]),
    ("sha2", &["vault"]),
    ("getrandom", &["vault"]),
    ("chinese_lunisolar_calendar", &["domain"]),
    ("regex", &["domain"]),
    ("directories", &["config"]),
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("hkdf", &["vault"]),
    ("hmac", &["vault"]),
    ("x25519_dalek", &["vault"]),
    ("rpassword", &["cli"]),
    ("rust_xlsxwriter", &["codec"]),
    ("calamine", &["codec"]),
    ("parquet", &["codec"]),
];

/// Where Chinese stands in string literals: words for people, and what parsers and readers of files must know.
const CHINESE: [&str; 5] = [
    "src/i18n",
    "src/domain",
    "src/codec",
    "src/shop",
    "src/cli/when.rs",
];

const NO_NAMES: [&str; 9] = [
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "service", "mod",
];

/// What stops a program, hides an error or silences the compiler.
const NEVER: [&str; 9] = [
    ".unwrap()",
    ".expect(",
    "panic!(",
    "todo!(",
    "dbg!(",
    "unimplemented!(",
    "unreachable!(",
    "let _ =",
    "#[allow",
];

/// A source file: its path from the top, and its text without tests and comments.
struct Source {
    path: String,
    whole: String,
    code: String,
}

impl Source {
    /// The layer a file belongs to: the folder below `src`, or the file beside it.
    fn layer(&self) -> &str {
        let below = self.path.trim_start_matches("src/");
        below
            .split('/')
            .next()
            .unwrap_or(below)
            .trim_end_matches(".rs")
    }
}

fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&top.join("src"), &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let whole = std::fs::read_to_string(&path).expect("a source file");
        let path = path
            .strip_prefix(top)
            .expect("below the top")
            .display()
            .to_string();
        Source {
            path,
            code: production(&whole),
            whole,
        }
    };
    found.into_iter().map(read).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// The text without comments and without whatever stands under `#[cfg(test)]`; formatted code shows where an item ends.
fn production(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            for line in lines.by_ref() {
                let is_short =
                    line.ends_with(';') && line.len() - line.trim_start().len() == indent;
                if line == end || is_short {
                    break;
                }
            }
        } else if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

#[test]
fn tests_and_comments_are_no_code() {
    let text = "fn a() {}\n// panic!()\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod tests;\nfn d() {}\n";
    assert_eq!(production(text), "fn a() {}\nfn c() {}\nfn d() {}\n");
}

/// The names that follow `before` where it begins a word.
fn names_after<'a>(code: &'a str, before: &str) -> BTreeSet<&'a str> {
    code.match_indices(before)
        .map(|(at, _)| &code[at + before.len()..])
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default()
        })
        .collect()
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.path != "src/lib.rs")
    {
        let layer = source.layer();
        let (_, may) = LAYERS
            .iter()
            .find(|(name, _)| *name == layer)
            .unwrap_or_else(|| panic!("{layer} is in no layer"));
        let seen = names_after(&source.code, "crate::")
            .into_iter()
            .chain(names_after(&source.code, "shuke::"));
        for name in
            seen.filter(|name| *name != layer && LAYERS.iter().any(|(other, _)| other == name))
        {
            if !may.contains(&name) {
                wrong.push(format!("{} looks at {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_crate_is_named_only_by_its_owner() {
    let mut wrong = Vec::new();
    for source in sources() {
        let mut named: BTreeSet<&str> = names_after(&source.code, "\nuse ");
        // `pinyin` and `csv` are also names of our own modules, which are called by path.
        let called = OWNERS
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !["pinyin", "csv"].contains(name));
        named.extend(called.filter(|name| is_called(&source.code, name)));
        for (name, owners) in OWNERS {
            if named.contains(name) && !owners.contains(&source.layer()) {
                wrong.push(format!("{} uses {name}", source.path));
            }
            if name == "chinese_lunisolar_calendar"
                && named.contains(name)
                && !source.path.starts_with("src/domain/birthday")
            {
                wrong.push(format!("{} uses {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_called(code: &str, name: &str) -> bool {
    let call = format!("{name}::");
    code.match_indices(&call)
        .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|s| !s.whole.starts_with("//! "))
        .map(|s| s.path)
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn a_file_is_named_for_its_noun() {
    let named = |source: &Source| {
        Path::new(&source.path)
            .file_stem()
            .map(|stem| stem.display().to_string())
            .unwrap_or_default()
    };
    let vague: Vec<String> = sources()
        .into_iter()
        .filter(|s| NO_NAMES.contains(&named(s).as_str()))
        .map(|s| s.path)
        .collect();
    assert!(vague.is_empty(), "{vague:#?}");
}

#[test]
fn nothing_panics_or_hides_an_error() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| !source.path.ends_with("/tests.rs"))
    {
        let words = NEVER.iter().filter(|word| source.code.contains(**word));
        wrong.extend(words.map(|word| format!("{} has {word}", source.path)));
        if is_called(&source.code.replace("unsafe ", "unsafe::"), "unsafe") {
            wrong.push(format!("{} is unsafe", source.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chinese_words_stand_only_where_they_belong() {
    let belongs = |path: &str| {
        CHINESE.iter().any(|place| path.starts_with(place)) || path.ends_with("/tests.rs")
    };
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !belongs(&source.path)) {
        for line in source.code.lines() {
            let code = line.split("// ").next().unwrap_or(line);
            if code.contains('"') && code.contains(is_cjk) {
                wrong.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_word_for_people_can_steer_a_terminal() {
    for source in sources()
        .iter()
        .filter(|source| source.path.starts_with("src/i18n"))
    {
        for escape in ["\\x", "\\u{", "\\r", "\\0"] {
            assert!(
                !source.code.contains(escape),
                "{} has {escape}",
                source.path
            );
        }
        assert!(
            !source.code.contains(|c: char| c.is_control() && c != '\n'),
            "{}",
            source.path
        );
    }
}

/// The literals of the desk's words: those of the command line, and of the lock screen, which has no table, are not among them.
fn said_at_the_desk() -> Vec<(String, String)> {
    let elsewhere = ["/cli", "/plain", "/lock", "/privacy", "/export"];
    let is_desk = |path: &str| {
        (path.starts_with("src/i18n/zh") || path.starts_with("src/i18n/en"))
            && !elsewhere.iter().any(|part| path.contains(part))
    };
    let all = sources().into_iter().filter(|source| is_desk(&source.path));
    all.flat_map(|source| {
        let code = source.code.replace("\\\"", "'");
        let literals: Vec<_> = code.split('"').skip(1).step_by(2).collect();
        let told = literals.into_iter().map(str::to_owned);
        told.map(|text| (source.path.clone(), text))
            .collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn a_text_names_a_key_by_its_row_of_the_table() {
    let rows: BTreeSet<String> = BINDINGS.iter().map(keymap::Binding::name).collect();
    let said = said_at_the_desk();
    assert!(said.len() > 1000, "{}", said.len());
    for (path, text) in &said {
        for name in keymap::named_in(text) {
            assert!(rows.contains(name), "{path}: no row is called {name}");
        }
    }
}

/// A key that a text names although the settings file may have given it to something else.
fn key_in(text: &str) -> Option<String> {
    let mut plain = text.to_owned();
    for name in keymap::named_in(text) {
        plain = plain.replacen(&format!("‹{name}›"), "<>", 1);
    }
    // Leaving by Ctrl-c is the one key that no file can change.
    let plain = plain.replace("Ctrl-c", "");
    let is_key = |word: &str| {
        let long = ["Enter", "Esc", "Tab", "Space", "回车"];
        long.contains(&word) || word.starts_with("Ctrl-") || word.starts_with("Alt-")
    };
    let words = plain.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let named = words.filter(|word| is_key(word)).map(str::to_owned).next();
    let pressed = ["Press ", "press ", "按 ", "按"].iter().find_map(|verb| {
        plain.match_indices(verb).find_map(|(at, _)| {
            let rest = &plain[at + verb.len()..];
            let word = rest.split([' ', '，', '。', '：', '）']).next()?;
            let bare = word.trim_end_matches(['.', ',', ':', ')']);
            let key = if bare.is_empty() { word } else { bare };
            let is_short = key.len() == 1 && !key.starts_with(|c: char| c.is_ascii_digit());
            let is_article = key == "a" && *verb != "按 " && rest.starts_with("a ");
            (is_short && !is_article).then(|| key.to_owned())
        })
    });
    let enter = plain.contains("回车").then(|| "回车".to_owned());
    named.or(pressed).or(enter)
}

#[test]
fn no_text_names_a_key_that_may_be_another() {
    for (path, text) in said_at_the_desk() {
        assert_eq!(key_in(&text), None, "{path}: {text}");
    }
    for slip in [
        "按 u 撤销",
        "按 : 输入",
        "Press u, then",
        "Enter saves",
        "直接回车",
    ] {
        assert!(key_in(slip).is_some(), "{slip}");
    }
}

#[test]
fn no_word_at_the_desk_has_a_sign_of_unsure_width() {
    // Chinese punctuation is text, and as wide as the terminal draws Chinese text.
    const CHINESE: [char; 3] = ['“', '”', '…'];
    let all = sources();
    let words = all.iter().filter(|source| {
        let part = ["/cli", "/plain", "/privacy", "/export"];
        source.path.starts_with("src/i18n/") && !part.iter().any(|part| source.path.contains(part))
    });
    for source in words {
        let unsure = source.code.chars().find(|c| {
            unicode_width::UnicodeWidthChar::width(*c)
                != unicode_width::UnicodeWidthChar::width_cjk(*c)
                && !CHINESE.contains(c)
        });
        assert_eq!(unsure, None, "{}", source.path);
    }
}

#[test]
fn every_action_has_a_key_and_a_name_in_both_languages() {
    let sources = sources();
    let keymap = sources
        .iter()
        .find(|source| source.path == "src/tui/keymap.rs")
        .expect("the keymap");
    let (_, rest) = keymap
        .code
        .split_once("pub enum Action {")
        .expect("the actions");
    let (body, _) = rest.split_once("\n}").expect("their end");
    let bound: BTreeSet<String> = BINDINGS
        .iter()
        .map(|binding| format!("{:?}", binding.action))
        .map(|name| name.split('(').next().unwrap_or_default().to_owned())
        .collect();
    let actions: Vec<&str> = body
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .map(|name| name.split('(').next().unwrap_or_default())
        // A program of the user's own has whatever key the settings give it.
        .filter(|name| !name.is_empty() && !name.starts_with("///") && *name != "Own")
        .collect();
    assert!(actions.len() > 40, "{actions:?}");
    for action in actions {
        assert!(bound.contains(action), "{action} has no key");
    }
    for binding in BINDINGS {
        for lang in [Lang::Zh, Lang::En] {
            let name = (binding.label)(&strings(lang).desk.action);
            assert_eq!(name.trim(), name, "{:?}", binding.action);
            assert!(!name.is_empty(), "{:?} has no name", binding.action);
            assert_eq!(
                name.contains(is_cjk),
                lang == Lang::Zh,
                "{name} is of the other language"
            );
        }
    }
}

#[test]
fn every_place_hints_at_help() {
    let help = BINDINGS
        .iter()
        .find(|b| b.scope == Scope::Global && b.keys.contains(&"?"))
        .expect("a key for help");
    assert!(help.hint == Hint::Footer);
}

/// The table of keys as the README shows it, between these two lines.
#[test]
fn the_readme_tells_the_keys_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for (lang, mark) in [(Lang::Zh, "keys:zh"), (Lang::En, "keys:en")] {
        let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
        let (_, rest) = text.split_once(&open).expect("a key table");
        let (shown, _) = rest.split_once(&close).expect("the end of the key table");
        let rows: Vec<String> = keymap::lines(strings(lang), &[], &[])
            .into_iter()
            .map(|(place, keys, what)| {
                format!("| {place} | `{}` | {what} |", keys.replace(' ', "` `"))
            })
            .collect();
        let told: Vec<&str> = shown
            .lines()
            .filter(|line| line.starts_with("| ") && !line.contains("---"))
            .skip(1)
            .collect();
        assert_eq!(told, rows, "the {mark} table of the README is old");
    }
}

#[test]
fn the_readme_says_what_roles_do_not_promise() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("a README");
    let readme: String = readme.replace("\n> ", " ");
    for lang in Lang::ALL {
        assert!(readme.contains(strings(lang).lock.promise), "{lang:?}");
    }
}
