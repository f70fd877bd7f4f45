//! Taking the book out from the desk: what leaves, masked or not, and what must be said for it.

use std::fs;

use crate::desk::Desk;

fn shop() -> Desk {
    Desk::at("2026-03-02").with_customers(&[
        "王芳 13800138000",
        "李强 13900139000",
        "张伟 13700137000",
    ])
}

fn written(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.exports.path().join(name)).unwrap_or_default()
}

#[test]
fn the_list_leaves_as_a_sheet_with_its_numbers_hidden() {
    let desk = shop()
        .keys("X")
        .sees("导出不能撤销")
        .keys("<Ctrl-s>")
        .sees("已导出 3 行");
    let sheet = written(&desk, "shuke-csv-2026-03-02.csv");
    assert!(
        sheet.contains("王芳") && sheet.contains("138****8000") && !sheet.contains("138 0013 8000")
    );
    assert!(
        written(&desk, "shuke-csv-2026-03-02.csv.manifest.json").contains("\"unmasked\": false")
    );
}

#[test]
fn real_numbers_leave_only_with_a_reason() {
    let desk = shop().keys("X<Tab><Tab><Tab><Right><Ctrl-s>").sees("原因");
    assert_eq!(
        fs::read_dir(desk.exports.path()).expect("a folder").count(),
        0
    );
    let desk = desk
        .keys("<Shift-Tab>")
        .types("节日短信")
        .keys("<Ctrl-s>")
        .sees("已导出 3 行");
    assert!(written(&desk, "shuke-csv-2026-03-02.csv").contains("138 0013 8000"));
    assert!(written(&desk, "shuke-csv-2026-03-02.csv.manifest.json").contains("节日短信"));
}

#[test]
fn those_marked_or_found_leave_alone_and_the_name_follows_the_kind() {
    let marked = shop().keys("2 X<Ctrl-s>").sees("已导出 1 行");
    assert_eq!(
        written(&marked, "shuke-csv-2026-03-02.csv").lines().count(),
        2
    );
    let found = shop()
        .keys("/")
        .types("李强")
        .keys("<Enter>X<Right><Right>")
        .sees("shuke-vcard-2026-03-02.vcf")
        .keys("<Ctrl-s>")
        .sees("已导出 1 行");
    assert!(written(&found, "shuke-vcard-2026-03-02.vcf").contains("FN:李强"));
}

#[test]
fn a_report_leaves_as_it_stands_on_screen() {
    let desk = shop()
        .keys("gd")
        .keys("X")
        .sees("这份报表")
        .sees("shuke-report-xlsx-2026-03-02.xlsx")
        .keys("<Ctrl-s>")
        .sees("已导出");
    let path = desk
        .exports
        .path()
        .join("shuke-report-xlsx-2026-03-02.xlsx");
    assert!(fs::read(path).expect("a workbook").starts_with(b"PK"));
    assert!(
        written(&desk, "shuke-report-xlsx-2026-03-02.xlsx.manifest.json").contains("report-xlsx")
    );
}

#[test]
fn a_whole_shop_comes_in_from_the_desk_and_only_into_an_empty_one() {
    let desk = shop()
        .keys("X<Right><Right><Right><Right><Right><Tab><Tab>")
        .types("搬家")
        .keys("<Ctrl-s>")
        .sees("已导出");
    let path = desk.exports.path().join("shuke-json-2026-03-02.json");
    let path = path.to_str().expect("a path").to_owned();
    let fresh = Desk::at("2026-03-02")
        .keys("i")
        .types(&path)
        .keys("<Enter>")
        .sees("整店")
        .keys("<Enter>")
        .sees("张伟");
    fresh
        .keys("i")
        .types(&path)
        .keys("<Enter>")
        .sees("整店")
        .keys("<Enter>")
        .sees("这里已有内容");
}

#[test]
fn a_file_that_is_there_stays_and_the_desk_says_so() {
    let desk = shop().keys("X<Ctrl-s>").after_seconds(10);
    let before = written(&desk, "shuke-csv-2026-03-02.csv");
    let desk = desk.keys("X<Ctrl-s>").not_sees("已导出");
    assert_eq!(written(&desk, "shuke-csv-2026-03-02.csv"), before);
}

#[test]
fn a_list_for_marketing_says_so_and_tells_how_many_were_left_out() {
    shop()
        .keys("X<Tab><Tab>")
        .types("春季促销")
        .sees("只包括同意接收营销的客户")
        .keys("<Ctrl-s>")
        .sees("有 3 位没有有效的营销同意");
}

#[test]
fn only_the_fields_that_are_named_leave() {
    let desk = shop()
        .keys("X<Tab><Tab><Tab><Tab><Tab>")
        .types("name，tags")
        .keys("<Ctrl-s>")
        .sees("已导出 3 行");
    let sheet = written(&desk, "shuke-csv-2026-03-02.csv");
    assert!(
        sheet.contains("王芳") && !sheet.contains("138****8000"),
        "{sheet}"
    );
}
