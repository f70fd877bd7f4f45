//! An encrypted shop beside the same shop in the clear: every daily action, with warm caches.

use shuke::app::clock::Clock;
use shuke::app::pass::{Cost, Pass, Passphrase};
use shuke::app::{Access, App};
use shuke::domain::history::Source;

use super::daily;
use super::samples::Samples;
use super::shop::{self, Past};
use super::table::{Table, ratio, told};

const WORDS: &str = "correct horse battery staple";

/// Measures a shop of so many customers, both ways.
pub fn measure(customers: usize, table: &mut Table) {
    let original = shop::of(customers, Past::AsMade);
    let (plain, locked) = (
        shop::copy(&original, "plain"),
        shop::copy(&original, "locked"),
    );
    let passphrase = Passphrase::new(WORDS.to_owned());
    // The passphrase's own cost is known and the same for every file: it is not what is measured here.
    let cost = Cost::LEAST_WORK;
    App::encrypt(
        &locked,
        Clock::System,
        Source::Desk,
        "店主",
        &passphrase,
        cost,
    )
    .expect("an encrypted shop");
    let pass = Pass::unlock(&locked, None, &passphrase, Clock::System).expect("a way in");
    let open_locked =
        || App::open_with(&pass, Access::Write, Clock::System, Source::Desk).expect("an open shop");
    let open_plain = || shop::open(&plain, Access::Write);
    let (clear, hidden) = (loads(&open_plain), loads(&open_locked));
    for (name, clear, hidden) in [
        ("index from the desk", clear.0, hidden.0),
        ("index kept beside it", clear.1, hidden.1),
    ] {
        let beside = format!(
            "{} plain ({})",
            ratio(hidden.p50(), clear.p50()),
            told(clear.p50())
        );
        table.add(
            format!("encrypted, {customers}: {name}"),
            told(hidden.p50()),
            "",
            beside,
        );
    }
    let (mut plain_app, mut locked_app) = (warm(&open_plain), warm(&open_locked));
    // Once for the caches, once for the figures.
    daily::acts(&mut plain_app);
    daily::acts(&mut locked_app);
    let (clear, hidden) = (daily::acts(&mut plain_app), daily::acts(&mut locked_app));
    for ((name, clear), (_, hidden)) in clear.iter().zip(&hidden) {
        let beside = format!(
            "{} plain ({})",
            ratio(hidden.p50(), clear.p50()),
            told(clear.p50())
        );
        table.add(
            format!("encrypted, {customers}: {name}"),
            told(hidden.p50()),
            "≤ 2×",
            beside,
        );
    }
    drop((plain_app, locked_app));
    shop::remove(&plain);
    shop::remove(&locked);
}

fn warm(open: &dyn Fn() -> App) -> App {
    let mut app = open();
    while !app.warm().expect("an index") {}
    app
}

/// Loading the index from the desk itself, then as it was kept.
fn loads(open: &dyn Fn() -> App) -> (Samples, Samples) {
    let (mut first, mut again) = (Samples::default(), Samples::default());
    let mut app = open();
    first.work(|| while !app.warm().expect("an index") {});
    app.keep_index().expect("a kept index");
    drop(app);
    let mut app = open();
    again.work(|| while !app.warm().expect("an index") {});
    (first, again)
}
