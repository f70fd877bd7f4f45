//! `shuke analyze btyd`: a model of who comes back, fitted to a file, and what it says of each customer.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Fault;
use super::sheet;
use super::table::{self, Cell};
use crate::cli::out::{Out, SHAPE};
use crate::cli::stop::{Result, Stop};
use crate::cli::when;
use crate::insight::btyd::sample::{Life, Sample};
use crate::insight::btyd::{self, Fit, Method, Model, NoFit};
use crate::insight::buyer::{Buyer, Recency, buyers, mean_gap_days};
use crate::insight::churn::{Evidence, evidence, horizon_days};
use crate::insight::lifecycle;
use crate::insight::spend::{Repeats, Spend, lifetime_value};

const HEADER: [&str; 9] = [
    "customer_id",
    "x",
    "t_x_days",
    "T_days",
    "p_alive",
    "p_active",
    "expected_purchases",
    "expected_spend",
    "clv",
];

/// Fit a model of who comes back
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with customer_id, date and amount
    file: PathBuf,
    /// The last day that counts
    #[arg(long, value_name = "DAY")]
    as_of: String,
    /// The model
    #[arg(long, value_enum, default_value = "mbg")]
    model: ModelArg,
    /// map suits small shops and is usual, mle is plain maximum likelihood and the only one for pareto
    #[arg(long, value_enum)]
    fit: Option<FitArg>,
    /// The unit of time of the parameters
    #[arg(long, value_enum, default_value = "day")]
    unit: UnitArg,
    /// Days to look ahead; a month or the shop's silent cut if left out
    #[arg(long, value_name = "DAYS")]
    horizon: Option<u32>,
    /// Write a row for each customer to this file
    #[arg(long, value_name = "OUT.csv")]
    customers: Option<PathBuf>,
}

/// A model, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ModelArg {
    Mbg,
    Bg,
    Pareto,
}

/// A way to fit, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FitArg {
    Map,
    Mle,
}

/// A unit of time, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum UnitArg {
    Day,
    Week,
}

/// Everyone who has bought, and what they are judged by.
struct Shop {
    people: Vec<(String, Buyer, Recency)>,
    mean_gap_days: f64,
    unit_days: f64,
    horizon_days: f64,
}

/// Fits the model and prints it.
///
/// # Errors
/// A file or an argument is not what it should be, or nobody has bought.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let shop = shop(args, out)?;
    let lives: Vec<Life> = shop.lives().collect();
    let (model, method) = (model(args.model), method(args));
    let mean_gap = shop.mean_gap_days / shop.unit_days;
    let fit =
        btyd::fit(model, method, &Sample::of(&lives), mean_gap).map_err(|fault| match fault {
            NoFit::NoPrior => Fault::NoPrior,
            NoFit::NoCustomers => Fault::NoCustomers,
        })?;
    if let Some(path) = &args.customers {
        if path.exists() && path.canonicalize()? == args.file.canonicalize()? {
            return Err(Stop::SameFile(path.clone()));
        }
        write(path, &table::csv(&HEADER, &rows(&shop, &fit)))?;
    }
    out.json(document(args, &shop, &fit))
}

fn shop(args: &Args, out: &Out) -> Result<Shop> {
    let as_of = when::day(&args.as_of, out.now)?;
    let (names, sales) = sheet::sales(&args.file)?;
    let buyers = buyers(&sales, as_of);
    let mut gaps: Vec<i64> = buyers.iter().flat_map(Buyer::gaps).collect();
    let usual = horizon_days(lifecycle::cuts(&mut gaps));
    Ok(Shop {
        mean_gap_days: mean_gap_days(&buyers),
        unit_days: match args.unit {
            UnitArg::Day => 1.0,
            UnitArg::Week => 7.0,
        },
        horizon_days: args.horizon.map_or(usual as f64, f64::from),
        people: names
            .into_iter()
            .zip(buyers)
            .filter_map(|(name, buyer)| {
                let recency = buyer.recency(as_of)?;
                Some((name, buyer, recency))
            })
            .collect(),
    })
}

impl Shop {
    fn lives(&self) -> impl Iterator<Item = Life> {
        self.people
            .iter()
            .map(|(_, _, recency)| Life::of(*recency, self.unit_days))
    }

    fn evidence(&self) -> &'static str {
        let recencies: Vec<Recency> = self.people.iter().map(|one| one.2).collect();
        match evidence(&recencies, self.mean_gap_days) {
            Evidence::NotEnough => "not_enough",
            Evidence::Indicative => "indicative",
            Evidence::Enough => "enough",
        }
    }
}

fn model(arg: ModelArg) -> Model {
    match arg {
        ModelArg::Mbg => Model::Mbg,
        ModelArg::Bg => Model::Bg,
        ModelArg::Pareto => Model::Pareto,
    }
}

fn method(args: &Args) -> Method {
    match (args.fit, args.model) {
        (Some(FitArg::Mle), _) | (None, ModelArg::Pareto) => Method::Mle,
        (Some(FitArg::Map), _) | (None, _) => Method::Map,
    }
}

fn document(args: &Args, shop: &Shop, fit: &Fit) -> Value {
    let habit = &fit.habit;
    let (model, params) = match habit.model {
        Model::Mbg => ("mbg", dropout(fit)),
        Model::Bg => ("bg", dropout(fit)),
        Model::Pareto => (
            "pareto",
            json!({ "r": habit.r, "alpha": habit.alpha, "s": habit.a, "beta": habit.b }),
        ),
    };
    json!({
        "shuke": SHAPE,
        "kind": "analyze.btyd",
        "model": model,
        "fit": match method(args) { Method::Map => "map", Method::Mle => "mle" },
        "unit": match args.unit { UnitArg::Day => "day", UnitArg::Week => "week" },
        "n_customers": shop.people.len(),
        "mean_gap_days": shop.mean_gap_days,
        "horizon_days": shop.horizon_days,
        "evidence": shop.evidence(),
        "params": params,
        "loglik": fit.loglik,
        "penalised_loglik": fit.penalised_loglik,
        "converged": fit.converged,
    })
}

fn dropout(fit: &Fit) -> Value {
    let habit = &fit.habit;
    json!({ "r": habit.r, "alpha": habit.alpha, "a": habit.a, "b": habit.b })
}

fn rows(shop: &Shop, fit: &Fit) -> Vec<Vec<Cell>> {
    let buyers: Vec<Buyer> = shop.people.iter().map(|one| one.1.clone()).collect();
    let spend = Spend::of(&buyers);
    let horizon = shop.horizon_days / shop.unit_days;
    shop.people
        .iter()
        .zip(shop.lives())
        .map(|((name, buyer, recency), life)| {
            let own = spend.expected(Repeats::of(buyer));
            vec![
                Cell::Text(name.clone()),
                Cell::Count(recency.repeats.into()),
                Cell::Count(recency.last_days.into()),
                Cell::Count(recency.age_days.into()),
                Cell::Figure(fit.habit.alive(&life)),
                Cell::Figure(fit.habit.active(&life, horizon)),
                Cell::Figure(fit.habit.expected(&life, horizon)),
                Cell::Figure(own),
                Cell::Figure(lifetime_value(&fit.habit, &life, shop.unit_days, own)),
            ]
        })
        .collect()
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| Stop::Unwritten(path.to_owned(), error))
}
