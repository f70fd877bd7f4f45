//! Bringing a file in from the desk: what will come, in which way, what each column means, and where the refused rows go.

use std::path::PathBuf;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";
/// A row without anybody, and a number that no phone has.
const BOOK: &str = "姓名,手机,暗号\n王芳,13800138000,甲\n李雷,13900139000,乙\n,,丙\n韩梅,12,丁\n";

/// The folder, and the file in it.
fn book(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    std::fs::write(&path, text).expect("a file");
    (folder, path)
}

fn preview(path: &std::path::Path) -> Desk {
    Desk::at(DAY)
        .sized(120, 40)
        .with_customers(&["王芳 13800138000"])
        .keys("i")
        .types(&path.display().to_string())
        .keys("<Enter>")
}

#[test]
fn the_preview_shows_counts_rows_columns_and_problems() {
    let (_folder, path) = book(BOOK);
    preview(&path)
        .sees("新建 2")
        .keys("<Tab>")
        .sees("139****9000")
        .keys("<Tab>")
        .sees("暗号")
        .sees("不认识")
        .keys("<Tab>")
        .sees("第 4 行");
}

#[test]
fn the_mode_is_switched_before_anything_is_written() {
    let (_folder, path) = book(BOOK);
    let desk = preview(&path)
        .sees("新建并更新")
        .keys("m")
        .sees("只新建")
        .keys("m")
        .sees("只更新");
    desk.sees("新建 0")
        .keys("<Enter>")
        .after_seconds(10)
        .keys("2")
        .not_sees("李雷");
}

#[test]
fn a_column_gets_another_meaning() {
    let (_folder, path) = book(BOOK);
    preview(&path)
        .keys("<Tab><Tab><Down><Down><Right>")
        .sees("由你选定")
        .keys("<Enter>")
        .after_seconds(10)
        .keys("2/")
        .types("李雷")
        .keys("<Enter>")
        .sees("李雷");
}

#[test]
fn refused_rows_are_kept_beside_the_file_with_their_reason() {
    let (folder, path) = book(BOOK);
    preview(&path).keys("<Enter>").sees("1 行没有导入");
    let kept: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|found| *found != path)
        .collect();
    let [rejects] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    let text = std::fs::read_to_string(rejects).expect("a file");
    assert!(text.contains("丙") && text.contains("错误原因"), "{text}");
}
