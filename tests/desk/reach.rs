//! Every action is reached by three letters of its name, in either language, from the palette and from the help of the place where it
//! holds; and what is chosen there does what its key does.

use std::collections::BTreeSet;
use std::path::PathBuf;

use shuke::domain::name::Lang;
use shuke::i18n::strings;
use shuke::search::pinyin;
use shuke::tui::keymap::{Action, BINDINGS, Bound, Scope};
use shuke::tui::needs;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// Among so many of the first rows stands what is meant: in view, at most two keys away.
const FIRST: usize = 3;

fn desk(lang: Lang) -> Desk {
    let desk = Desk::at(DAY)
        .with_customers(&["王芳 13866668000", "李建国 13912345678", "陈静 13700001111"])
        .with_follow_up("王芳", "2026-02-27", "送样品")
        .with_follow_up("李建国", "2026-03-02", "回访");
    match lang {
        Lang::Zh => desk,
        Lang::En => desk.in_english(),
    }
}

/// What people type for a name: its first letters, those of one of its words, or of its pinyin.
fn typings(label: &str) -> Vec<String> {
    let readings = pinyin::readings(label);
    let words = label.split_whitespace().map(str::to_owned);
    let mut all: Vec<String> = vec![label.to_owned()];
    all.extend(words);
    all.extend([readings.full(), readings.initials()]);
    let three = |text: String| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .take(3)
            .collect()
    };
    all.into_iter().map(three).collect()
}

/// The place of a row in the menu on screen, from its filter down.
fn place(desk: &Desk, typed: &str, row: &Bound, label: &str) -> Option<usize> {
    let lines = desk.lines();
    let filter = lines
        .iter()
        .position(|line| line.contains(&format!("▸ {typed}")))?;
    let is_row = |line: &String| {
        let line = line.trim_start_matches(|c| "│║ ".contains(c));
        line.contains(label) && line.contains(&row.shown())
    };
    lines.iter().skip(filter + 1).position(is_row)
}

/// Types three letters of a row's name into the menu that is open, and goes to it. Returns also what leads there.
fn find(mut menu: Desk, row: &Bound, label: &str) -> (Desk, String, usize) {
    let mut tried = Vec::new();
    for typed in typings(label) {
        menu = menu.keys("<Ctrl-u>").types(&typed);
        let place = place(&menu, &typed, row, label);
        if let Some(place) = place.filter(|place| *place < FIRST) {
            return (menu.keys(&"<Down>".repeat(place)), typed, place);
        }
        tried.push(format!("{typed}: {place:?}"));
    }
    panic!(
        "{label} is not among the first: {tried:?}\n{}",
        menu.screen()
    );
}

/// Chooses in an open menu by what was found to lead there.
fn choose(menu: Desk, (typed, place): (&str, usize)) -> Desk {
    menu.types(typed)
        .keys(&"<Down>".repeat(place))
        .keys("<Enter>")
}

fn pressed(row: &Bound) -> String {
    let key = row.keys.first().expect("a key");
    let one = |key: &str| match key {
        "<" => "<lt>".to_owned(),
        key if key.chars().count() == 1 => key.to_owned(),
        key => format!("<{key}>"),
    };
    key.split(' ').map(one).collect()
}

/// What is left of a desk once a key has been heard.
fn outcome(desk: &Desk) -> (String, Option<String>, usize) {
    let left = desk.left.as_ref().map(|left| format!("{left:?}"));
    (desk.screen(), left, desk.locks)
}

/// The pane in which a row holds.
fn home(scope: Scope) -> &'static str {
    match scope {
        Scope::Queue => "1",
        Scope::Profile => "3",
        Scope::Log => "4",
        _ => "2",
    }
}

/// What the palette offers in this language is found and does what its key does.
#[track_caller]
fn the_palette_reaches_all(lang: Lang) {
    let w = &strings(lang).desk.action;
    let mut menu = desk(lang).keys(":");
    let rows: Vec<Bound> = menu.state.keymap.of_the_desk().cloned().collect();
    for row in &rows {
        let (label, home) = (row.label(w), home(row.scope));
        let (found, typed, place) = find(menu, row, label);
        menu = found;
        let by_key = desk(lang).keys(home);
        let need = needs::obstacle(&by_key.state, row.action);
        let by_name = choose(desk(lang).keys(home).keys(":"), (&typed, place));
        if let Some(need) = need {
            assert!(by_name.remembered.is_empty(), "{label}");
            by_name.sees(&need.words(strings(lang)));
            continue;
        }
        let code = by_name.remembered.first().copied();
        let is_looking = matches!(row.action, Action::Help | Action::Palette);
        let wanted = (!is_looking).then(|| row.action.code());
        assert_eq!(code, wanted, "{label}");
        let by_key = by_key.keys(&pressed(row));
        assert_eq!(outcome(&by_name), outcome(&by_key), "{label}");
    }
}

#[test]
fn three_letters_and_enter_in_the_palette_do_what_the_key_does_in_chinese() {
    the_palette_reaches_all(Lang::Zh);
}

#[test]
fn three_letters_and_enter_in_the_palette_do_what_the_key_does_in_english() {
    the_palette_reaches_all(Lang::En);
}

/// A file to bring in.
fn book() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    std::fs::write(&path, "姓名,手机\n李雷,13800138000\n韩梅梅,13900139000\n").expect("a file");
    (folder, path)
}

/// Each place that has keys of its own: what leads there, what is typed there, and what follows.
fn places(file: &str) -> [(Scope, &str, &str, &str); 15] {
    [
        (Scope::Queue, "1", "", ""),
        (Scope::Customers, "2", "", ""),
        (Scope::Profile, "3", "", ""),
        (Scope::Log, "4", "", ""),
        (Scope::Find, "2/", "a", ""),
        (Scope::Prompt, "2A", "abc", ""),
        (Scope::Form, "a", "abc", ""),
        (Scope::Menu, "B", "", ""),
        (Scope::Choice, "2d", "", ""),
        (Scope::Scripts, "2;", "", ""),
        (Scope::Wizard, "i", file, "<Enter>"),
        (Scope::Sides, "2gg<Space><Space>M", "", ""),
        (Scope::Dashboard, "gd", "", ""),
        (Scope::Columns, "2C", "", ""),
        (Scope::Views, "ww", "", ""),
    ]
}

/// What the help offers in these places is found in both languages, and does what its key does; what was reached is told. The rows
/// are the same ones in either language, so choosing them is tried in one.
fn reached(places: &[(Scope, &str, &str, &str)]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for (scope, road, typed, last) in places {
        let place = |lang| desk(lang).keys(road).types(typed).keys(last);
        let there = place(Lang::Zh);
        let scopes = there.state.scopes();
        assert_eq!(scopes.first(), Some(scope), "\n{}", there.screen());
        let mut rows: Vec<Bound> = there.state.keymap.holding(scopes).cloned().collect();
        for row in &mut rows {
            let keys = there.state.keymap.keys_here(row, scopes);
            row.keys = keys.map(str::to_owned).collect();
        }
        rows.retain(|row| !row.keys.is_empty());
        let mut menus = LANGS.map(|lang| Some(place(lang).keys("<F1>")));
        for row in rows {
            let name = format!("{:?} {}", row.scope, row.action.code());
            // What holds in several places is chosen in the first of them.
            if !reached.insert(name) {
                continue;
            }
            let mut lead = (String::new(), 0);
            for (menu, lang) in menus.iter_mut().zip(LANGS).rev() {
                let label = row.label(&strings(lang).desk.action);
                let (found, typed, place) = find(menu.take().expect("a menu"), &row, label);
                (*menu, lead) = (Some(found), (typed, place));
            }
            let by_name = choose(place(Lang::Zh).keys("<F1>"), (&lead.0, lead.1));
            match needs::obstacle(&there.state, row.action) {
                Some(need) => drop(by_name.sees(&need.words(strings(Lang::Zh)))),
                None => {
                    let by_key = place(Lang::Zh).keys(&pressed(&row));
                    assert_eq!(
                        outcome(&by_name),
                        outcome(&by_key),
                        "{scope:?} {row:?}",
                        row = row.action
                    );
                }
            }
        }
    }
    reached
}

const PANES: usize = 4;

#[test]
fn three_letters_and_enter_in_the_help_of_a_pane_do_what_the_key_does() {
    reached(&places("")[..PANES]);
}

#[test]
fn three_letters_and_enter_in_the_help_of_a_dialog_do_what_the_key_does() {
    let (_folder, path) = book();
    let file = path.to_str().expect("a path");
    let reached = reached(&places(file)[PANES..]);
    for row in BINDINGS.iter().filter(|row| row.scope.is_inner()) {
        let name = format!("{:?} {}", row.scope, row.action.code());
        assert!(reached.contains(&name), "{} is in no help", row.name());
    }
}

#[test]
fn the_help_opens_over_what_is_typed_and_goes_away_without_a_trace() {
    for lang in LANGS {
        let typed = desk(lang).keys("2A").types("?小李");
        let before = typed.screen();
        assert!(before.contains("?小李"), "a question mark is text there");
        let help = typed.keys("<F1>");
        assert_ne!(help.screen(), before);
        let after = help.keys("<F1>");
        assert_eq!(after.screen(), before);
        assert_eq!(after.keys("<F1><Esc>").screen(), before);
    }
}
