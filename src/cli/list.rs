//! `shuke list` and `shuke find`: customers, a line each.

use serde_json::Value;

use super::out::{Form, Out, Row};
use super::stop::Result;
use super::{shape, view, who};
use crate::app::App;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::listing::{Anchor, ListRow, Sort};
use crate::domain::money::Cents;
use crate::domain::view::{Column, View};
use crate::i18n::label;

/// Lines printed when nobody says how many.
const USUAL: usize = 200;

/// What is printed where no view says it.
const USUAL_COLUMNS: [Column; 7] = [
    Column::Phone,
    Column::City,
    Column::Company,
    Column::Tier,
    Column::Stage,
    Column::LastContact,
    Column::Next,
];

/// List customers
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A saved view's name, or a view as text: '#VIP last>30d city=杭州 ; sort=-spend ; columns=phone'
    #[arg(
        long,
        value_name = "VIEW",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    view: String,
    /// In which order, instead of the view's
    #[arg(long, value_enum)]
    sort: Option<SortArg>,
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
    Bought,
    Spend,
}

impl From<SortArg> for Sort {
    fn from(arg: SortArg) -> Self {
        match arg {
            SortArg::Recent => Self::Recent,
            SortArg::Name => Self::Name,
            SortArg::Due => Self::Due,
            SortArg::Tier => Self::Tier,
            SortArg::Newest => Self::Newest,
            SortArg::Bought => Self::Bought,
            SortArg::Spend => Self::Spend,
        }
    }
}

/// Lists customers as a view shows them.
///
/// # Errors
/// The view cannot be read, or whatever the app says.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let mut view = view::meant(app, &args.view, out.s.lang)?;
    if let Some(sort) = args.sort {
        view.order = Sort::from(sort).into();
    }
    viewed(app, &view, args.limit, out)
}

/// Lists at most so many of those a view shows.
///
/// # Errors
/// Only what the app says.
pub(super) fn viewed(app: &mut App, view: &View, limit: usize, out: &mut Out) -> Result<()> {
    let mut rows: Vec<ListRow> = Vec::new();
    let mut more = true;
    // One row beyond the limit tells whether there is more.
    while more && rows.len() <= limit {
        let anchor = rows
            .last()
            .map_or(Anchor::First, |row| Anchor::After(row.id));
        let query = Query::Viewed {
            view: Box::new(view.clone()),
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
    print(out, rows, view.columns.as_deref(), limit, more)
}

/// Prints the best hits, best first; nobody found is no error.
///
/// # Errors
/// Only what the app says.
pub fn find(app: &mut App, args: &FindArgs, out: &mut Out) -> Result<()> {
    let hits = who::search(app, &args.text.join(" "))?;
    print(out, hits.rows, None, args.limit, hits.more)
}

fn print(
    out: &mut Out,
    mut rows: Vec<ListRow>,
    columns: Option<&[Column]>,
    limit: usize,
    more: bool,
) -> Result<()> {
    let more = more || rows.len() > limit;
    rows.truncate(limit);
    let columns = columns.unwrap_or(&USUAL_COLUMNS);
    let mut header = vec![out.s.cli.id, out.s.field.name];
    header.extend(columns.iter().map(|column| label::column(out.s, *column)));
    let lines = rows.iter().map(|row| line(out, row, columns)).collect();
    out.table("customers", &header, lines)?;
    if more {
        out.talk((out.s.cli.more)(limit).as_str());
    } else if rows.is_empty() {
        out.talk(out.s.cli.nobody);
    }
    Ok(())
}

/// A customer as a line.
fn line(out: &Out, row: &ListRow, columns: &[Column]) -> Row {
    let offset = out.now.offset;
    let is_told = columns.contains(&Column::Phone) && columns.contains(&Column::City);
    let beside = if is_told { "" } else { row.beside.as_str() };
    let name = format!("{} {beside}", row.name).trim_end().to_owned();
    let mut cells = vec![row.id.to_string(), name];
    cells.extend(columns.iter().map(|column| cell(out, row, *column)));
    Row {
        cells,
        // Ten thousand documents that nobody asked for take longer than the rows they are made of.
        json: match out.form {
            Form::Json => shape::customer(row, offset),
            Form::Columns | Form::Tabs => Value::Null,
        },
    }
}

fn cell(out: &Out, row: &ListRow, column: Column) -> String {
    let (s, offset) = (out.s, out.now.offset);
    let day = |day: chrono::NaiveDate| day.to_string();
    match column {
        Column::Phone => row.phone.clone(),
        Column::City => row.city.clone(),
        Column::Company => row.company.clone(),
        Column::Tier => label::tier(s, row.tier).to_owned(),
        Column::Stage => label::stage(s, row.stage).to_owned(),
        Column::LastContact => row
            .last_contact
            .map(|at| day(at.day(offset)))
            .unwrap_or_default(),
        Column::Next => row.next_due.map(day).unwrap_or_default(),
        Column::LastPurchase => row.last_purchase.map(day).unwrap_or_default(),
        Column::Spend => Cents(row.spend_cents).to_plain_string(),
        Column::Orders => row.purchase_days.to_string(),
        Column::Tags => row.tags.join(" "),
        Column::Source => row.source.clone(),
        Column::Owner => row.owner.clone(),
        Column::Created => day(row.created_at.day(offset)),
    }
}
