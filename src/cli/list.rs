//! `shuke list` and `shuke find`: customers, a line each.

use serde_json::Value;

use super::out::{Form, Out, Row};
use super::stop::{Result, Stop};
use super::{shape, who};
use crate::app::App;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::filter::Filter;
use crate::domain::listing::{Anchor, ListRow, Sort};
use crate::i18n::label;

/// Lines printed when nobody says how many.
const USUAL: usize = 200;

/// List customers
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those a filter means: '#VIP last>30d city=杭州'
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    view: String,
    /// In which order
    #[arg(long, value_enum, default_value = "recent")]
    sort: SortArg,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = USUAL)]
    limit: usize,
}

/// Find customers by name, pinyin, phone tail, tag or company
#[derive(Debug, clap::Args)]
pub struct FindArgs {
    /// What to look for
    #[arg(required = true)]
    text: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = USUAL)]
    limit: usize,
}

/// An order, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum SortArg {
    Recent,
    Name,
    Due,
    Tier,
    Newest,
}

impl From<SortArg> for Sort {
    fn from(arg: SortArg) -> Self {
        match arg {
            SortArg::Recent => Self::Recent,
            SortArg::Name => Self::Name,
            SortArg::Due => Self::Due,
            SortArg::Tier => Self::Tier,
            SortArg::Newest => Self::Newest,
        }
    }
}

/// Lists customers, those a filter means.
///
/// # Errors
/// The filter cannot be read, or whatever the app says.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let sort = args.sort.into();
    let filter = Filter::parse_with(&args.view, &super::field::all(app)?)
        .map_err(|error| Stop::Filter(args.view.clone(), error))?;
    let mut rows: Vec<ListRow> = Vec::new();
    let mut more = true;
    // One row beyond the limit tells whether there is more.
    while more && rows.len() <= args.limit {
        let anchor = rows
            .last()
            .map_or(Anchor::First, |row| Anchor::After(row.id));
        let query = Query::Filtered {
            filter: filter.clone(),
            sort,
            anchor,
        };
        let Answer::Customers(window) = app.ask(&query)? else {
            break;
        };
        // The line to go on from has just been moved to the bin.
        if window.from_first && !rows.is_empty() {
            break;
        }
        more = !window.to_last;
        rows.extend(window.rows);
    }
    print(out, rows, args.limit, more)
}

/// Prints the best hits, best first; nobody found is no error.
///
/// # Errors
/// Only what the app says.
pub fn find(app: &mut App, args: &FindArgs, out: &mut Out) -> Result<()> {
    let hits = who::search(app, &args.text.join(" "))?;
    print(out, hits.rows, args.limit, hits.more)
}

fn print(out: &mut Out, mut rows: Vec<ListRow>, limit: usize, more: bool) -> Result<()> {
    let more = more || rows.len() > limit;
    rows.truncate(limit);
    let f = &out.s.field;
    let header = [
        out.s.cli.id,
        f.name,
        f.phone,
        f.city,
        f.company,
        f.tier,
        f.stage,
        f.last_contact,
        f.next,
    ];
    let lines = rows.iter().map(|row| line(out, row)).collect();
    out.table("customers", &header, lines)?;
    if more {
        out.talk((out.s.cli.more)(limit).as_str());
    } else if rows.is_empty() {
        out.talk(out.s.cli.nobody);
    }
    Ok(())
}

/// A customer as a line.
#[must_use]
pub fn line(out: &Out, row: &ListRow) -> Row {
    let (s, offset) = (out.s, out.now.offset);
    let day = |day: chrono::NaiveDate| day.to_string();
    Row {
        cells: vec![
            row.id.to_string(),
            row.name.clone(),
            row.phone.clone(),
            row.city.clone(),
            row.company.clone(),
            label::tier(s, row.tier).to_owned(),
            label::stage(s, row.stage).to_owned(),
            row.last_contact
                .map(|at| day(at.day(offset)))
                .unwrap_or_default(),
            row.next_due.map(day).unwrap_or_default(),
        ],
        // Ten thousand documents that nobody asked for take longer than the rows they are made of.
        json: match out.form {
            Form::Json => shape::customer(row, offset),
            Form::Columns | Form::Tabs => Value::Null,
        },
    }
}
