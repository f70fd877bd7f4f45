//! Golden screens: what the desk looks like, as text. Read the diff, then renew them with `UPDATE=1 cargo test --test desk screens`.

use std::path::Path;

use shuke::domain::clean::is_cjk;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

fn chinese() -> Desk {
    Desk::at(DAY)
        .with_customers(&[
            "王芳 13866668000 公司=云栖茶行 生日=1990-03-05 来源=小红书 #老客 #茶友",
            "王芳 13912345678",
            "欧阳娜娜 13711112222 微信=oynn",
            "李建国 02088886666",
        ])
        .with_follow_up("欧阳娜娜", "2026-02-27", "送样品")
        .with_follow_up("李建国", "2026-03-02", "回访发票")
        .keys("p")
        .types("- 花生过敏")
        .keys("<Enter>l")
        .types("电话 5m 已接 要两盒龙井，周末来取")
        .keys("<Enter>0")
        .after_seconds(600)
}

fn english() -> Desk {
    Desk::at(DAY)
        .in_english()
        .with_customers(&[
            "Jane Smith 13866668000 company=Acme birthday=1990-03-05 source=RED #VIP",
            "Tom Baker 13912345678",
            "María del Carmen Fernández-Villaverde +34612345678",
        ])
        .with_follow_up("Jane Smith", "2026-02-27", "bring samples")
        .with_follow_up("Tom Baker", "2026-03-02", "call back about the invoice")
        .keys("p")
        .types("- peanut allergy")
        .keys("<Enter>l")
        .types("call 5m answered wants two boxes of tea")
        .keys("<Enter>0")
        .after_seconds(600)
}

#[track_caller]
pub fn golden(name: &str, desk: &Desk) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/desk/screens")
        .join(format!("{name}.txt"));
    let screen = desk.screen();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &screen).expect("a golden screen");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        screen == known,
        "{name} looks otherwise now; it was:\n{known}\nit is:\n{screen}"
    );
}

/// The screens of one size, in both languages.
fn screens_at(width: u16, height: u16) {
    let size = format!("{width}x{height}");
    for (lang, empty, full, needle, line) in [
        (
            "zh",
            Desk::at(DAY),
            chinese as fn() -> Desk,
            "wf",
            "微信 已接 看新茶",
        ),
        (
            "en",
            Desk::at(DAY).in_english(),
            english,
            "ba",
            "wechat answered sent photos",
        ),
    ] {
        let desk = || full().sized(width, height);
        golden(&format!("{lang}_{size}_empty"), &empty.sized(width, height));
        golden(&format!("{lang}_{size}_queue"), &desk());
        golden(
            &format!("{lang}_{size}_find"),
            &desk().keys("/").types(needle),
        );
        golden(&format!("{lang}_{size}_form"), &desk().keys("e"));
        golden(
            &format!("{lang}_{size}_next"),
            &desk().keys("l").types(line).keys("<Enter>"),
        );
        golden(&format!("{lang}_{size}_help"), &desk().keys("?"));
    }
}

#[test]
fn a_desk_of_eighty_columns() {
    screens_at(80, 24);
}

#[test]
fn a_desk_of_a_hundred_and_twenty_columns() {
    screens_at(120, 40);
}

#[test]
fn a_narrow_desk_shows_one_pane() {
    golden("zh_60x20_queue", &chinese().sized(60, 20));
    golden("zh_60x20_profile", &chinese().sized(60, 20).keys("3"));
    golden("en_60x20_queue", &english().sized(60, 20));
    golden("en_60x20_profile", &english().sized(60, 20).keys("3"));
}

#[test]
fn a_desk_of_an_odd_size_fills_it() {
    for (width, height) in [
        (40, 10),
        (71, 19),
        (73, 13),
        (110, 28),
        (180, 50),
        (250, 80),
    ] {
        let size = format!("{width}x{height}");
        golden(&format!("zh_{size}_queue"), &chinese().sized(width, height));
        golden(&format!("en_{size}_queue"), &english().sized(width, height));
    }
}

#[test]
fn a_desk_too_small_says_so() {
    golden("zh_39x9", &chinese().sized(39, 9));
    golden("en_39x9", &english().sized(39, 9));
}

#[test]
fn a_dumb_terminal_gets_ascii_signs() {
    let desk = chinese().in_ascii();
    let signs: String = desk
        .screen()
        .chars()
        .filter(|c| !c.is_ascii() && !is_cjk(*c) && !"，、·".contains(*c))
        .collect();
    assert_eq!(signs, "");
    golden("zh_80x24_ascii", &desk);
    golden("en_80x24_ascii", &english().in_ascii());
}
