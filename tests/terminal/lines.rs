//! The desk in lines in a real terminal: it prints and never steers.

use crate::window::{Shop, Window};

/// Nothing but text, line ends and what the terminal itself echoes.
#[track_caller]
fn never_steers(window: &Window) {
    let tape = String::from_utf8_lossy(window.tape());
    let steering = tape
        .chars()
        .find(|c| c.is_control() && !['\r', '\n'].contains(c));
    assert_eq!(steering, None, "{tape:?}");
}

#[test]
fn a_day_at_the_desk_goes_line_by_line() {
    let shop = Shop::new();
    let mut window = shop.opens_in_lines("zh", "xterm-256color");
    window.shows("一行一个命令");
    window.types("新建 王芳 13800138000\n");
    window.shows("已新建客户：王芳");
    window.types("记录 电话 已接 问新茶\n");
    window.shows("1. 一周后");
    window.types("1\n");
    window.shows("已记录互动：王芳");
    window.types("往来\n");
    window.shows("已接，问新茶");
    window.types("q\n");
    assert_eq!(window.ends(), 0);
    never_steers(&window);
}

#[test]
fn a_dumb_terminal_gets_lines_without_being_asked() {
    let shop = Shop::new();
    let mut window = shop.opens_on("dumb", "en");
    window.shows("One command a line");
    window.types("\x04");
    assert_eq!(window.ends(), 0);
    never_steers(&window);
}
