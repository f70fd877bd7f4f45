//! `shuke analyze cohort`: who came back in which month.

use std::path::PathBuf;

use super::sheet;
use super::table::{self, Cell};
use crate::cli::out::Out;
use crate::cli::stop::Result;
use crate::cli::when;
use crate::insight::cohort;

const HEADER: [&str; 7] = [
    "cohort",
    "cohort_size",
    "k",
    "active",
    "retention",
    "revenue",
    "partial",
];
/// Decimals of a retention.
const DECIMALS: usize = 6;

/// Follow customers month by month from their first purchase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with customer_id, date and amount
    file: PathBuf,
    /// The last day that counts
    #[arg(long, value_name = "DAY")]
    as_of: String,
}

/// Prints the cells of all cohorts.
///
/// # Errors
/// The file or an argument is not what it should be.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let as_of = when::day(&args.as_of, out.now)?;
    let (_, sales) = sheet::sales(&args.file)?;
    let rows: Vec<Vec<Cell>> = cohort::cells(&sales, as_of)
        .iter()
        .map(|cell| {
            vec![
                Cell::Text(cell.cohort.code()),
                Cell::Count(cell.size as u64),
                Cell::Count(cell.later as u64),
                Cell::Count(cell.active as u64),
                Cell::Decimals(cell.retention(), DECIMALS),
                Cell::Cents(cell.net_cents),
                Cell::Count(cell.is_partial.into()),
            ]
        })
        .collect();
    table::print("analyze.cohort", &HEADER, &rows, out)
}
