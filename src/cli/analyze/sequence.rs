//! `shuke analyze sequence`: who buys A, and then B within so many days.

use std::path::PathBuf;

use super::sheet::Sheet;
use super::table::{self, Cell};
use crate::cli::out::Out;
use crate::cli::stop::Result;
use crate::cli::when;
use crate::insight::sequence::{ItemSale, Rule, Seen, rules};

const HEADER: [&str; 18] = [
    "a",
    "b",
    "window_days",
    "n_a",
    "n_ab",
    "confidence",
    "wilson_lo",
    "wilson_hi",
    "support",
    "n_customers",
    "base_k",
    "base_n",
    "lift_base",
    "buyers_b",
    "lift_prevalence",
    "n_a_new",
    "n_ab_new",
    "confidence_new",
];
const DIGITS: usize = 8;

/// Find what is bought after what, within a window of days
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with customer_id, date and item
    file: PathBuf,
    /// Days after the first purchase of A within which B counts
    #[arg(long, value_name = "DAYS")]
    window: u32,
    /// The last day that counts; windows not over by then are left out
    #[arg(long, value_name = "DAY")]
    as_of: String,
    /// Leave out rules seen with fewer buyers of A; the desk asks for 8
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_a: u64,
    /// Leave out rules that fewer buyers followed; the desk asks for 5
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_ab: u64,
}

/// Prints the rules of a file, the surest first.
///
/// # Errors
/// The file or an argument is not what it should be.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let as_of = when::day(&args.as_of, out.now)?;
    let sheet = Sheet::read(&args.file, ["customer_id", "date", "item"])?;
    let sales: Vec<ItemSale> = sheet
        .lines()
        .map(|line| {
            Ok(ItemSale {
                customer: line.name(0)?,
                day: line.day(1)?,
                item: line.name(2)?,
            })
        })
        .collect::<Result<_>>()?;
    let seen = Seen {
        index: args.min_a,
        success: args.min_ab,
    };
    let rows: Vec<Vec<Cell>> = rules(&sales, args.window, as_of, seen)
        .iter()
        .map(|rule| cells(rule, args.window))
        .collect();
    table::print("analyze.sequence", &HEADER, &rows, out)
}

fn cells(rule: &Rule, window_days: u32) -> Vec<Cell> {
    let figure = |figure: f64| Cell::Digits(figure, DIGITS);
    vec![
        Cell::Text(rule.a.clone()),
        Cell::Text(rule.b.clone()),
        Cell::Count(window_days.into()),
        Cell::Count(rule.all.n),
        Cell::Count(rule.all.k),
        figure(rule.interval.point),
        figure(rule.interval.lo),
        figure(rule.interval.hi),
        figure(rule.support()),
        Cell::Count(rule.customers),
        Cell::Count(rule.base.k),
        Cell::Count(rule.base.n),
        rule.lift_base().map_or(Cell::Blank, figure),
        Cell::Count(rule.buyers_b),
        figure(rule.lift_prevalence()),
        Cell::Count(rule.new_only.n),
        Cell::Count(rule.new_only.k),
        rule.new_only.share().map_or(Cell::Blank, figure),
    ]
}
