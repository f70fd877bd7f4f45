//! Fields of the shop's own, ties, companies and sources, in commands.

use std::fs;

use crate::home::{Home, text};

#[test]
fn a_field_is_added_filled_found_and_removed_without_a_restart() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&[
        "field",
        "add",
        "皮肤类型",
        "list",
        "干|油|敏感",
        "--purpose",
        "选品",
    ]);
    home.ok(&["field", "set", "皮肤类型", "干", "王芳"]);
    let found = home.rows("customers", &["list", "--view", "皮肤类型=干"]);
    assert_eq!(found.len(), 1);
    assert_eq!(text(&found[0], "name"), "王芳");
    assert_eq!(
        home.rows("customer", &["show", "王芳"])[0]["fields"][0]["value"],
        "干"
    );
    assert!(home.ok(&["show", "王芳"]).contains("皮肤类型: 干"));
    for refused in [
        ["field", "set", "皮肤类型", "中性", "王芳"].as_slice(),
        &["field", "add", "城市", "text", "--purpose", "x"],
        &["field", "add", "发质", "text"],
        &["field", "edit", "皮肤类型", "--choices", "油|敏感"],
        &["list", "--view", "皮肤类型>干"],
    ] {
        assert_eq!(home.run(refused).status, 2, "{refused:?}");
    }
    home.ok(&[
        "field",
        "edit",
        "皮肤类型",
        "--rename",
        "Skin type",
        "--choices",
        "干|油|中性",
    ]);
    assert_eq!(
        home.rows("customers", &["list", "--view", "skin_type=干"])
            .len(),
        1
    );
    home.ok(&["field", "remove", "skin type"]);
    assert_eq!(home.run(&["list", "--view", "skin_type=干"]).status, 2);
    home.ok(&["undo"]);
    assert_eq!(
        home.rows("customers", &["list", "--view", "skin_type=干"])
            .len(),
        1
    );
    assert_eq!(
        home.rows("fields", &["field", "list"])[0]["purpose"],
        "选品"
    );
}

#[test]
fn a_sensitive_value_is_hidden_until_it_is_revealed() {
    let home = Home::with(&["王芳 13800138000"]);
    home.ok(&[
        "field",
        "add",
        "证件号",
        "text",
        "--purpose",
        "开票",
        "--sensitive",
    ]);
    home.ok(&["field", "set", "证件号", "330102199001011234", "王芳"]);
    assert!(!home.ok(&["show", "王芳"]).contains("3301"));
    assert!(!home.ok(&["show", "王芳", "--json"]).contains("3301"));
    let shown = home.ok(&["reveal", "王芳", "--purpose", "开票", "--json"]);
    assert!(shown.contains("330102199001011234"), "{shown}");
}

#[test]
fn a_column_called_as_a_field_fills_it_and_a_bad_value_is_told_and_kept() {
    let home = Home::with(&["王芳 13800138000"]);
    home.ok(&[
        "field",
        "add",
        "皮肤类型",
        "list",
        "干|油",
        "--purpose",
        "选品",
    ]);
    fs::write(
        home.path().join("in.csv"),
        "姓名,手机,皮肤类型\n王芳,13800138000,油\n李雷,13900139000,中性\n韩梅,13700137000,干\n",
    )
    .expect("written");
    let file = home.path().join("in.csv");
    let file = file.to_string_lossy();
    let report = home.json(&["import", &file, "--source", "展会", "--json"]);
    assert_eq!(report["warnings"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["warnings"][0]["code"], "bad_value");
    for (who, filter) in [
        ("王芳", "皮肤类型=油"),
        ("韩梅", "皮肤类型=干"),
        ("李雷", "无:皮肤类型"),
    ] {
        let found = home.rows("customers", &["list", "--view", filter]);
        assert_eq!(text(&found[0], "name"), who, "{filter}");
    }
    let kept = &home.rows("customer", &["show", "李雷"])[0];
    assert!(text(kept, "note").contains("中性"));
    assert_eq!(kept["source"], "展会");
    let again = home.json(&["import", &file, "--source", "展会", "--dry-run", "--json"]);
    assert_eq!(
        again["result"]["updated"], 0,
        "the same file says nothing new"
    );
}

#[test]
fn a_tie_is_seen_from_both_sides_and_feeds_the_referrals() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&["add", "韩梅 13700137000 推荐人=王芳"]);
    home.ok(&["relation", "add", "李雷", "parent", "王芳"]);
    home.ok(&["buy", "韩梅", "龙井", "158"]);
    let roles = |who: &str| -> Vec<String> {
        home.rows("relations", &["relation", "list", who])
            .iter()
            .map(|row| format!("{} {}", text(row, "role"), text(row, "name")))
            .collect()
    };
    assert_eq!(roles("韩梅"), ["referrer 王芳"]);
    assert_eq!(roles("王芳"), ["referred 韩梅", "child 李雷"]);
    let advocates = home.rows("referrals", &["report", "referral"]);
    assert_eq!(advocates.len(), 1);
    assert_eq!(text(&advocates[0], "name"), "王芳");
    assert_eq!(
        (&advocates[0]["referred"], text(&advocates[0], "revenue")),
        (&1.into(), "158.00")
    );
    for refused in [
        ["relation", "add", "王芳", "referrer", "韩梅"].as_slice(),
        &["relation", "add", "韩梅", "referrer", "李雷"],
        &["relation", "add", "王芳", "friend", "王芳"],
        &["relation", "add", "王芳", "child", "李雷"],
    ] {
        assert_eq!(home.run(refused).status, 7, "{refused:?}");
    }
    home.ok(&["relation", "remove", "王芳", "李雷"]);
    assert_eq!(roles("王芳"), ["referred 韩梅"]);
    home.ok(&["bin", "put", "韩梅"]);
    assert!(roles("王芳").is_empty(), "who lies in the bin is left out");
}

#[test]
fn a_referrer_of_a_common_name_is_asked_for_by_the_last_digits() {
    let home = Home::with(&["王芳 13800138000", "王芳 13900139111"]);
    let refused = home.run(&["add", "李雷 13700137000 ref:王芳"]);
    assert_eq!(refused.status, 7);
    assert!(
        refused.err.contains("王芳8000") && refused.err.contains("王芳9111"),
        "{}",
        refused.err
    );
    assert_eq!(home.run(&["add", "李雷 13700137000 ref:赵敏"]).status, 4);
    assert_eq!(
        home.rows("customers", &["list"]).len(),
        2,
        "nothing was added"
    );
    home.ok(&["add", "李雷 13700137000 ref:王芳9111"]);
    let ties = home.rows("relations", &["relation", "list", "李雷"]);
    let told = home.ok(&["relation", "list", "李雷"]);
    assert!(told.contains("王芳 (9111)"), "{told}");
    assert_eq!(text(&ties[0], "role"), "referrer");
}

#[test]
fn a_company_is_renamed_and_merged_in_one_step() {
    let home = Home::with(&[
        "王芳 13800138000 公司=大禹",
        "李雷 13900139000 公司=大禹建材",
        "韩梅 13700137000 公司=大禹建材",
    ]);
    home.ok(&["followup", "add", "韩梅", "2026-12-01", "送货"]);
    home.ok(&["buy", "李雷", "水泥", "300"]);
    home.ok(&["company", "note", "大禹", "月结"]);
    assert_eq!(
        home.run(&["company", "rename", "大禹", "大禹建材"]).status,
        2
    );
    home.ok(&["company", "merge", "大禹", "大禹建材"]);
    let all = home.rows("companies", &["company", "list"]);
    assert_eq!(all.len(), 1);
    assert_eq!(
        (&all[0]["contacts"], text(&all[0], "spend")),
        (&3.into(), "300.00")
    );
    let page = &home.rows("company", &["company", "show", "大禹建材"])[0];
    assert_eq!(page["note"], "月结");
    assert_eq!(page["follow_ups"].as_array().map(Vec::len), Some(1));
    home.ok(&["undo"]);
    assert_eq!(home.rows("companies", &["company", "list"]).len(), 2);
    home.ok(&["company", "rename", "大禹建材", "大禹集团"]);
    assert_eq!(
        home.rows("customers", &["list", "--view", "公司=大禹集团"])
            .len(),
        2
    );
    assert_eq!(home.run(&["company", "show", "大禹建材"]).status, 4);
}

#[test]
fn sources_are_told_with_their_repeat_rate_and_revenue() {
    let home = Home::with(&[
        "王芳 来源=小红书",
        "李雷 来源=小红书",
        "韩梅 来源=门店",
        "赵敏",
    ]);
    for (who, amount, day) in [
        ("王芳", "100", "2026-01-01"),
        ("王芳", "100", "2026-01-05"),
        ("李雷", "50", "2026-01-01"),
    ] {
        home.ok(&["buy", who, "龙井", amount, "--day", day]);
    }
    let rows = home.rows("sources", &["report", "source"]);
    let first = &rows[0];
    assert_eq!(text(first, "source"), "小红书");
    assert_eq!(
        (&first["customers"], &first["buyers"], &first["repeat_rate"]),
        (&2.into(), &2.into(), &0.5.into())
    );
    assert_eq!(text(first, "revenue"), "250.00");
    assert!(
        rows.iter()
            .any(|row| text(row, "source").is_empty() && row["repeat_rate"].is_null())
    );
    assert!(home.ok(&["report", "source"]).contains("50% (n=2)"));
    home.ok(&["set", "sources", "门店|小红书｜老客带"]);
}

#[test]
fn what_a_shop_asks_of_its_records_holds_for_every_way_in() {
    let home = Home::with(&["老客 13700137000"]);
    home.ok(&["set", "cities", "杭州=杭城|宁波"]);
    home.ok(&["set", "closed_lists", "城市"]);
    home.ok(&["set", "必填", "电话|来源|生日@VIP"]);
    for refused in [
        ["add", "王芳"].as_slice(),
        &["add", "王芳 13800138000"],
        &["add", "王芳 13800138000 来源=门店", "--city", "温州"],
        &["edit", "老客", "--nickname", "老"],
        &["set", "必填", "星座"],
        &["set", "只收清单", "职务"],
    ] {
        assert_eq!(home.run(refused).status, 2, "{refused:?}");
    }
    let said = home.run(&["add", "王芳"]).err;
    assert!(said.contains("本店要求每位客户都填“电话”"), "{said}");
    home.ok(&["add", "王芳 13800138000 来源=门店", "--city", "杭城"]);
    let city = &home.rows("customer", &["show", "王芳"])[0]["city"];
    assert_eq!(city, "杭州");
    let tier = home.run(&["tier", "vip", "王芳"]);
    assert_eq!(tier.status, 2);
    assert!(tier.err.contains("VIP客户填“生日”"), "{}", tier.err);
    let tier = home.run(&["tier", "vip", "王芳", "老客"]);
    assert!(tier.err.contains("这 2 位里有 2 位会缺"), "{}", tier.err);
    home.ok(&["edit", "王芳", "--birthday", "3月15日"]);
    home.ok(&["tier", "vip", "王芳"]);
    let edit = home.run(&["edit", "王芳", "--source", ""]);
    assert_eq!(edit.status, 2);
    assert!(edit.err.contains("每位客户都填“来源”"), "{}", edit.err);
    let file = home.path().join("in.csv");
    let rows = "姓名,手机,来源,城市\n李一,13900139001,门店,杭州市\n李二,,门店,宁波\n李三,13900139003,门店,温州\n";
    fs::write(&file, rows).expect("writes");
    let file = file.display().to_string();
    let rejects = home.path().join("left.csv");
    let told = home.ok(&["import", &file, "--rejects", &rejects.display().to_string()]);
    assert!(told.contains("缺少本店要求的必填项：电话"), "{told}");
    let left = fs::read_to_string(&rejects).expect("rejects");
    assert!(left.contains("李二") && !left.contains("李一"), "{left}");
    let customer = |name: &str| home.rows("customer", &["show", name])[0].clone();
    assert_eq!(customer("李一")["city"], "杭州");
    assert_eq!(customer("李三")["city"], "");
    assert_eq!(customer("李三")["note"], "城市: 温州");
    let board = home.ok(&["report", "quality"]);
    assert!(board.contains("缺必填项  1"), "{board}");
    let dictionary = home.ok(&["schema"]);
    assert!(dictionary.contains("杭州 宁波"), "{dictionary}");
}

#[test]
fn nothing_done_to_many_leaves_out_what_must_be_filled_in() {
    let home = Home::with(&["王芳 #老客", "王小芳", "李雷"]);
    home.ok(&["owner", "小李", "王芳", "李雷"]);
    home.ok(&["set", "required", "负责人|标签|城市@沉默"]);
    let english = home.run(&["--lang", "en", "owner", "", "王芳", "李雷"]).err;
    let told = "2 of these 2 would lack \"owner\", which this shop asks of everyone.";
    assert!(english.contains(told), "{english}");
    for refused in [
        ["owner", "", "王芳"].as_slice(),
        &["tag", "remove", "老客", "王芳"],
        &["stage", "silent", "王芳", "--why", "搬走了"],
    ] {
        assert_eq!(home.run(refused).status, 2, "{refused:?}");
    }
    home.ok(&["tag", "add", "新茶", "王芳"]);
    home.ok(&["tag", "remove", "老客", "王芳"]);
    home.ok(&["set", "pool", "on"]);
    assert_eq!(home.run(&["pool", "return", "李雷"]).status, 2);
    home.ok(&["set", "required", "负责人|备注"]);
    let merge = home.run(&["merge", "王小芳", "王芳", "--take", "owner=keep"]);
    assert_eq!(merge.status, 2);
    assert!(merge.err.contains("每位客户都填“负责人”"), "{}", merge.err);
    let seen = home.run(&["merge", "王小芳", "王芳", "--dry-run"]);
    assert!(seen.err.contains("每位客户都填“备注”"), "{}", seen.err);
    home.ok(&["set", "required", "负责人"]);
    home.ok(&["set", "patterns", "city=/.*州/ 带“州”字的城市"]);
    home.ok(&["merge", "王小芳", "王芳"]);
    home.ok(&["undo"]);
    home.ok(&["set", "patterns", ""]);
    home.ok(&["edit", "王芳", "--city", "宁波"]);
    home.ok(&["set", "patterns", "city=/.*州/ 带“州”字的城市"]);
    let merge = home.run(&["merge", "王小芳", "王芳"]);
    assert_eq!(merge.status, 2);
    assert!(merge.err.contains("带“州”字的城市"), "{}", merge.err);
    let json = home
        .run(&["merge", "王小芳", "王芳", "--dry-run", "--json"])
        .out;
    assert!(json.contains("\"refused\""), "{json}");
    home.ok(&["merge", "王小芳", "王芳", "--take", "city=keep"]);
}

#[test]
fn everyone_a_view_means_is_changed_in_one_step_that_says_first_how_many() {
    let home = Home::with(&["王芳 #老客", "李雷", "韩梅"]);
    for who in ["王芳", "李雷"] {
        home.ok(&["edit", who, "--city", "杭州"]);
    }
    let told = home.run(&["bulk", "城市=杭州", "--dry-run", "tag", "老客"]);
    assert_eq!(told.status, 0);
    assert!(
        told.err.contains("将修改 2 位客户中的 1 位"),
        "{}",
        told.err
    );
    let seen = home.rows("would_change", &["bulk", "", "--dry-run", "tag", "老客"]);
    assert_eq!(
        (&seen[0]["of"], &seen[0]["changing"]),
        (&3.into(), &2.into())
    );
    home.ok(&["bulk", "城市=杭州", "--count", "1", "tag", "老客"]);
    let wrong = home.run(&["bulk", "", "--count", "2", "tag", "老客"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("--count 1"), "{}", wrong.err);
    home.ok(&["undo"]);
    assert!(home.rows("customer", &["show", "李雷"])[0]["tags"] == serde_json::json!([]));
    for what in [
        ["tier", "vip"].as_slice(),
        &["owner", "小李"],
        &["followup", "+3d", "回访"],
        &["verify"],
        &["untag", "老客"],
        &["bin"],
    ] {
        home.ok(&[["bulk", "城市=杭州"].as_slice(), what].concat());
        home.ok(&["undo"]);
    }
    home.ok(&["set", "required", "birthday@vip"]);
    let told = home.run(&["--lang", "en", "bulk", "", "tier", "vip"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("3 more stay as they are"), "{}", told.err);
    assert_eq!(home.run(&["bulk", "城市>", "verify"]).status, 2);
    let claim = home.run(&["--lang", "en", "bulk", "city=杭州", "claim"]);
    assert_eq!(claim.status, 3, "no pool");
}

#[test]
fn more_than_a_hundred_are_changed_by_a_line_only_when_it_says_how_many() {
    let home = Home::new();
    let lines: Vec<String> = (0..101).map(|n| format!("客户{n},139{n:08}")).collect();
    let file = home.path().join("in.csv");
    fs::write(&file, format!("姓名,手机\n{}\n", lines.join("\n"))).expect("writes");
    home.ok(&["import", &file.display().to_string()]);
    let said = home.run(&["bulk", "", "bin"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("加上 --count 101"), "{}", said.err);
    home.ok(&["bulk", "", "--count", "101", "bin"]);
    assert_eq!(home.rows("customers", &["list"]).len(), 0);
    home.ok(&["undo"]);
    assert_eq!(home.rows("customers", &["list"]).len(), 101);
}

#[test]
fn texts_have_the_form_a_shop_asks_for_by_every_way_in() {
    let home = Home::with(&["老客 13700137000", "李雷"]);
    home.ok(&["edit", "老客", "--company", "旧厂"]);
    home.ok(&["field", "add", "会员号", "text", "--purpose", "积分"]);
    home.ok(&["field", "set", "会员号", "旧号", "老客"]);
    let card = r"会员号=/[A-Z]{2}\d{4}/ 两个字母加四位数字";
    let rest = r"公司=/.{2,}有限公司/|微信=/[a-z][-_a-z0-9]{5,19}/；负责人=/小./";
    home.ok(&["set", "格式", &format!("{card}|{rest}")]);
    for refused in [
        ["add", "王芳", "--field", "会员号=12"].as_slice(),
        &["add", "王芳 公司=大禹"],
        &["add", "王芳", "--wechat", "1a"],
        &["edit", "老客", "--company", "新厂"],
        &["edit", "老客", "--wechat", "1a"],
        &["field", "set", "会员号", "HZ12", "老客", "李雷"],
        &["owner", "王经理", "老客", "李雷"],
        &["company", "rename", "旧厂", "新厂"],
        &["set", "patterns", "电话=/1.*/"],
        &["set", "patterns", "会员号=/(/"],
        &["set", "patterns", "会员号"],
    ] {
        assert_eq!(home.run(refused).status, 2, "{refused:?}");
    }
    let said = home.run(&["add", "王芳", "--field", "会员号=12"]).err;
    let told = "“会员号”写的“12”不合本店的格式：两个字母加四位数字。";
    assert!(said.contains(told), "{said}");
    let said = home
        .run(&["--lang", "en", "edit", "老客", "--wechat", "1a"])
        .err;
    assert!(
        said.contains("has not the form that this shop asks of"),
        "{said}"
    );
    home.ok(&["edit", "老客", "--nickname", "老"]);
    home.ok(&["field", "set", "会员号", "旧号", "老客"]);
    home.ok(&["field", "set", "会员号", "HZ1234", "老客"]);
    home.ok(&["owner", "小李", "老客"]);
    home.ok(&["company", "rename", "旧厂", "大禹有限公司"]);
    let file = home.path().join("in.csv");
    let rows = "姓名,手机,公司,会员号,微信\n韩梅,13900139001,大禹,AB12,1a\n李三,13900139003,大禹有限公司,AB1234,li_san_3\n";
    fs::write(&file, rows).expect("writes");
    home.ok(&["import", &file.display().to_string()]);
    let customer = |name: &str| home.rows("customer", &["show", name])[0].clone();
    let note = customer("韩梅")["note"].to_string();
    for kept in ["公司: 大禹", "会员号: AB12", "wechat: 1a"] {
        assert!(note.contains(kept), "{note}");
    }
    assert_eq!(customer("韩梅")["company"], "");
    assert_eq!(customer("李三")["company"], "大禹有限公司");
    assert_eq!(customer("李三")["note"], "");
    let dictionary = home.ok(&["schema"]);
    assert!(
        dictionary.contains("格式：两个字母加四位数字"),
        "{dictionary}"
    );
    home.ok(&["field", "edit", "会员号", "--rename", "卡号"]);
    let said = home.run(&["add", "王芳", "--field", "卡号=12"]).err;
    assert!(said.contains("“卡号”写的“12”"), "{said}");
    home.ok(&["undo"]);
    home.ok(&["set", "patterns", ""]);
    home.ok(&["add", "王芳", "--field", "会员号=12"]);
}

#[test]
fn an_own_field_that_must_be_filled_in_is_followed_into_its_new_name_and_forgotten_with_it() {
    let home = Home::with(&["王芳"]);
    let skin = [
        "field",
        "add",
        "皮肤类型",
        "list",
        "干|油",
        "--purpose",
        "选品",
    ];
    home.ok(&skin);
    home.ok(&["set", "required", "皮肤类型"]);
    assert_eq!(home.run(&["add", "李雷"]).status, 2);
    home.ok(&["add", "李雷", "--field", "皮肤类型=干"]);
    let empty = home.run(&["field", "set", "皮肤类型", "", "李雷"]);
    assert_eq!(empty.status, 2, "{}", empty.err);
    home.ok(&["field", "edit", "皮肤类型", "--rename", "肤质"]);
    assert!(home.run(&["add", "韩梅"]).err.contains("肤质"));
    home.ok(&["field", "remove", "肤质"]);
    home.ok(&["add", "韩梅"]);
}

#[test]
fn what_changed_in_a_month_is_told_in_one_command() {
    let home = Home::with(&["王芳 13800138000", "李雷 13900139000"]);
    home.ok(&["edit", "王芳", "--address", "湖滨路1号", "--city", "杭州"]);
    let filled = home.rows("changes", &["report", "changes"]);
    assert_eq!(filled.len(), 0, "filled in for the first time");
    home.ok(&["edit", "王芳", "--address", "湖滨路2号"]);
    home.ok(&["edit", "王芳", "--address", "文三路9号"]);
    home.ok(&["edit", "李雷", "--phone", "13900139001"]);
    home.ok(&["edit", "王芳", "--city", "宁波"]);
    home.ok(&["undo"]);
    let rows = home.rows("changes", &["report", "changes"]);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0]["what"], "address");
    assert_eq!(rows[0]["old"], "湖滨路1号");
    assert_eq!(rows[0]["new"], "文三路9号");
    assert_eq!(rows[1]["what"], "contact");
    assert_eq!(
        home.rows("changes", &["report", "changes", "--month", "2020-01"])
            .len(),
        0
    );
    assert_eq!(
        home.run(&["report", "changes", "--month", "soon"]).status,
        2
    );
}
