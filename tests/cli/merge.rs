//! Duplicates, merging and a field's past, in commands.

use crate::home::{Home, text};

fn shop() -> Home {
    Home::with(&[
        "王芳 13800138000 微信=wf88",
        "王小芳 13900139000 微信=wf88 来源=小红书",
        "李雷 13700137000",
    ])
}

#[test]
fn pairs_are_listed_with_reasons_until_they_are_dismissed() {
    let home = shop();
    let rows = home.rows("duplicates", &["dupes"]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(
        rows[0]["reasons"]
            .as_array()
            .expect("reasons")
            .contains(&"same_wechat".into())
    );
    assert!(!home.ok(&["dupes"]).contains("13800138000"));
    home.ok(&["dupes", "dismiss", "王芳", "王小芳"]);
    assert_eq!(
        home.rows("duplicates", &["dupes"]),
        Vec::<serde_json::Value>::new()
    );
    home.ok(&["undo"]);
    assert_eq!(home.rows("duplicates", &["dupes", "--limit", "0"]).len(), 0);
    assert_eq!(home.rows("duplicates", &["dupes"]).len(), 1);
}

#[test]
fn a_merge_is_rehearsed_done_and_undone() {
    let home = shop();
    let words = ["merge", "王芳", "王小芳", "--take", "name=lose"];
    let rehearsed = home.rows("merge", &[&words[..], &["--dry-run"]].concat());
    assert_eq!(rehearsed[0]["moves"][0]["rows"], 1, "{rehearsed:?}");
    assert_eq!(
        home.rows("customers", &["list"]).len(),
        3,
        "a rehearsal writes nothing"
    );
    let told = home.ok(&[&words[..], &["--dry-run"]].concat());
    let made = told.lines().find(|line| line.starts_with("建档"));
    assert!(made.is_some_and(|line| !line.contains('*')), "{told}");
    home.ok(&words);
    let card = &home.rows("customer", &["show", "王小芳"])[0];
    assert_eq!(card["source"], "小红书");
    assert_eq!(card["contacts"].as_array().map(Vec::len), Some(3));
    assert_eq!(home.rows("customers", &["list"]).len(), 2);
    home.ok(&["undo"]);
    assert_eq!(home.rows("customers", &["list"]).len(), 3);
    for (words, status) in [
        (["merge", "王芳", "王芳"], 2),
        (["merge", "王芳", "没有这人"], 4),
    ] {
        assert_eq!(home.run(&words).status, status, "{words:?}");
    }
    assert_eq!(
        home.run(&["merge", "王芳", "王小芳", "--take", "city=x"])
            .status,
        2
    );
}

#[test]
fn a_field_tells_what_it_was_by_its_name_in_either_language() {
    let home = shop();
    home.ok(&["edit", "李雷", "--city", "杭州"]);
    home.ok(&["edit", "李雷", "--city", "上海", "--phone", "13600136000"]);
    for name in ["city", "城市"] {
        let rows = home.rows("past", &["history", "--field", name, "李雷"]);
        assert_eq!(
            (text(&rows[0], "old"), text(&rows[0], "new")),
            ("杭州", "上海"),
            "{name}"
        );
        assert_eq!(text(&rows[0], "source"), "cli");
    }
    let phones = home.ok(&["history", "--field", "phone", "李雷"]);
    assert!(
        phones.contains("136****6000") && !phones.contains("13600136000"),
        "{phones}"
    );
    assert_eq!(home.run(&["history", "--field", "x", "李雷"]).status, 2);
}

#[test]
fn an_edit_that_expects_an_older_version_ends_with_seven() {
    let home = shop();
    let version = text(&home.rows("customer", &["show", "李雷"])[0], "version").to_owned();
    home.ok(&["edit", "李雷", "--city", "杭州", "--expect", &version]);
    let late = home.run(&["edit", "李雷", "--city", "上海", "--expect", &version]);
    assert_eq!(late.status, 7);
    assert_eq!(home.rows("customer", &["show", "李雷"])[0]["city"], "杭州");
}

#[test]
fn adding_somebody_who_may_be_there_says_so_and_records_it() {
    let home = shop();
    let added = home.run(&["add", "李雷雷 13700137000"]);
    assert_eq!(added.status, 0);
    assert!(added.err.contains("137****7000"), "{}", added.err);
    let history = home.rows("history", &["history"]);
    assert!(text(&history[0], "purpose").starts_with("despite same_phone"));
}
