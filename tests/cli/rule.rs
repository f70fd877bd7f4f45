//! Rules in commands: a preview before anything, tags that come and go, one undo, and nothing that circles.

use crate::home::{Home, text};

fn shop() -> Home {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&["buy", "王芳", "龙井", "600"]);
    home.ok(&["buy", "李雷", "龙井", "100"]);
    home.ok(&[
        "rule",
        "add",
        "消费30天>=500 且 单数90天>=1 => +高价值",
        "--name",
        "大客",
    ]);
    home
}

fn tags(home: &Home, who: &str) -> Vec<String> {
    let card = home.rows("customer", &["show", who]);
    let tags = card[0]["tags"].as_array().expect("tags").clone();
    tags.iter()
        .map(|tag| tag.as_str().expect("a tag").to_owned())
        .collect()
}

#[test]
fn a_rule_is_previewed_before_it_gives_anything_and_names_itself_on_the_timeline() {
    let home = shop();
    let preview = home.rows("rule_preview", &["rule", "preview", "大客"]);
    assert_eq!(preview[0]["gains"], 1);
    assert_eq!(preview[0]["gaining"][0]["name"], "王芳");
    assert_eq!(preview[0]["losses"], 0);
    assert!(tags(&home, "王芳").is_empty());
    home.ok(&["rule", "enable", "大客"]);
    assert_eq!(tags(&home, "王芳"), ["高价值"]);
    assert!(tags(&home, "李雷").is_empty());
    let moments = home.rows("customer", &["show", "王芳"])[0]["moments"].clone();
    let fired = moments
        .as_array()
        .expect("moments")
        .iter()
        .find(|one| one["kind"] == "rule");
    assert_eq!(text(fired.expect("a firing"), "rule"), "大客");
}

#[test]
fn a_purchase_fires_in_its_own_step_and_one_undo_takes_both_back() {
    let home = shop();
    home.ok(&["rule", "enable", "大客"]);
    home.ok(&["buy", "李雷", "金骏眉", "900"]);
    assert_eq!(tags(&home, "李雷"), ["高价值"]);
    home.ok(&["undo"]);
    assert!(tags(&home, "李雷").is_empty());
    home.ok(&["redo"]);
    assert_eq!(tags(&home, "李雷"), ["高价值"]);
    home.ok(&["buy", "李雷", "金骏眉", "-900"]);
    assert!(tags(&home, "李雷").is_empty(), "no longer met");
}

#[test]
fn what_a_person_took_off_stays_off_and_what_a_rule_gave_goes_with_it() {
    let home = shop();
    home.ok(&["rule", "enable", "大客"]);
    home.ok(&["tag", "remove", "高价值", "王芳"]);
    assert!(tags(&home, "王芳").is_empty());
    home.ok(&["rule", "run"]);
    assert!(tags(&home, "王芳").is_empty());
    home.ok(&["tag", "add", "高价值", "李雷"]);
    home.ok(&["rule", "disable", "大客"]);
    assert_eq!(tags(&home, "李雷"), ["高价值"], "by hand");
    home.ok(&["rule", "edit", "大客", "消费30天>=50 => +高价值"]);
    home.ok(&["rule", "rename", "大客", "买过"]);
    home.ok(&["rule", "enable", "买过"]);
    assert_eq!(home.rows("rules", &["rule", "list"])[0]["meeting"], 2);
    assert_eq!(tags(&home, "王芳"), ["高价值"]);
    home.ok(&["rule", "remove", "买过"]);
    assert!(tags(&home, "王芳").is_empty());
}

#[test]
fn tiers_banners_follow_ups_and_drafts_are_given_and_hands_are_left_alone() {
    let home = shop();
    home.ok(&["script", "add", "hi", "--zh", "{姓名}您好，{商品}到了"]);
    home.ok(&["pin", "李雷", "只打微信"]);
    home.ok(&[
        "rule",
        "add",
        "消费>0 => 等级=VIP; 置顶:常客; 跟进:3天 问新茶; 话术:hi 1天",
        "--name",
        "都有",
    ]);
    home.ok(&["rule", "enable", "都有"]);
    let card = &home.rows("customer", &["show", "王芳"])[0];
    assert_eq!(
        (&card["tier"], &card["pinned"]),
        (&"vip".into(), &"常客".into())
    );
    let notes: Vec<&str> = card["follow_ups"]
        .as_array()
        .expect("follow-ups")
        .iter()
        .map(|one| text(one, "note"))
        .collect();
    assert_eq!(notes, ["王芳您好，{商品}到了", "问新茶"]);
    assert_eq!(
        home.rows("customer", &["show", "李雷"])[0]["pinned"],
        "只打微信"
    );
    home.ok(&["rule", "disable", "都有"]);
    let card = &home.rows("customer", &["show", "王芳"])[0];
    assert_eq!(card["pinned"], "");
    assert_ne!(card["tier"], "vip");
    assert_eq!(
        home.rows("customer", &["show", "李雷"])[0]["pinned"],
        "只打微信"
    );
}

#[test]
fn a_rule_that_would_drive_itself_or_others_is_not_switched_on() {
    let home = shop();
    for (name, rule) in [("甲", "-#x => +x"), ("乙", "#a => +b"), ("丙", "#b => +a")] {
        home.ok(&["rule", "add", rule, "--name", name]);
    }
    assert_eq!(home.run(&["rule", "enable", "甲"]).status, 2);
    home.ok(&["rule", "enable", "乙"]);
    assert_eq!(home.run(&["rule", "enable", "丙"]).status, 2);
    assert_eq!(home.run(&["rule", "add", "#VIP => 发短信:hi"]).status, 2);
    assert_eq!(home.run(&["rule", "add", "消费>=500"]).status, 2);
}

#[test]
fn the_switch_of_the_shop_rests_all_rules() {
    let home = shop();
    home.ok(&["set", "rules", "off"]);
    home.ok(&["rule", "enable", "大客"]);
    assert!(tags(&home, "王芳").is_empty());
    home.ok(&["set", "rules", "on"]);
    home.ok(&["rule", "run"]);
    assert_eq!(tags(&home, "王芳"), ["高价值"]);
}
