//! `shuke analyze basket`: what is bought together.

use std::path::PathBuf;

use super::Fault;
use super::sheet;
use super::table::{self, Cell};
use crate::cli::out::Out;
use crate::cli::stop::{Result, Stop};
use crate::insight::basket::{Baskets, Thresholds, TooMany};
use crate::insight::ratio::Ratio;

const HEADER: [&str; 11] = [
    "lhs",
    "rhs",
    "count",
    "lhs_count",
    "rhs_count",
    "n",
    "support",
    "confidence",
    "lift",
    "leverage",
    "conviction",
];
const DECIMALS: usize = 10;

/// Find what is bought together
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One basket a line, items separated by commas, no header
    file: PathBuf,
    /// The least share of baskets that hold all items of a rule, such as 0.001
    #[arg(long, value_name = "S")]
    support: String,
    /// The least share of baskets with the left-hand side that hold the right, such as 0.8
    #[arg(long, value_name = "C")]
    confidence: String,
}

/// Prints the rules of a file, the highest lift first.
///
/// # Errors
/// The file or an argument is not what it should be.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let thresholds = Thresholds {
        support: share(&args.support)?,
        confidence: share(&args.confidence)?,
    };
    let baskets: Vec<Vec<String>> = sheet::rows(&args.file)?
        .into_iter()
        .map(|row| row.cells)
        .collect();
    let rules = Baskets::of(&baskets)
        .rules(&thresholds)
        .map_err(|TooMany| Stop::from(Fault::TooManySets))?;
    let rows: Vec<Vec<Cell>> = rules
        .into_iter()
        .map(|rule| {
            let conviction = rule.conviction().unwrap_or(f64::INFINITY);
            vec![
                Cell::Text(rule.lhs.join("|")),
                Cell::Text(rule.rhs.clone()),
                Cell::Count(rule.count),
                Cell::Count(rule.lhs_count),
                Cell::Count(rule.rhs_count),
                Cell::Count(rule.baskets),
                Cell::Decimals(rule.support(), DECIMALS),
                Cell::Decimals(rule.confidence(), DECIMALS),
                Cell::Decimals(rule.lift(), DECIMALS),
                Cell::Decimals(rule.leverage(), DECIMALS),
                Cell::Decimals(conviction, DECIMALS),
            ]
        })
        .collect();
    table::print("analyze.basket", &HEADER, &rows, out)
}

fn share(text: &str) -> Result<Ratio> {
    text.parse()
        .map_err(|_| Fault::Share(text.to_owned()).into())
}
