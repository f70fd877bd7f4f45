//! The book in order, in commands: verified days, the quality board, the data dictionary and the pool.

use crate::home::{Home, text};

fn names(home: &Home, view: &str) -> Vec<String> {
    let rows = home.rows("customers", &["list", "--view", view, "--sort", "name"]);
    rows.iter()
        .map(|row| text(row, "name").to_owned())
        .collect()
}

#[test]
fn a_record_typed_in_is_verified_and_an_imported_one_is_stale_until_somebody_looks() {
    let home = Home::with(&["王芳 13800138000"]);
    std::fs::write(home.path().join("in.csv"), "姓名,手机\n李雷,13700137000\n").expect("writes");
    home.ok(&["import", "in.csv"]);
    assert_eq!(names(&home, "核实>180d"), ["李雷"]);
    home.ok(&["verify", "李雷"]);
    assert!(names(&home, "verified>180d").is_empty());
    home.ok(&["undo"]);
    assert_eq!(names(&home, "核实>180d"), ["李雷"]);
    home.ok(&["set", "stale_days", "90"]);
    assert_eq!(home.run(&["set", "stale_days", "soon"]).status, 2);
}

#[test]
fn the_board_counts_what_its_lists_show() {
    let home = Home::with(&["王芳 13800138000", "王方 13800138000", "无名"]);
    let board = &home.rows("quality", &["report", "quality"])[0];
    for (counter, count) in [
        ("same_phone", 2),
        ("invalid_phone", 0),
        ("no_source", 3),
        ("no_phone", 1),
        ("no_next_step", 3),
        ("orphan", 1),
        ("stale", 0),
        ("no_legal_basis", 0),
    ] {
        assert_eq!(board[counter], count, "{counter}");
    }
    // A phone that works is 25, a legal basis 10, fresh 15: (50 + 50 + 25) / 3.
    assert_eq!(board["score"], "41.7");
    assert_eq!(names(&home, "有:重号"), ["王方", "王芳"]);
    assert_eq!(names(&home, "has:orphan"), ["无名"]);
    home.ok(&["contact", "bad", "王芳"]);
    let board = &home.rows("quality", &["report", "quality"])[0];
    assert_eq!(board["invalid_phone"], 1);
}

#[test]
fn the_dictionary_says_every_field_in_both_languages() {
    let home = Home::new();
    let rows = home.rows("schema", &["schema"]);
    let value = rows
        .iter()
        .find(|row| row["field"] == "contact.value")
        .expect("a field");
    assert_eq!(
        (&value["zh"], &value["en"]),
        (&"联系方式".into(), &"contact".into())
    );
    assert!(rows.len() > 80, "{}", rows.len());
    let tier = rows
        .iter()
        .find(|row| row["field"] == "customer.consent")
        .expect("a field");
    assert!(
        tier["allowed"]
            .as_array()
            .is_some_and(|words| words.len() == 2)
    );
}

#[test]
fn the_pool_is_off_until_switched_on_and_claims_have_a_limit() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    let has_view = || {
        let views = home.rows("views", &["view", "list"]);
        views.iter().any(|view| view["name"] == "公海")
    };
    assert_eq!(home.run(&["pool", "claim", "王芳"]).status, 3);
    assert!(!has_view());
    home.ok(&["set", "pool", "on"]);
    assert!(has_view());
    assert_eq!(home.run(&["pool", "claim", "王芳"]).status, 3, "who am I?");
    home.ok(&["agent", "小李"]);
    home.ok(&["set", "pool_claims", "1"]);
    home.ok(&["pool", "claim", "王芳"]);
    assert_eq!(home.run(&["pool", "claim", "李雷"]).status, 3, "one a day");
    assert_eq!(names(&home, "归属=无"), ["李雷"]);
    assert_eq!(home.rows("customers", &["pool", "list"]).len(), 1);
    home.ok(&["owner", "小王", "李雷"]);
    home.ok(&["tier", "vip", "李雷"]);
    home.ok(&["pool", "sweep"]);
    assert_eq!(
        names(&home, "owner=none"),
        ["王芳"],
        "never touched, no VIP"
    );
    home.ok(&["undo"]);
    assert!(names(&home, "归属=无").is_empty());
    home.ok(&["pool", "return", "王芳"]);
    assert_eq!(names(&home, "有:公海"), ["王芳"]);
}
