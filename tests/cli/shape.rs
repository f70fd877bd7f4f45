//! What the program prints, and how it ends.

use std::io::Read;
use std::process::Stdio;

use crate::home::{Home, text};

#[test]
fn ids_are_text_and_every_row_names_its_fields() {
    let home = Home::with(&["王芳 13800138000"]);
    home.ok(&["buy", "王芳", "龙井", "1,234.50"]);
    let row = &home.rows("customers", &["list"])[0];
    let fields: Vec<&String> = row.as_object().expect("a row").keys().collect();
    assert_eq!(
        fields,
        [
            "id",
            "name",
            "phone",
            "company",
            "city",
            "tier",
            "stage",
            "last_contact",
            "next_due",
            "last_purchase",
            "spend",
            "purchase_days",
            "tags",
            "source",
            "owner",
            "created_at"
        ]
    );
    assert!(text(row, "id").parse::<i64>().is_ok());
    let card = &home.rows("customer", &["show", "王芳"])[0];
    assert_eq!(card["spend"], "1234.50");
    let done = home.rows("done", &["pin", "王芳", "先看"]);
    assert_eq!(done[0]["step"]["name"], "customer.pin");
    assert_eq!(done[0]["customers"][0], card["id"]);
}

#[test]
fn a_pipe_gets_tabs_and_no_header() {
    let home = Home::with(&["王芳 13800138000"]);
    let out = home.ok(&["list"]);
    let cells: Vec<&str> = out.trim_end_matches('\n').split('\t').collect();
    assert_eq!(out.lines().count(), 1);
    assert_eq!((cells.len(), cells[1]), (9, "王芳"));
}

#[test]
fn nothing_a_terminal_obeys_is_printed() {
    let home = Home::with(&["王芳"]);
    home.ok(&[
        "edit",
        "王芳",
        "--note",
        "\u{1b}]0;x\u{7}\u{9b}31m红\u{202e}",
        "--nickname",
        "a\u{1b}[2J",
    ]);
    for words in [
        &["show", "王芳"][..],
        &["show", "王芳", "--json"],
        &["list"],
        &["find", "\u{1b}[31m王芳"],
    ] {
        let ran = home.run(words);
        let obeyed = |text: &str| {
            text.chars()
                .any(|c| c.is_control() && c != '\n' && c != '\t')
        };
        assert!(!obeyed(&ran.out) && !obeyed(&ran.err), "{ran:?}");
    }
    let ran = home.run(&["show", "\u{1b}[31mnobody"]);
    assert!(ran.status == 4 && !ran.err.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn the_exit_status_says_why() {
    let home = Home::with(&["王芳 13800138000", "王芳", "李雷"]);
    for (words, status) in [
        (&["list"][..], 0),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["nonsense"], 2),
        (&["add"], 2),
        (&["add", "13800138000"], 2),
        (&["add", "赵六", "--birthday", "2月30日"], 2),
        (&["followup", "add", "李雷", "someday"], 2),
        (&["set", "colour", "red"], 2),
        (&["set", "language", "tlh"], 2),
        (&["setup"], 2),
        (&["--demo", "list"], 0),
        (&["buy", "李雷", "茶", "many"], 2),
        (&["--read-only", "add", "赵六"], 3),
        (&["show", "nobody"], 4),
        (&["followup", "done", "5"], 4),
        (&["redo"], 4),
        (&["show", "王芳"], 7),
        (&[], 2),
    ] {
        let ran = home.run(words);
        assert_eq!(ran.status, status, "{words:?}: {ran:?}");
        let says = if status == 0 { &ran.out } else { &ran.err };
        assert!(!says.trim().is_empty(), "{words:?} says nothing");
    }
    assert_eq!(
        home.json(&["show", "nobody", "--json"])["error"]["code"],
        "not_found"
    );
}

#[test]
fn the_desk_without_a_terminal_is_refused_in_one_line() {
    let home = Home::new();
    let ran = home.run(&[]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.lines().count()),
        (2, "", 1),
        "{ran:?}"
    );
    assert!(!home.database().exists());
}

#[test]
fn both_languages_are_spoken() {
    let home = Home::new();
    for (words, says) in [
        (&["--help"][..], "用法"),
        (&["--lang", "en", "--help"], "Usage"),
        (&["add", "--help"], "添加客户"),
        (&["show", "--lang=en", "nobody"], "No customer"),
        (&["show", "nobody"], "没有客户"),
        (&["nonsense"], "没有“nonsense”这个命令"),
    ] {
        let ran = home.run(words);
        assert!(
            (ran.out.clone() + &ran.err).contains(says),
            "{words:?}: {ran:?}"
        );
    }
}

#[test]
fn the_settings_file_is_obeyed_and_a_slip_in_it_is_named() {
    let home = Home::new();
    let file = home.path().join("mine.toml");
    std::fs::write(&file, "language = \"en\"\n\nthem = \"dark\"\n").expect("writes");
    let ran = home.run(&["--config", "mine.toml", "list"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.err.contains("line 3") && ran.err.contains("\"theme\""),
        "{ran:?}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let home = Home::new();
    let rows: String = (0..3000)
        .map(|n| format!("客户{n},1380013{n:04}\n"))
        .collect();
    std::fs::write(home.path().join("in.csv"), format!("姓名,手机\n{rows}")).expect("writes");
    home.ok(&["import", "in.csv"]);
    let mut child = home
        .command(&["list", "--limit", "3000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut first = [0; 16];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("reads");
    drop(pipe);
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_list_longer_than_a_window_is_whole() {
    let home = Home::new();
    let rows: String = (0..450)
        .map(|n| format!("客户{n},1380013{n:04}\n"))
        .collect();
    std::fs::write(home.path().join("in.csv"), format!("姓名,手机\n{rows}")).expect("writes");
    home.ok(&["import", "in.csv"]);
    for sort in ["recent", "name", "due", "tier", "newest"] {
        let rows = home.rows("customers", &["list", "--limit", "1000", "--sort", sort]);
        let ids: std::collections::BTreeSet<&str> =
            rows.iter().map(|row| text(row, "id")).collect();
        assert_eq!((rows.len(), ids.len()), (450, 450), "{sort}");
    }
    assert_eq!(home.rows("customers", &["list", "--limit", "7"]).len(), 7);
}

#[test]
fn completions_and_manual_pages_are_made() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(
            home.ok(&["completions", shell]).contains("followup"),
            "{shell}"
        );
    }
    home.ok(&["man", "pages"]);
    assert!(home.path().join("pages/shuke-followup-add.1").exists());
    assert!(!home.database().exists(), "no desk is made for a manual");
}
