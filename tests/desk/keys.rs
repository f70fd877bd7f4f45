//! The table of keys as people meet it: hints, help, palette, chords, keys of their own.

use shuke::config::{self, Rebinding};
use shuke::domain::name::Lang;
use shuke::i18n::strings;
use shuke::tui::footer::{Hinted, hints};
use shuke::tui::keymap::{Action, BINDINGS, Keymap};
use shuke::tui::msg::Msg;
use shuke::tui::state::Focus;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

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

fn with_keys(settings: &str) -> Desk {
    let (settings, warnings) = config::read(settings);
    assert_eq!(warnings, []);
    let mut desk = desk(Lang::Zh);
    let (keymap, warnings) = Keymap::resolved(&settings.keys);
    assert_eq!(warnings, []);
    desk.state.keymap = keymap;
    desk.hear(Msg::Tick);
    desk
}

/// Keys that lead to every footer there is.
const FOOTERS: [&str; 17] = [
    "", "2j", "3", "4", "2j/", "l", "a", ":", "?", "z", "d", "2C<Down>", "ww", ";", "gd", "X", "wp",
];

fn footer_of(desk: &Desk) -> Vec<Hinted> {
    hints(&desk.state, desk.state.areas().expect("room").footer)
}

fn pressed(key: &str) -> String {
    if key.chars().count() == 1 {
        key.to_owned()
    } else {
        format!("<{key}>")
    }
}

#[test]
fn every_hint_of_the_footer_works_and_none_is_cut_at_80_columns() {
    for lang in LANGS {
        for keys in FOOTERS {
            let there = desk(lang).keys(keys);
            let (before, line) = (there.screen(), there.lines()[23].clone());
            let shown = footer_of(&there);
            assert!(!shown.is_empty(), "after {keys:?}");
            for hint in shown {
                let told = format!(" {} {} ", hint.key, hint.label);
                assert!(line.contains(&told), "{told:?} is not whole in {line:?}");
                let after = desk(lang).keys(keys).keys(&pressed(&hint.key));
                assert_ne!(after.screen(), before, "{} after {keys:?}", hint.key);
                let unbound = (strings(lang).desk.unbound)(&hint.key);
                after.not_sees(&unbound);
            }
        }
    }
}

#[test]
fn every_footer_of_a_pane_shows_at_least_five_keys() {
    for lang in LANGS {
        for keys in ["", "2", "3", "4"] {
            let shown = footer_of(&desk(lang).keys(keys));
            assert!(shown.len() >= 5, "{shown:?}");
        }
    }
}

#[test]
fn the_footer_leaves_out_what_cannot_be_done() {
    let empty = footer_of(&Desk::at(DAY));
    for action in [Action::Log, Action::Schedule, Action::Edit, Action::Snooze] {
        assert!(empty.iter().all(|hint| hint.action != action), "{action:?}");
    }
    assert!(empty.iter().any(|hint| hint.action == Action::Add));
}

#[test]
fn the_help_tells_every_key_that_holds() {
    for lang in LANGS {
        for (pane, keys) in [
            (Focus::Queue, "1"),
            (Focus::Customers, "2"),
            (Focus::Profile, "3"),
            (Focus::Log, "4"),
        ] {
            let there = desk(lang).keys(keys).focused_on(pane);
            let map = there.state.keymap.clone();
            let scopes = there.state.scopes();
            let mut help = there.keys("?");
            for row in map.holding(scopes) {
                let label = row.label(&strings(lang).desk.action);
                help = help.keys("<Ctrl-u>").pastes(label);
                let tells = |line: &String| line.contains(label) && line.contains(&row.shown());
                assert!(help.lines().iter().any(tells), "{label}\n{}", help.screen());
            }
        }
    }
}

#[test]
fn help_runs_what_is_chosen_and_f1_is_another_key_for_it() {
    desk(Lang::Zh)
        .keys("<F1>")
        .sees("按键")
        .types("推迟")
        .keys("<Enter>")
        .sees("推迟多久");
}

#[test]
fn the_palette_finds_by_the_name_in_the_other_language() {
    desk(Lang::En).keys(":").types("撤销").sees("undo");
    desk(Lang::Zh).keys(":").types("snoo").sees("推迟");
}

#[test]
fn tab_completes_the_name_of_a_command() {
    desk(Lang::Zh)
        .keys(":")
        .types("tuichu")
        .keys("<Tab>")
        .cursor_after("退出");
}

#[test]
fn the_commands_used_last_stand_first_and_only_their_names_are_kept() {
    let desk = desk(Lang::Zh)
        .keys(":")
        .types("排序")
        .keys("<Enter>:")
        .types("到往来")
        .keys("<Enter>:");
    assert_eq!(desk.remembered, ["go_log", "sort"]);
    let rows = desk.lines();
    let place = |text: &str| rows.iter().position(|line| line.contains(text));
    let filter = place("输入筛选").expect("the palette");
    assert!(rows[filter + 1].contains("到往来"), "{}", desk.screen());
    assert!(rows[filter + 2].contains("排序"), "{}", desk.screen());
    let mut later = Desk::at(DAY);
    later
        .state
        .recall(&["sort".to_owned(), "no_such".to_owned()]);
    let later = later.keys(":");
    let rows = later.lines();
    let filter = rows.iter().position(|line| line.contains("输入筛选"));
    assert!(rows[filter.expect("the palette") + 1].contains("排序"));
}

#[test]
fn what_cannot_be_done_says_why_and_refuses() {
    Desk::at(DAY)
        .keys(":")
        .types("推迟")
        .sees("在跟进里选一条")
        .keys("<Enter>")
        .sees("命令");
    Desk::at(DAY)
        .keys(":")
        .types("修改资料")
        .sees("还没有选中客户");
    let mut fixed = desk(Lang::Zh);
    fixed.state.read_only = true;
    for key in ["a", "l", "z", "u", "d"] {
        fixed = fixed.keys(key).sees("只读").after_seconds(10);
        assert!(fixed.state.dialogs.is_empty(), "{key}");
    }
    fixed.keys(":").types("新建客户").sees("只读");
}

#[test]
fn the_first_of_two_keys_shows_what_may_follow() {
    desk(Lang::Zh)
        .keys("2g")
        .sees("到开头")
        .sees("到跟进")
        .keys("l")
        .focused_on(Focus::Log)
        .keys("gq")
        .focused_on(Focus::Queue);
    desk(Lang::En).keys("g").sees("go to log");
}

#[test]
fn g_twice_is_the_top_and_anything_else_goes_back() {
    desk(Lang::Zh).keys("2Ggg").sees_in(Focus::Profile, "陈静");
    for (key, name) in [("<Esc>", "Esc"), ("x", "x"), ("g<Esc>", "")] {
        let there = desk(Lang::Zh).keys("2Gg").keys(key);
        assert!(there.state.dialogs.is_empty());
        if !name.is_empty() {
            there.sees(&format!("g 之后没有 {name}"));
        }
    }
}

#[test]
fn a_key_of_ones_own_holds_everywhere_it_is_told() {
    let own = "[keys]\nundo = [\"Ctrl-y\", \"g z\"]\nlog = \"Ctrl-e\"\nredo = []\n";
    with_keys(own)
        .keys("z3")
        .sees("已推迟")
        .keys("<Ctrl-y>")
        .sees("撤销");
    with_keys(own).keys("z3gz").sees("撤销");
    with_keys(own).keys("<Ctrl-e>").sees("记录互动");
    with_keys(own).keys("<Ctrl-r>").sees("没有用到");
    with_keys(own).keys("u").sees("u 没有用到");
    assert!(
        with_keys(own).lines()[23].contains("Ctrl-y 撤销") || {
            let shown = footer_of(&with_keys(own).sized(160, 40));
            shown.iter().any(|hint| hint.key == "Ctrl-y")
        }
    );
    with_keys(own).keys(":").types("撤销").sees("Ctrl-y gz");
    with_keys(own).keys("?").types("记录互动").sees("Ctrl-e");
    let changes = config::read(own).0.keys;
    let lines = shuke::tui::keymap::lines(strings(Lang::Zh), &changes, &[]);
    assert!(
        lines
            .iter()
            .any(|(_, key, what)| key == "Ctrl-y gz" && *what == "撤销")
    );
}

/// A table in which each row has a key that nothing else uses.
fn other_keys() -> Keymap {
    let changes: Vec<Rebinding> = BINDINGS
        .iter()
        .enumerate()
        .map(|(n, row)| Rebinding {
            line: n + 1,
            action: row.name(),
            keys: vec![format!("Alt-{}", strange(n))],
        })
        .collect();
    let (map, warnings) = Keymap::resolved(&changes);
    assert_eq!(warnings, []);
    map
}

fn strange(n: usize) -> char {
    char::from_u32(0x0561 + n as u32).expect("a character")
}

/// The key of a row in that table.
fn other_key(name: &str) -> String {
    let row = BINDINGS.iter().position(|row| row.name() == name);
    format!("<Alt-{}>", strange(row.expect("a row of that name")))
}

#[test]
fn what_is_told_follows_the_keys_of_the_settings_file() {
    const ROADS: [&[&str]; 24] = [
        &[],
        &["go_customers"],
        &["go_profile"],
        &["go_log"],
        &["find"],
        &["log"],
        &["schedule"],
        &["add"],
        &["quick_add"],
        &["edit"],
        &["tag"],
        &["quick_tags"],
        &["tag_book"],
        &["rule_book"],
        &["quality"],
        &["scripts"],
        &["reveal"],
        &["history"],
        &["bin"],
        &["how_to", "menu.submit"],
        &["merge"],
        &["complete"],
        &["views"],
        &["dashboard"],
    ];
    let stale = [
        "Enter", "Esc", "Tab", "Ctrl-", "F2", "回车", "按 u", "Press u",
    ];
    for lang in LANGS {
        for mut there in [desk(lang).sized(100, 30)] {
            there.state.keymap = other_keys();
            there.hear(Msg::Tick);
            for road in ROADS {
                for name in road {
                    there = there.keys(&other_key(name));
                }
                for old in stale {
                    let screen = there.screen();
                    assert!(!screen.contains(old), "{old} after {road:?}:\n{screen}");
                }
                while !there.state.dialogs.is_empty() {
                    there.state.dialogs.pop();
                }
                there = there.after_seconds(10);
            }
        }
    }
    let mut empty = Desk::at(DAY);
    empty.state.keymap = other_keys();
    empty.hear(Msg::Tick);
    let find = other_key("find").trim_matches(['<', '>']).to_owned();
    empty.sees(&format!("按 {find} 找客户"));
}

#[test]
fn a_key_that_was_taken_away_is_told_as_the_palette_has_it() {
    with_keys("[keys]\nhelp = []\n")
        .keys("%")
        .sees("按 :帮助 看有哪些键");
}

#[test]
fn every_key_can_be_another() {
    // The desk then knows no other.
    let map = other_keys();
    for row in BINDINGS {
        let meaning = map.meaning(row.keys[0], &[row.scope]);
        assert_eq!(meaning, None, "{} still holds", row.keys[0]);
    }
}
