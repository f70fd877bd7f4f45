//! The real program in a real terminal: what it draws, where the cursor stands, and that the terminal is given back however it ends.
#![cfg(unix)]

#[path = "terminal/drawing.rs"]
mod drawing;
#[path = "terminal/ends.rs"]
mod ends;
#[path = "terminal/farewell.rs"]
mod farewell;
#[path = "terminal/faults.rs"]
mod faults;
#[path = "terminal/lines.rs"]
mod lines;
#[path = "terminal/window.rs"]
mod window;
#[path = "terminal/windows.rs"]
mod windows;

use std::process::{Command, Stdio};

use rustix::process::Signal;

use vt100::MouseProtocolMode;

use crate::window::{Shop, Window};

/// A window at the desk of a new shop, past its welcome.
fn at_the_desk(shop: &Shop) -> Window {
    let mut window = shop.opens("zh");
    window.shows("欢迎使用熟客");
    window.types("0");
    window.until("the desk", |screen| {
        let text = screen.contents();
        text.contains("都办完了") && !text.contains("欢迎")
    });
    window
}

#[test]
fn the_first_start_greets_in_the_language_asked_for() {
    for (lang, greeting) in [("zh", "欢迎使用熟客"), ("en", "Welcome to shuke")] {
        let shop = Shop::new();
        let mut window = shop.opens(lang);
        window.shows(greeting);
        assert!(window.screen().alternate_screen());
        assert!(window.screen().hide_cursor(), "nothing is being typed");
    }
}

#[test]
fn the_cursor_stands_right_behind_typed_chinese() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("a");
    window.shows("新建客户");
    window.types("欧阳娜娜");
    window.shows("欧阳娜娜");
    window.until("the cursor behind the name", |screen| {
        let (row, column) = screen.cursor_position();
        screen
            .contents_between(row, 0, row, column)
            .ends_with("欧阳娜娜")
            && !screen.hide_cursor()
    });
}

#[test]
fn what_was_saved_is_there_at_the_next_start() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("a");
    window.shows("新建客户");
    window.types("欧阳娜娜\x13");
    window.shows("已新建客户：欧阳娜娜");
    window.types("q");
    assert_eq!(window.ends(), 0);
    let mut window = shop.opens("zh");
    window.shows("都办完了");
    window.types("/oynn");
    window.shows("欧阳娜娜");
}

/// The frame reaches from the first line to the last.
#[track_caller]
fn fills(window: &mut Window, cols: u16, rows: u16) {
    window.until(&format!("{cols}x{rows} filled"), |screen| {
        let last = screen.contents_between(rows - 1, 0, rows - 1, cols);
        let above = screen.contents_between(rows - 2, 0, rows - 2, cols);
        last.contains("查找") && above.trim_end().ends_with(['╝', '┘', '#', '+'])
    });
}

#[test]
fn a_resized_window_is_drawn_anew() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    for (cols, rows) in [(120, 40), (60, 20), (80, 24)] {
        window.is_resized(cols, rows);
        fills(&mut window, cols, rows);
    }
    window.is_resized(39, 9);
    window.shows("窗口太小了");
}

#[test]
fn a_resize_that_comes_with_a_key_is_seen() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    for n in 0..20 {
        let (cols, rows) = if n % 2 == 0 { (120, 40) } else { (80, 24) };
        window.types("j");
        window.is_resized(cols, rows);
        fills(&mut window, cols, rows);
    }
}

#[test]
fn a_pasted_command_is_text_not_a_command() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("\x1b[200~q\r:q\r\x1b[201~");
    window.shows("粘贴了 2 行");
    window.types("\x1b");
    window.until("the desk again", |screen| {
        !screen.contents().contains("粘贴了")
    });
    window.types("\x1b[200~:q!\x1b[201~");
    window.shows("粘贴的内容没有用上");
    window.types("q");
    assert_eq!(window.ends(), 0);
}

#[test]
fn quitting_gives_the_terminal_back() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}

#[test]
fn a_signal_ends_the_program_and_gives_the_terminal_back() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let shop = Shop::new();
        let mut window = at_the_desk(&shop);
        window.types("a王");
        window.shows("王");
        window.is_sent(signal);
        assert_eq!(window.ends(), status, "{signal:?}");
        window.is_given_back();
    }
}

#[test]
fn a_suspended_program_lends_the_terminal_and_takes_it_again() {
    let shop = Shop::new();
    let mut window = shop.opens_in_a_shell("zh");
    window.shows("欢迎使用熟客");
    window.front_is_sent(Signal::TSTP);
    window.until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("lent")
    });
    assert!(!window.screen().hide_cursor());
    assert!(!window.screen().bracketed_paste());
    window.types("\n");
    window.until("the desk again", |screen| {
        screen.alternate_screen() && screen.contents().contains("欢迎使用熟客")
    });
    window.types("0q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let shop = Shop::new();
    at_the_desk(&shop).vanishes();
}

#[test]
fn without_a_terminal_there_is_one_line_and_status_two() {
    let shop = Shop::new();
    let output = Command::new(env!("CARGO_BIN_EXE_shuke"))
        .args([
            "--db".as_ref(),
            shop.file().as_os_str(),
            "--lang".as_ref(),
            "zh".as_ref(),
        ])
        .env("HOME", shop.home())
        .stdin(Stdio::null())
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(!said.contains('\x1b'), "{said:?}");
}

#[test]
fn a_file_that_is_no_desk_is_refused_before_anything_is_drawn() {
    let shop = Shop::new();
    std::fs::write(shop.file(), "姓名,电话\n").expect("a file");
    let mut window = shop.opens("zh");
    window.shows("不是 shuke 的客户文件");
    assert_eq!(window.ends(), 6);
    assert!(!window.screen().alternate_screen());
    assert_eq!(
        std::fs::read(shop.file()).expect("the file"),
        "姓名,电话\n".as_bytes()
    );
}

#[test]
fn the_mouse_is_asked_for_unless_the_settings_say_no() {
    for (settings, mode) in [
        ("", MouseProtocolMode::PressRelease),
        ("mouse = false\n", MouseProtocolMode::None),
    ] {
        let shop = Shop::new();
        let folder = shop.home().join(".config/shuke");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("config.toml"), settings).expect("settings");
        let mut window = at_the_desk(&shop);
        window.shows("都办完了");
        assert_eq!(window.screen().mouse_protocol_mode(), mode, "{settings}");
        let is_on = mode != MouseProtocolMode::None;
        // Clicks (1000), drags (1002), every move (1003), wide windows (1006, 1015).
        for mode in ["1000", "1002", "1003", "1006", "1015"] {
            let asked = window.wrote(&format!("\x1b[?{mode}h"));
            assert!(is_on || !asked, "{mode} although the mouse is off");
        }
        assert_eq!(window.wrote("\x1b[?1000h"), is_on);
        assert_eq!(window.wrote("\x1b[?1006h"), is_on);
        window.types("q");
        assert_eq!(window.ends(), 0);
        if is_on {
            assert!(window.wrote("\x1b[?1000l") && window.wrote("\x1b[?1006l"));
        }
        window.is_given_back();
    }
}

/// A click (SGR) at a cell, counted from one.
fn clicked(window: &mut Window, column: u16, row: u16) {
    window.types(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

/// Another program may have left the terminal clicking.
#[test]
fn a_click_counts_only_where_the_mouse_is_on() {
    for settings in ["", "mouse = false\n"] {
        let shop = Shop::new();
        let folder = shop.home().join(".config/shuke");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("config.toml"), settings).expect("settings");
        let mut window = at_the_desk(&shop);
        let footer = window.screen().contents_between(23, 0, 23, 80);
        assert!(footer.trim_start().starts_with("/ 查找"), "{footer}");
        // The footer's first hint begins to search; then the key that opens the help.
        clicked(&mut window, 3, 24);
        window.types("\x1bOP");
        window.shows("按键");
        let is_searching = window.screen().contents().contains("姓名、拼音、电话");
        assert_eq!(is_searching, settings.is_empty(), "{settings}");
    }
}

#[test]
fn a_program_of_ones_own_reads_the_customer_and_its_answer_is_shown() {
    let shop = Shop::new();
    let folder = shop.home().join(".config/shuke");
    std::fs::create_dir_all(&folder).expect("a folder");
    let settings = "[[command]]\nname = \"count\"\nkey = \"Alt-k\"\nrun = [\"sh\", \"-c\", \"grep -o '\\\"kind\\\":\\\"selection\\\"'; echo $#\"]\n\
        [[command]]\nname = \"page\"\nkey = \"Alt-j\"\nrun = [\"sh\", \"-c\", \"echo over there; cat > seen; read x < /dev/tty\"]\nmode = \"terminal\"\n";
    std::fs::write(folder.join("config.toml"), settings).expect("settings");
    let mut window = at_the_desk(&shop);
    window.types("\x1bk");
    window.shows("count：\"kind\":\"selection\"");
    window.types("\x1bj");
    window.until("the program", |screen| {
        !screen.alternate_screen() && screen.contents().contains("over there")
    });
    window.types("\n");
    window.until("the desk again", |screen| {
        screen.alternate_screen() && screen.contents().contains("page 已完成")
    });
    let seen = std::fs::read_to_string(shop.home().join("seen")).expect("what it read");
    assert!(
        seen.starts_with("{\"shuke\":1,\"kind\":\"selection\""),
        "{seen}"
    );
}
