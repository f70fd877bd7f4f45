//! How the cost of every daily action grows with the shop: a thousand, ten thousand, a hundred thousand, a million customers.

use std::path::Path;

use shuke::app::answer::Answer;
use shuke::app::query::Query;
use shuke::app::{Access, App};
use shuke::domain::listing::{Anchor, Sort};

use super::daily::{self, Act};
use super::samples::Samples;
use super::shop::{self, Past};
use super::table::told;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// What must read everything; it runs behind the screen and tells how far it is.
const WHOLE: [&str; 2] = ["loading the index from the desk", "loading the kept index"];
const OPENINGS: usize = 7;

/// Measures shops up to this many customers.
pub fn measure(most: usize) {
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= most).collect();
    let columns: Vec<Vec<Act>> = sizes.iter().map(|size| column(*size)).collect();
    println!("\n### How costs grow with the shop, processor time, the middle of many\n");
    let heads: Vec<String> = sizes.iter().map(|size| size.to_string()).collect();
    println!("| what | {} | from first to last |", heads.join(" | "));
    println!("|---|{}---|", "---|".repeat(sizes.len()));
    for at in 0..columns[0].len() {
        let (name, first) = &columns[0][at];
        let cells: Vec<String> = columns.iter().map(|acts| told(acts[at].1.p50())).collect();
        let last = &columns[columns.len() - 1][at].1;
        let growth = last.p50().as_secs_f64() / first.p50().as_secs_f64().max(1e-9);
        let note = if WHOLE.contains(name) {
            ", reads everything, in the background"
        } else {
            ""
        };
        println!("| {name} | {} | {growth:.1}×{note} |", cells.join(" | "));
    }
}

fn column(customers: usize) -> Vec<Act> {
    let original = shop::of(customers, Past::AsMade);
    let path = shop::copy(&original, "growth");
    let mut acts = opening(&path);
    let mut app = shop::open(&path, Access::Write);
    acts.push(("loading the index from the desk", load(&mut app)));
    // A small shop is loaded from the desk again: keeping would not pay.
    app.keep_index().expect("a kept index");
    let mut again = shop::open(&path, Access::Write);
    acts.push(("loading the kept index", load(&mut again)));
    drop(again);
    acts.extend(daily::acts(&mut app));
    drop(app);
    shop::remove(&path);
    for (name, samples) in &acts {
        eprintln!("  {customers}: {name}: {}", samples.told());
    }
    acts
}

fn opening(path: &Path) -> Vec<Act> {
    let mut opening = Samples::default();
    for _ in 0..OPENINGS {
        opening.work(|| {
            let mut app = shop::open(path, Access::Write);
            let page = app.ask(&Query::Customers {
                sort: Sort::Recent,
                anchor: Anchor::First,
            });
            assert!(matches!(page, Ok(Answer::Customers(_))));
        });
    }
    vec![("open the file and read a page", opening)]
}

fn load(app: &mut App) -> Samples {
    let mut all = Samples::default();
    all.work(|| while !app.warm().expect("an index") {});
    all
}
