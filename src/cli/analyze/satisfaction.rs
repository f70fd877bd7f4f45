//! `shuke analyze satisfaction`: a share of answers and how sure it is.

use super::Fault;
use super::table::{self, Cell};
use crate::cli::out::Out;
use crate::cli::stop::Result;
use crate::insight::interval::{Interval, Level};
use crate::insight::satisfaction::{Csat, Nps};

const HEADER: [&str; 4] = ["point", "lo", "hi", "n"];
const DECIMALS: usize = 10;

/// Work out CSAT or NPS from counts, with its interval
#[derive(Debug, clap::Args)]
pub struct Args {
    /// csat: the share satisfied; nps: the share of promoters less that of detractors
    #[arg(long, value_enum)]
    metric: Metric,
    /// Answers 4 and 5, for csat
    #[arg(
        long,
        alias = "k",
        value_name = "N",
        required_if_eq("metric", "csat"),
        conflicts_with_all = ["promoters", "detractors"]
    )]
    satisfied: Option<u64>,
    /// Answers 9 and 10, for nps
    #[arg(long, value_name = "N", required_if_eq("metric", "nps"))]
    promoters: Option<u64>,
    /// Answers 0 to 6, for nps
    #[arg(long, value_name = "N", required_if_eq("metric", "nps"))]
    detractors: Option<u64>,
    /// All answers
    #[arg(short, long = "n", alias = "answers", value_name = "N")]
    n: u64,
    /// How sure the interval is, between 0 and 1
    #[arg(long, value_name = "LEVEL", default_value = "0.95")]
    level: String,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Metric {
    Csat,
    Nps,
}

/// Prints the share and its interval.
///
/// # Errors
/// The counts do not fit each other, or there are no answers.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let level = args.level.parse().ok().and_then(Level::new);
    let level = level.ok_or_else(|| Fault::Level(args.level.clone()))?;
    let Interval { point, lo, hi } = interval(args, level).ok_or(Fault::Counts)?;
    let row = vec![
        Cell::Decimals(point, DECIMALS),
        Cell::Decimals(lo, DECIMALS),
        Cell::Decimals(hi, DECIMALS),
        Cell::Count(args.n),
    ];
    table::print("analyze.satisfaction", &HEADER, &[row], out)
}

fn interval(args: &Args, level: Level) -> Option<Interval> {
    match args.metric {
        Metric::Csat => {
            let satisfied = args.satisfied.filter(|&count| count <= args.n)?;
            let csat = Csat {
                satisfied,
                answers: args.n,
                points: 0,
            };
            csat.interval(level)
        }
        Metric::Nps => {
            let (promoters, detractors) = (args.promoters?, args.detractors?);
            let fits = promoters.checked_add(detractors)? <= args.n;
            let nps = Nps {
                promoters,
                detractors,
                answers: args.n,
            };
            nps.interval(level).filter(|_| fits)
        }
    }
}
