//! Two windows on one desk, and a disk that takes no more: what each sees of the other, and what is lost, which is nothing.

use std::time::{Duration, Instant};

use crate::at_the_desk;
use crate::window::{Shop, Window};

/// How soon one window shows what the other has written (issue: within a second), with room for a busy machine.
const SOON: Duration = Duration::from_secs(3);

fn second(shop: &Shop) -> Window {
    let mut window = shop.opens("zh");
    window.until("the desk", |screen| screen.contents().contains("客户 "));
    window
}

#[test]
fn a_window_shows_what_the_other_wrote_without_a_key() {
    let shop = Shop::new();
    let mut one = at_the_desk(&shop);
    one.types("A");
    one.shows("一行新建");
    one.types("王芳 13866668000\r");
    one.shows("已新建客户：王芳");
    let mut two = second(&shop);
    two.types("2");
    two.shows("王芳");
    one.types("A");
    one.shows("一行新建");
    one.types("欧阳娜娜 13711112222\r");
    one.shows("已新建客户：欧阳娜娜");
    let written = Instant::now();
    two.shows("欧阳娜娜");
    assert!(written.elapsed() < SOON, "{:?}", written.elapsed());
}

/// A desk whose files may not grow beyond what they are now, as on a full disk.
fn on_a_full_disk(shop: &Shop) -> Window {
    shop.opens_through("ulimit -f 8; exec \"$0\" \"$@\"", "zh")
}

#[test]
fn a_full_disk_loses_no_word_and_reading_finding_and_leaving_go_on() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("A");
    window.shows("一行新建");
    window.types("欧阳娜娜 13711112222\r");
    window.shows("已新建客户：欧阳娜娜");
    window.types("q");
    assert_eq!(window.ends(), 0);
    let mut window = on_a_full_disk(&shop);
    window.until("the desk", |screen| screen.contents().contains("欧阳娜娜"));
    window.types("2A");
    window.shows("一行新建");
    window.types("李雷 13911112222\r");
    window.until("the refusal and the line", |screen| {
        let text = screen.contents();
        text.contains("[!]") && text.contains("一行新建") && text.contains("李雷 13911112222")
    });
    window.types("\x1b");
    window.until("the list", |screen| !screen.contents().contains("一行新建"));
    window.types("/oynn");
    window.shows("欧阳娜娜");
    window.types("\x1b\x1b");
    window.types("q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
    let mut window = shop.opens("zh");
    window.until("a sound file", |screen| {
        let text = screen.contents();
        text.contains("欧阳娜娜") || text.contains("没保存")
    });
}

#[cfg(feature = "testkit")]
mod held {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    use super::second;
    use crate::at_the_desk;
    use crate::window::Shop;

    /// Another process that holds the file for so many seconds, as a window does that writes.
    fn hold(shop: &Shop, seconds: &str) -> std::process::Child {
        let mut holder = Command::new(env!("CARGO_BIN_EXE_shuke"))
            .arg("put")
            .arg("hold")
            .arg(shop.file())
            .arg(seconds)
            .env("HOME", shop.home())
            .env("SHUKE_STATE", shop.home().join(".local/state/shuke/desks"))
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a holder");
        let mut line = String::new();
        let mut out = BufReader::new(holder.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("a line");
        assert_eq!(line, "HELD\n");
        holder
    }

    #[test]
    fn a_refused_write_says_who_holds_the_file_and_gives_the_line_back() {
        let shop = Shop::new();
        let mut window = at_the_desk(&shop);
        let mut holder = hold(&shop, "30");
        window.types("A");
        window.shows("一行新建");
        window.types("李雷 13911112222\r");
        let who = holder.id().to_string();
        window.until("who holds it, and the line", |screen| {
            let text = screen.contents();
            text.contains(&who) && text.contains("李雷 13911112222")
        });
        holder.kill().expect("killed");
        holder.wait().expect("its end");
        window.types("\r");
        window.shows("已新建客户：李雷");
    }

    #[test]
    fn quitting_while_the_file_is_held_waits_for_the_write() {
        let shop = Shop::new();
        let mut window = at_the_desk(&shop);
        let mut holder = hold(&shop, "1.5");
        window.types("A");
        window.shows("一行新建");
        window.types("李雷 13911112222\r");
        window.until("the list", |screen| !screen.contents().contains("一行新建"));
        window.types("q");
        window.shows("还在保存");
        assert_eq!(window.ends(), 0);
        holder.wait().expect("its end");
        let mut window = second(&shop);
        window.types("2");
        window.shows("李雷");
    }
}
