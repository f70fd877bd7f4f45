//! The large shop: that nothing on the way to a frame grows with it, and what finding costs before and after the index is there.

use std::path::Path;

use crossterm::event::KeyCode;
use shuke::app::Access;

use super::inside::Desk;
use super::outside::{self, Start};
use super::samples::Samples;
use super::table::{Table, ratio, told};
use super::{SCREEN, shop};

const STARTS: usize = 3;
const KEYS: usize = 40;

pub fn measure(path: &Path, small: Start, table: &mut Table) {
    let (starts, mut desk) = outside::starts(path, STARTS);
    let beside = format!("{} that of 10,000", ratio(starts.p50(), small.complete));
    let what = "start to complete first frame";
    table.add(what, starts.told(), "≤ 1.3×", beside);
    outside::keys(&mut desk, table);
    desk.key(b"2");
    for (name, keys) in [
        ("End and Home", [b"\x1b[F".as_slice(), b"\x1b[H"]),
        ("page down", [b"\x1b[6~", b"\x1b[6~"]),
    ] {
        let (_, last) = outside::press(&mut desk, &keys, KEYS);
        table.add(
            format!("{name} to complete frame"),
            last.told(),
            "≤ 16 ms p95",
            "",
        );
    }
    let (memory, own) = desk.memory();
    let figure = format!("{:.0} MB", memory as f64 / 1e6);
    let beside = format!("{:.0} MB of it not the file's", own as f64 / 1e6);
    table.add("resident memory, index loaded", figure, "", beside);
    outside::idle(&mut desk, table);
    drop(desk);
    inside(path, table);
    outside::commands(path, 200, table);
}

fn inside(path: &Path, table: &mut Table) {
    let app = shop::open(path, Access::Write);
    let mut desk = Desk::over(app, SCREEN);
    let (keys, slowest) = desk.find();
    let what = "a keystroke while finding, no index yet, processor";
    table.add(what, keys.told(), "≤ 16 ms p95", slowest);
    let mut load = Samples::default();
    while !load.work(|| desk.app.warm()).expect("an index") {}
    let what = "loading the search index, processor";
    let beside = format!("slices: {}", load.told());
    table.add(what, told(load.sum()), "", beside);
    let (keys, slowest) = desk.find();
    let what = "a keystroke while finding, processor";
    table.add(what, keys.told(), "≤ 16 ms p95", slowest);
    desk.press(KeyCode::Char('2'));
    let keys = desk.keys(&[KeyCode::Down], KEYS);
    let what = "key to complete frame in customers, processor";
    table.add(what, keys.told(), "≤ 16 ms p95", "");
}
