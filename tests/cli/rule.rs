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

/// The open follow-ups' notes.
fn queue(home: &Home) -> Vec<String> {
    let rows = home.rows("follow_ups", &["followup", "list"]);
    rows.iter()
        .map(|row| text(row, "note").to_owned())
        .collect()
}

#[test]
fn coming_into_a_stage_queues_its_steps_and_leaving_it_calls_the_rest_off() {
    let home = Home::with(&["王芳 13800138000"]);
    let card = "阶段=新客 => 步骤:0天 微信 问用得怎么样; 步骤:7天 电话 请再来";
    home.ok(&["rule", "add", card, "--name", "新客卡"]);
    home.ok(&["rule", "enable", "新客卡"]);
    assert!(queue(&home).is_empty(), "a prospect");
    home.ok(&["buy", "王芳", "龙井", "100"]);
    assert_eq!(queue(&home), ["微信 问用得怎么样", "电话 请再来"]);
    let first = home.rows("follow_ups", &["followup", "list"])[0].clone();
    home.ok(&["followup", "done", text(&first, "id"), "--next", "明天"]);
    home.ok(&["stage", "lost", "王芳", "--why", "搬走了"]);
    assert!(
        !queue(&home).contains(&"电话 请再来".to_owned()),
        "called off"
    );
    home.ok(&["undo"]);
    assert!(queue(&home).contains(&"电话 请再来".to_owned()), "one undo");
    let sixth = "阶段=新客 => 步骤:1天 a;步骤:2天 b;步骤:3天 c;步骤:4天 d;步骤:5天 e;步骤:6天 f";
    assert_eq!(home.run(&["rule", "add", sixth]).status, 2);
}

#[test]
fn an_alert_is_open_until_it_is_seen_to_or_over() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&[
        "rule",
        "add",
        "消费>=500 => 预警:大额退款风险 @小李",
        "--name",
        "大额",
    ]);
    home.ok(&["rule", "enable", "大额"]);
    home.ok(&["buy", "王芳", "龙井", "600"]);
    home.ok(&["buy", "李雷", "龙井", "700"]);
    let states = |home: &Home| {
        let rows = home.rows("alerts", &["rule", "alerts"]);
        let told = rows
            .iter()
            .map(|row| (text(row, "name").to_owned(), text(row, "state").to_owned()));
        let mut told: Vec<(String, String)> = told.collect();
        told.sort();
        told
    };
    let pair = |name: &str, state: &str| (name.to_owned(), state.to_owned());
    assert_eq!(states(&home), [pair("李雷", "open"), pair("王芳", "open")]);
    let rows = home.rows("follow_ups", &["followup", "list"]);
    let hers = rows
        .iter()
        .find(|row| row["name"] == "王芳")
        .expect("queued");
    home.ok(&["followup", "done", text(hers, "id"), "--reason", "打过电话"]);
    home.ok(&["buy", "李雷", "龙井", "-700"]);
    let told = states(&home);
    assert_eq!(
        told,
        [pair("李雷", "expired"), pair("王芳", "acknowledged")]
    );
    // While it goes on being met, it warns once.
    home.ok(&["buy", "王芳", "龙井", "600"]);
    assert_eq!(states(&home), told);
}

#[test]
fn what_the_desk_brings_along_is_off_and_every_rule_of_it_can_be_read() {
    let home = Home::with(&["王芳 13800138000"]);
    for lang in ["zh", "en"] {
        home.ok(&["--lang", lang, "rule", "starter"]);
        home.ok(&["--lang", lang, "rule", "starter"]);
    }
    let rules = home.rows("rules", &["rule", "list"]);
    assert_eq!(rules.len(), 20, "ten in each language");
    for rule in &rules {
        assert_eq!(text(rule, "state"), "off");
        let preview = home.rows("rule_preview", &["rule", "preview", text(rule, "name")]);
        assert!(preview[0]["gains"].is_number());
    }
}

#[test]
fn a_cut_is_tried_before_it_is_set_and_everybody_is_cut_anew_once_it_is() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000", "韩梅 13700137000"]);
    home.ok(&["buy", "王芳", "龙井", "600"]);
    home.ok(&["buy", "李雷", "龙井", "100"]);
    let would = home.rows("would_be", &["cut", "try", "vip_cut", "50"]);
    assert_eq!(text(&would[0], "pile"), "vip");
    assert_eq!(
        (&would[0]["now"], &would[0]["would"]),
        (&1.into(), &2.into())
    );
    let tier = |who: &str| {
        let card = home.rows("customer", &["show", who]);
        text(&card[0], "tier").to_owned()
    };
    assert_eq!(tier("李雷"), "regular");
    home.ok(&["set", "vip_cut", "50"]);
    assert_eq!([tier("李雷"), tier("韩梅")], ["vip", "potential"]);
    home.ok(&["undo"]);
    assert_eq!(tier("李雷"), "regular", "undo cuts anew too");
    let stages = home.rows("would_be", &["cut", "try", "lost_days", "5"]);
    assert_eq!(stages.len(), 5);
    for (key, bad) in [
        ("silent_days", "soon"),
        ("vip_cut", "0%"),
        ("rfm_cut", "1,2"),
        ("risk_cut", "25,50"),
        ("rfm_steps", "1,2/3"),
    ] {
        assert_eq!(home.run(&["cut", "try", key, bad]).status, 2, "{key}");
        assert_eq!(home.run(&["set", key, bad]).status, 2, "{key}");
    }
    home.ok(&["set", "rfm_cut", "90,2,500"]);
    let classes = home.rows("would_be", &["cut", "try", "rfm_cut", "halves"]);
    let sum = |field: &str| {
        classes
            .iter()
            .map(|row| row[field].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!((sum("now"), sum("would")), (2, 2));
    let steps = "7,30,60,120/2,3,5,8/100,300,500,2000";
    let segments = home.rows("would_be", &["cut", "try", "rfm_steps", steps]);
    let new = segments.iter().find(|row| row["pile"] == "new");
    let new = new.expect("a segment");
    assert_eq!((&new["now"], &new["would"]), (&0.into(), &2.into()));
    assert_eq!(
        home.rows("would_be", &["cut", "try", "risk_cut", "60,30"])
            .len(),
        3
    );
    home.ok(&["set", "risk_cut", "60,30"]);
    let cuts = home.rows("cuts", &["cut", "list"]);
    assert!(
        cuts.iter()
            .any(|one| one["cut"] == "risk_cut" && one["set"] == "60,30")
    );
}

#[test]
fn a_stage_set_by_hand_holds_everywhere_and_needs_a_reason() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&["buy", "王芳", "龙井", "600"]);
    let moments = home.rows("customer", &["show", "王芳"])[0]["moments"].clone();
    let turned = moments
        .as_array()
        .expect("moments")
        .iter()
        .find(|one| one["kind"] == "stage");
    assert_eq!(text(turned.expect("a turn"), "stage"), "new");
    assert_ne!(home.run(&["stage", "lost", "王芳"]).status, 0, "no reason");
    home.ok(&["stage", "lost", "王芳", "--why", "搬走了"]);
    let card = home.rows("customer", &["show", "王芳"]);
    assert_eq!(
        (text(&card[0], "stage"), text(&card[0], "stage_why")),
        ("lost", "搬走了")
    );
    assert_eq!(
        home.rows("customers", &["list", "--view", "阶段=流失"])
            .len(),
        1
    );
    assert_eq!(
        home.rows("customers", &["list", "--view", "阶段=新客"])
            .len(),
        0
    );
    home.ok(&["stage", "active", "李雷", "--why", "常来坐"]);
    assert_eq!(
        home.rows("customers", &["list", "--view", "阶段=活跃"])
            .len(),
        1
    );
    home.ok(&["stage", "auto", "王芳"]);
    assert_eq!(
        text(&home.rows("customer", &["show", "王芳"])[0], "stage"),
        "new"
    );
}

#[test]
fn whoever_brought_a_newcomer_is_rewarded_once_with_the_first_purchase_and_undo_takes_it_back() {
    let home = Home::with(&["王芳 13800138000"]);
    home.ok(&["set", "referral_points", "50"]);
    home.ok(&["add", "李雷 13900139000 ref:王芳"]);
    home.ok(&["add", "韩梅 13700137000 ref:李雷"]);
    let points = |who: &str| home.rows("customer", &["show", who])[0]["points"].clone();
    home.ok(&["buy", "李雷", "龙井 100; 茶点 20"]);
    assert_eq!((points("王芳"), points("李雷")), (50.into(), 120.into()));
    home.ok(&["buy", "李雷", "龙井", "100"]);
    assert_eq!(points("王芳"), 50, "once");
    let told = home.rows("referrals", &["report", "referral"]);
    assert_eq!(
        (text(&told[0], "name"), &told[0]["points"]),
        ("王芳", &50.into())
    );
    let next = &told[0]["brought"][0];
    assert_eq!((text(next, "name"), &next["referred"]), ("李雷", &1.into()));
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!((points("王芳"), points("李雷")), (0.into(), 0.into()));
}
