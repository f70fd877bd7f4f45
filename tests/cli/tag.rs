//! Tags in commands: groups, names, merges, and what one undo gives back.

use crate::home::{Home, text};

fn tags(home: &Home) -> Vec<String> {
    home.rows("tags", &["tag", "list"])
        .iter()
        .map(|row| format!("{}:{}", text(row, "name"), row["customers"]))
        .collect()
}

#[test]
fn a_merge_moves_everyone_and_one_undo_moves_them_back() {
    let home = Home::with(&["王芳 13800138000 #老客 #熟客", "李雷 13900139000 #熟客"]);
    home.ok(&["tag", "merge", "熟客", "--into", "老客"]);
    assert_eq!(tags(&home), ["老客:2"]);
    home.ok(&["undo"]);
    assert_eq!(tags(&home), ["熟客:2", "老客:1"]);
    home.ok(&["tag", "rename", "熟客", "回头客"]);
    assert_eq!(
        home.rows("customer", &["show", "李雷"])[0]["tags"][0],
        "回头客"
    );
    assert_eq!(home.run(&["tag", "rename", "回头客", "老客"]).status, 2);
}

#[test]
fn an_exclusive_group_refuses_what_would_not_fit_and_keeps_one() {
    let home = Home::with(&["王芳 13800138000 #金卡 #银卡"]);
    home.ok(&["tag", "group", "价值等级", "金卡", "银卡"]);
    assert_eq!(home.run(&["tag", "exclusive", "价值等级", "one"]).status, 7);
    home.ok(&["tag", "remove", "银卡", "王芳"]);
    home.ok(&["tag", "exclusive", "价值等级", "one"]);
    home.ok(&["tag", "add", "银卡", "王芳"]);
    let card = &home.rows("customer", &["show", "王芳"])[0];
    assert_eq!(card["tags"].as_array().map(Vec::len), Some(1));
    home.ok(&["tag", "colour", "银卡", "quiet"]);
    let row = &home.rows("tags", &["tag", "list"])[0];
    assert_eq!(
        (&row["group"], &row["exclusive"]),
        (&"价值等级".into(), &true.into())
    );
    home.ok(&["tag", "delete", "银卡"]);
    home.ok(&["tag", "group", "--none", "金卡"]);
    assert_eq!(tags(&home), ["金卡:0"]);
}
