//! `shuke analyze rfm`: scores, segments, classes and stages of customers.

use std::path::PathBuf;

use super::Fault;
use super::sheet;
use super::table::{self, Cell};
use crate::cli::out::Out;
use crate::cli::stop::Result;
use crate::cli::when;
use crate::domain::name::Lang;
use crate::i18n::strings;
use crate::insight::buyer::{Buyer, buyers};
use crate::insight::lifecycle;
use crate::insight::pins::{Division, Pins};
use crate::insight::rfm::class::Class;
use crate::insight::rfm::segment::Segment;
use crate::insight::rfm::{Rfm, scores};

const HEADER: [&str; 10] = [
    "customer_id",
    "recency_days",
    "frequency",
    "monetary",
    "r_score",
    "f_score",
    "m_score",
    "segment",
    "cn8",
    "stage",
];

/// Score customers by how lately, how often and for how much they bought
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with customer_id, date and amount
    file: PathBuf,
    /// The last day that counts
    #[arg(long, value_name = "DAY")]
    as_of: String,
    /// Where the eight classes are cut: mean, halves, or days,times,amount such as 90,3,100
    #[arg(long, value_name = "mean|halves|R,F,M", default_value = "mean")]
    cn_cut: String,
}

/// Scores the customers of a file.
///
/// # Errors
/// The file or an argument is not what it should be.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let as_of = when::day(&args.as_of, out.now)?;
    let classes = division(&args.cn_cut)?;
    let (names, sales) = sheet::sales(&args.file)?;
    let buyers = buyers(&sales, as_of);
    let mut gaps: Vec<i64> = buyers.iter().flat_map(Buyer::gaps).collect();
    let cuts = lifecycle::cuts(&mut gaps);
    let (names, all): (Vec<&String>, Vec<Rfm>) = names
        .iter()
        .zip(&buyers)
        .filter_map(|(name, buyer)| Some((name, Rfm::of(buyer, as_of)?)))
        .unzip();
    let cut = Pins {
        classes,
        ..Pins::default()
    }
    .division(&all);
    let scored = scores(&all);
    let rows: Vec<Vec<Cell>> = names
        .iter()
        .zip(&all)
        .enumerate()
        .map(|(n, (name, one))| {
            let scores = scored.as_ref().and_then(|scored| scored.get(n));
            let score = |value: Option<u8>| value.map_or(Cell::Blank, |v| Cell::Count(v.into()));
            let stage = lifecycle::stage(one.frequency, Some(one.recency_days), cuts);
            vec![
                Cell::Text((*name).clone()),
                Cell::Count(one.recency_days.unsigned_abs()),
                Cell::Count(one.frequency.unsigned_abs()),
                Cell::Cents(one.monetary_cents),
                score(scores.map(|s| s.r)),
                score(scores.map(|s| s.f)),
                score(scores.map(|s| s.m)),
                scores.map_or(Cell::Blank, |s| {
                    Cell::Text(Segment::of(*s).code().to_owned())
                }),
                Cell::Text(class(cut.class(one)).to_owned()),
                Cell::Text(stage.code().to_owned()),
            ]
        })
        .collect();
    table::print("analyze.rfm", &HEADER, &rows, out)
}

/// The name of a class. It is data, the same in every language: the eight classes are known by their Chinese names.
fn class(class: Class) -> &'static str {
    let words = &strings(Lang::Zh).cli.analyze.class;
    match class {
        Class::KeyValue => words.key_value,
        Class::KeyHold => words.key_hold,
        Class::KeyGrow => words.key_grow,
        Class::KeyRegain => words.key_regain,
        Class::PlainValue => words.plain_value,
        Class::PlainHold => words.plain_hold,
        Class::PlainGrow => words.plain_grow,
        Class::PlainRegain => words.plain_regain,
    }
}

/// `mean`, `halves`, or `90,3,100`.
fn division(text: &str) -> Result<Division> {
    Division::parse(text).ok_or_else(|| Fault::Cuts(text.to_owned()).into())
}
