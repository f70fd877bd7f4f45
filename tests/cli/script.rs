//! Ready-made texts and exact copies, in commands.

use crate::home::{Home, text};

#[test]
fn a_script_is_added_filled_counted_and_removed() {
    let home = Home::with(&["王芳 13800138000 性别=女"]);
    home.ok(&["set", "shop_name", "山风茶铺"]);
    home.ok(&[
        "script",
        "add",
        "hi",
        "--title",
        "问候",
        "--group",
        "日常",
        "--via",
        "wechat",
        "--zh",
        "{称呼}您好，{商品}到了。{店名}",
    ]);
    assert_eq!(home.run(&["script", "add", "hi", "--zh", "x"]).status, 2);
    let short = home.run(&["script", "fill", "王芳", "hi"]);
    assert_eq!((short.status, short.out.as_str()), (2, ""));
    assert!(short.err.contains("商品"), "{short:?}");
    let filled = home.ok(&["script", "fill", "王芳", "hi", "--set", "商品=龙井"]);
    assert_eq!(filled, "王女士您好，龙井到了。山风茶铺\n");
    let row = &home.rows("scripts", &["script", "list"])[0];
    assert_eq!(
        (text(row, "code"), text(row, "folder"), row["uses"].as_i64()),
        ("hi", "日常", Some(1))
    );
    home.ok(&["script", "edit", "hi", "--en", "Hello {honorific}"]);
    assert_eq!(
        home.ok(&["script", "fill", "王芳", "hi", "--text", "en"]),
        "Hello Ms. 王\n"
    );
    assert!(
        home.ok(&["script", "show", "hi"])
            .contains("Hello {honorific}")
    );
    home.ok(&["script", "remove", "hi"]);
    assert_eq!(home.run(&["script", "show", "hi"]).status, 4);
    home.ok(&["undo"]);
    assert_eq!(home.rows("scripts", &["script", "list"])[0]["uses"], 2);
}

#[test]
fn nothing_is_filled_for_who_must_not_be_contacted() {
    let home = Home::with(&["王芳"]);
    home.ok(&["script", "starter"]);
    home.ok(&["consent", "no", "王芳"]);
    let refused = home.run(&["script", "fill", "王芳", "hello"]);
    assert_eq!((refused.status, refused.out.as_str()), (3, ""));
    home.ok(&["consent", "yes", "王芳"]);
}

#[test]
fn a_copied_number_is_the_stored_one_and_on_record() {
    let home = Home::with(&["王芳 13800138000 13900139000"]);
    assert_eq!(home.ok(&["contact", "copy", "王芳"]), "+8613800138000");
    home.ok(&["contact", "bad", "王芳", "8000"]);
    assert_eq!(home.ok(&["contact", "copy", "王芳"]), "+8613900139000");
    assert_eq!(
        home.rows("history", &["history"])[0]["name"],
        "contact.copy"
    );
}

#[test]
fn a_new_shop_has_scripts_and_the_starter_set_is_added_once() {
    let home = Home::new();
    home.ok(&["setup", "--shop", "山风茶铺"]);
    let rows = home.rows("scripts", &["script", "list"]);
    assert!(rows.len() >= 12);
    home.ok(&["script", "starter"]);
    assert_eq!(home.rows("scripts", &["script", "list"]).len(), rows.len());
}
