//! Importing, as a script does it.

use std::fs;
use std::path::Path;

use crate::home::{Home, text};

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/formats")
        .join(name);
    let file = fs::read_dir(&folder)
        .expect("a sample")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| !path.ends_with("expected.json"));
    file.expect("a file").to_string_lossy().into_owned()
}

#[test]
fn samples_come_in_and_one_undo_takes_them_out_again() {
    for name in [
        "02_google_contacts_new",
        "05_zoho_contacts",
        "18_generic_csv_zh_messy",
    ] {
        let home = Home::with(&["老客 13100131000"]);
        let file = sample(name);
        let dry = home.json(&["import", &file, "--dry-run", "--json"]);
        let found = dry["customers"].as_array().expect("customers").len();
        assert!(found > 0 && dry["error"].is_null(), "{name}");
        assert_eq!(dry["result"]["created"], found, "{name}");
        assert_eq!(
            home.rows("customers", &["list"]).len(),
            1,
            "{name}: a dry run changes nothing"
        );
        let real = home.json(&["import", &file, "--json"]);
        assert_eq!(real["customers"], dry["customers"], "{name}");
        assert_eq!(
            home.rows("customers", &["list", "--limit", "999"]).len(),
            found + 1,
            "{name}"
        );
        let again = home.json(&["import", &file, "--json", "--dry-run"]);
        assert_eq!(
            again["result"]["created"], 0,
            "{name}: known customers are not made twice"
        );
        home.ok(&["undo", text(&real["result"], "op")]);
        assert_eq!(home.rows("customers", &["list"]).len(), 1, "{name}");
    }
}

#[test]
fn refused_rows_lie_in_a_file_that_imports_once_mended() {
    let home = Home::new();
    fs::write(
        home.path().join("in.csv"),
        "姓名,手机,备注\n王芳,13800138000,=1+1\n,,只有备注\n",
    )
    .expect("writes");
    let ran = home.run(&["import", "in.csv", "--rejects", "out.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let rejects = fs::read_to_string(home.path().join("out.csv")).expect("reads");
    assert!(
        rejects.starts_with("\u{feff}\"姓名\",\"手机\",\"备注\",\"错误原因\"\r\n"),
        "{rejects}"
    );
    assert!(rejects.contains("只有备注"), "{rejects}");
    fs::write(
        home.path().join("out.csv"),
        rejects.replacen("\"\",\"\"", "\"李雷\",\"13900139111\"", 1),
    )
    .expect("writes");
    home.ok(&["import", "out.csv"]);
    let card = &home.rows("customer", &["show", "李雷"])[0];
    assert_eq!(card["note"], "只有备注");
    let same = home.run(&["import", "in.csv", "--rejects", "in.csv"]);
    assert_eq!(same.status, 2, "{same:?}");
    assert!(
        fs::read_to_string(home.path().join("in.csv"))
            .expect("reads")
            .starts_with("姓名")
    );
}

#[test]
fn a_file_error_is_one_object_and_makes_no_desk() {
    let home = Home::new();
    for (bytes, code) in [
        (&b""[..], "empty_file"),
        ("姓名,手机\n".as_bytes(), "no_records"),
        (b"PK\x03\x04xxxx", "corrupt_file"),
        (b"%PDF-1.7 xxxx", "unsupported_format"),
    ] {
        fs::write(home.path().join("bad.csv"), bytes).expect("writes");
        let document = home.json(&["import", "bad.csv", "--json"]);
        assert_eq!(document["error"]["code"], code);
        assert!(!text(&document["error"], "message").is_empty());
        let ran = home.run(&["import", "bad.csv"]);
        assert_eq!((ran.status, ran.err.lines().count()), (2, 1), "{ran:?}");
        assert!(!home.database().exists(), "{code}");
    }
    assert_eq!(home.run(&["import", "nowhere.csv"]).status, 2);
    assert_eq!(
        home.run(&["import", "bad.csv", "--encoding", "klingon"])
            .status,
        2
    );
}

#[test]
fn several_files_and_a_folder_are_one_import() {
    let home = Home::new();
    let folder = home.path().join("in");
    fs::create_dir(&folder).expect("makes");
    fs::write(folder.join("a.csv"), "姓名,手机\n王芳,13800138000\n").expect("writes");
    fs::write(folder.join("b.csv"), "姓名,手机\n李雷,13900139111\n").expect("writes");
    fs::write(
        folder.join("readme.json"),
        "{\"name\": \"this folder\",\n\"phone\": \"none\"}\n",
    )
    .expect("writes");
    let ran = home.run(&["import", "in"]);
    assert!(
        ran.status == 0 && ran.err.contains("readme.json"),
        "{ran:?}"
    );
    assert_eq!(home.rows("customers", &["list"]).len(), 2);
    home.ok(&["undo"]);
    assert_eq!(home.rows("customers", &["list"]).len(), 0);
}

#[test]
fn the_mode_decides_who_comes_in() {
    let home = Home::with(&["王芳 13800138000"]);
    fs::write(
        home.path().join("in.csv"),
        "姓名,手机,城市\n王芳,13800138000,杭州\n李雷,13900139111,上海\n",
    )
    .expect("writes");
    for (mode, created, updated) in [("create", 1, 0), ("update", 0, 1), ("upsert", 1, 1)] {
        let report = home.json(&["import", "in.csv", "--dry-run", "--json", "--mode", mode]);
        assert_eq!(
            (&report["result"]["created"], &report["result"]["updated"]),
            (&created.into(), &updated.into()),
            "{mode}"
        );
    }
}

/// A till prints every line's own amount; the receipt came to all of them.
const TILL: &str = "小票号,日期,时间,会员手机,会员姓名,商品,数量,单价,金额,支付方式,收银员
P001,2026-03-01,10:05,13800138000,王芳,龙井,2,198,396,微信,小李
P001,2026-03-01,10:05,13800138000,王芳,茶点,1,20,20,微信,小李
P002,2026-03-01,12:30,13900139000,李雷,铁观音,1,88,88,支付宝,小王
";

#[test]
fn a_days_receipts_come_in_once_whatever_the_day_is_brought_twice() {
    let home = Home::with(&["王芳 13800138000"]);
    let file = home.path().join("till.csv");
    std::fs::write(&file, TILL).expect("a file");
    let path = file.display().to_string();
    home.ok(&["import", &path]);
    assert!(home.ok(&["show", "王芳"]).contains("¥416"));
    let again = format!("{TILL}P003,2026-03-02,09:00,13800138000,王芳,普洱,1,100,100,现金,小李\n");
    std::fs::write(&file, again).expect("a file");
    let report = home.json(&["import", &path, "--json"]);
    assert_eq!(report["result"]["purchases"], 1);
    assert!(home.ok(&["show", "王芳"]).contains("¥516"));
    assert_eq!(home.rows("customers", &["list"]).len(), 2);
}

#[test]
fn a_shipped_format_is_copied_edited_and_used() {
    let home = Home::new();
    let mine = "[[preset]]\nid = \"my_till\"\ncontent = \"customers\"\nsignatures = [[\"甲\", \"乙\"]]\n[preset.columns]\nname = [\"甲\"]\nphone = [\"乙\"]\n";
    assert!(
        home.ok(&["preset", "show", "zoho_contacts"])
            .contains("Last Name")
    );
    let folder = home.path().join(".config/shuke/presets");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("mine.toml"), mine).expect("a file");
    assert!(home.ok(&["preset", "list"]).contains("my_till"));
    let file = home.path().join("book.csv");
    std::fs::write(&file, "甲,乙\n王芳,13800138000\n").expect("a file");
    let report = home.json(&["import", &file.display().to_string(), "--json"]);
    assert_eq!(report["files"][0]["format"], "my_till");
    std::fs::write(folder.join("broken.toml"), "[[preset]]\nid = 1").expect("a file");
    assert_eq!(home.run(&["import", &file.display().to_string()]).status, 2);
}

/// What visitors of a web shop did: one is known, one is not, one is named by an address.
const EVENTS: &str = "customer,event,item,time
138 0013 8000,浏览,龙井,2026-03-01 10:05:00
13700137000,收藏,铁观音,2026-03-01 11:00:00
13700137000,加购,铁观音,2026-03-01 11:02:00
Zhao@X.cn,浏览,普洱,2026-03-01 12:00:00
,浏览,普洱,2026-03-01 12:00:00
13700137000,浏览,普洱,
";

#[test]
fn visitors_nobody_knows_wait_until_somebody_brings_their_phone() {
    let home = Home::with(&["王芳 13800138000"]);
    fs::write(home.path().join("events.csv"), EVENTS).expect("writes");
    let report = home.json(&["import", "events.csv", "--json"]);
    assert_eq!(report["format"], "generic_events");
    assert_eq!(report["interactions"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        (&report["result"]["interactions"], &report["result"]["held"]),
        (&1.into(), &3.into())
    );
    let reasons: Vec<&str> = report["rejects"]
        .as_array()
        .expect("rejects")
        .iter()
        .filter_map(|row| row["reason"].as_str())
        .collect();
    assert_eq!(reasons, ["no_identity", "missing_time"]);
    assert!(home.ok(&["show", "王芳"]).contains("浏览 龙井"));
    let visitors = home.rows("visitors", &["event", "list"]);
    assert_eq!(
        (text(&visitors[0], "visitor"), text(&visitors[1], "visitor")),
        ("z***@x.cn", "137****7000")
    );
    assert_eq!(visitors[1]["events"], 2);
    // The same file again changes nothing.
    let again = home.json(&["import", "events.csv", "--json"]);
    assert_eq!(
        (&again["result"]["interactions"], &again["result"]["held"]),
        (&0.into(), &0.into())
    );
    // Somebody brings the number: what waited is theirs, and one undo takes both back.
    fs::write(home.path().join("new.csv"), "姓名,手机\n李雷,13700137000\n").expect("writes");
    home.ok(&["import", "new.csv"]);
    assert!(home.ok(&["show", "李雷"]).contains("加购 铁观音"));
    assert_eq!(home.rows("visitors", &["event", "list"]).len(), 1);
    home.ok(&["undo"]);
    assert_eq!(home.rows("visitors", &["event", "list"]).len(), 2);
    // By hand, and from then on by itself.
    home.ok(&["event", "match", "zhao@x.cn", "王芳"]);
    let more = EVENTS.replace("2026-03-01 12:00:00", "2026-03-02 08:00:00");
    fs::write(home.path().join("more.csv"), more).expect("writes");
    home.ok(&["import", "more.csv"]);
    assert_eq!(home.ok(&["show", "王芳"]).matches("浏览 普洱").count(), 2);
}

#[test]
#[ignore = "300,001 rows: minutes where nothing is optimised; the figures of the README are measured with it"]
fn more_rows_than_are_held_at_once_come_in_as_one_step() {
    let home = Home::new();
    let mut text = String::from("姓名,手机,邮箱,标签,生日,备注\n");
    for n in 0..300_001 {
        text += &format!("客户{n},139{n:08},u{n}@x.cn,VIP,1990-01-02,第{n}位\n");
    }
    fs::write(home.path().join("large.csv"), text).expect("writes");
    let report = home.json(&["import", "large.csv", "--json"]);
    assert_eq!(report["result"]["created"], 300_001);
    home.ok(&["undo"]);
    assert_eq!(home.rows("customers", &["list"]).len(), 0);
}

#[test]
fn a_gbk_order_file_and_a_wecom_list_make_one_customer_where_there_is_one() {
    let home = Home::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let orders = samples.join("09_taobao_orders_gbk/ExportOrderList20240305.csv");
    let list = fs::read_to_string(samples.join("own_14_wecom_csv/客户列表.csv")).expect("a list");
    fs::write(
        home.path().join("wecom.csv"),
        list.replace("15100000071", "15100000081"),
    )
    .expect("writes");
    let path = orders.display().to_string();
    for files in [[path.as_str(), "wecom.csv"], ["wecom.csv", path.as_str()]] {
        for file in files {
            home.ok(&["import", file]);
        }
        let card = &home.rows("customer", &["show", "15100000081"])[0];
        assert_eq!(card["spend"], "257.90", "{card}");
        assert!(card["tags"].to_string().contains("VIP"), "{card}");
        assert_eq!(home.rows("customers", &["find", "15100000081"]).len(), 1);
        home.ok(&["undo"]);
        home.ok(&["undo"]);
        assert!(home.rows("customers", &["list"]).is_empty());
    }
}
