//! `shuke export`: customers and what happened with them, into a file; on record, with a manifest beside it.

use clap::builder::PossibleValuesParser;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::import::with_pace;
use super::list::SortArg;
use super::out::{Form, Out};
use super::secret::Secrets;
use super::stop::{Result, Stop};
use super::told;
use crate::app::App;
use crate::app::changed::Changed;
use crate::app::export::locked::Lock;
use crate::app::export::star::Format;
use crate::app::export::{Kind, Made, Numbers, Op, Order, Table, Tables, Whom};
use crate::app::pass::cost;
use crate::codec::write::calendar::Promises;
use crate::codec::write::card::Version;
use crate::domain::filter::Filter;

/// Export customers, tables, contact cards, a calendar, the whole shop or a star schema for analysis
#[derive(Debug, clap::Args)]
pub struct Args {
    /// csv, xlsx: sheets; vcard: contact cards; ics: a calendar; phone: a folder for a phone; json: everything; bi: for analysis
    #[arg(value_enum)]
    kind: KindArg,
    /// The file, or the folder, to make
    out: PathBuf,
    /// Only customers that a filter means: '#VIP last>30d city=杭州'
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
    /// Which table of csv and xlsx; all of them make a folder, or a workbook
    #[arg(long, value_parser = PossibleValuesParser::new(tables()), default_value = Table::Customers.code())]
    table: String,
    /// Only these columns, in this order: name,phones,tags
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    columns: Vec<String>,
    /// Real numbers, addresses and names instead of hidden ones
    #[arg(long)]
    unmasked: bool,
    /// What it is for; goes on record and into the manifest
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    purpose: String,
    /// A list for marketing: only customers who have agreed to that; a purpose that speaks of offers says so too
    #[arg(long)]
    marketing: bool,
    /// Notes and preferences in the phone folder too
    #[arg(long)]
    notes: bool,
    /// The version of vcard: 3.0 for phones, 4.0 for programs
    #[arg(long, value_enum, value_name = "N", default_value = "3.0")]
    version: VersionArg,
    /// Follow-ups of ics as tasks instead of events; Google and iPhone leave tasks out
    #[arg(long)]
    todo: bool,
    /// What bi writes its tables as
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "csv")]
    format: FormatArg,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// With json: an encrypted shuke file instead, under a passphrase that is asked for
    #[arg(long, requires = "owner", conflicts_with_all = ["force", "view", "columns", "table"])]
    encrypt: bool,
    /// Who will open the encrypted file
    #[arg(long, value_name = "NAME", requires = "encrypt")]
    owner: Option<String>,
}

/// What is made, as a word.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindArg {
    Csv,
    Xlsx,
    Vcard,
    Ics,
    Phone,
    Json,
    Bi,
}

/// A version of vCard, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum VersionArg {
    #[value(name = "3.0")]
    V3,
    #[value(name = "4.0")]
    V4,
}

/// A form of tables for analysis, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormatArg {
    Csv,
    Parquet,
}

/// What `--table` takes.
fn tables() -> impl Iterator<Item = &'static str> {
    Table::ALL.into_iter().map(Table::code).chain(["all"])
}

impl Args {
    fn kind(&self) -> Kind {
        match self.kind {
            KindArg::Csv => Kind::Csv,
            KindArg::Xlsx => Kind::Xlsx,
            KindArg::Vcard => Kind::Vcard(match self.version {
                VersionArg::V3 => Version::V3,
                VersionArg::V4 => Version::V4,
            }),
            KindArg::Ics => Kind::Ics(match self.todo {
                true => Promises::Todo,
                false => Promises::Event,
            }),
            KindArg::Phone => Kind::Phone,
            KindArg::Json => Kind::Json,
            KindArg::Bi => Kind::Bi(match self.format {
                FormatArg::Csv => Format::Csv,
                FormatArg::Parquet => Format::Parquet,
            }),
        }
    }

    fn tables(&self) -> Tables {
        Table::named(&self.table).map_or(Tables::Every, Tables::One)
    }

    fn order(&self, app: &mut App, out: &Out) -> Result<Order> {
        let filter = Filter::parse_with(&self.view, &super::field::all(app)?)
            .map_err(|error| Stop::Filter(self.view.clone(), error))?;
        Ok(Order {
            tables: self.tables(),
            whom: Whom::Filter(filter, self.view.clone()),
            sort: crate::domain::listing::Sort::from(self.sort).into(),
            columns: self.columns.clone(),
            numbers: match self.unmasked {
                true => Numbers::Real,
                false => Numbers::Masked,
            },
            notes: self.notes,
            purpose: self.purpose.clone(),
            marketing: self.marketing,
            replace: self.force,
            ..Order::new(self.kind(), self.out.clone(), out.s.lang)
        })
    }
}

/// Writes the export and tells what was made.
///
/// # Errors
/// The filter cannot be read, the place is refused, or whatever the app says.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let order = args.order(app, out)?;
    write(app, order, out)
}

impl Args {
    /// Whether an encrypted file is made, for which a passphrase is asked.
    #[must_use]
    pub fn encrypts(&self) -> bool {
        self.encrypt
    }
}

/// Writes the whole shop into an encrypted file and tells what was made, and its recovery code.
///
/// # Errors
/// Another kind was asked for, the passphrase is weak, or whatever the app says.
pub fn run_locked(app: &mut App, args: &Args, secrets: &mut Secrets, out: &mut Out) -> Result<()> {
    let order = args.order(app, out)?;
    if order.kind != Kind::Json {
        return Err(Stop::OnlyWhole);
    }
    let passphrase = secrets.new_one(out.s)?;
    let lock = Lock {
        name: args.owner.as_deref().unwrap_or_default(),
        passphrase: &passphrase,
        cost: cost()?,
    };
    let (changed, made, code) = app.export_locked(order, &lock)?;
    told_made(&changed, &made, true, out)?;
    super::lock::tell_code(&code, secrets, out)
}

/// Writes what was ordered and tells what was made.
///
/// # Errors
/// The place is refused, or whatever the app says.
pub fn write(app: &mut App, order: Order, out: &mut Out) -> Result<()> {
    let words = &out.s.export;
    let calls = matches!(order.kind, Kind::Vcard(_) | Kind::Phone);
    let op = Op::new(order);
    let pace = Arc::clone(&op.pace);
    let (changed, made) = with_pace(&pace, out, words.progress, || app.export(&op))?;
    if op.order.shows_numbers() {
        out.talk(words.has_numbers);
    } else if calls {
        out.talk(words.no_numbers);
    }
    told_made(&changed, &made, op.order.shows_numbers(), out)
}

fn told_made(changed: &Changed, made: &Made, unmasked: bool, out: &mut Out) -> Result<()> {
    let words = &out.s.export;
    if out.form == Form::Json {
        let files: Vec<_> = made
            .files
            .iter()
            .map(|file| json!({ "name": file.name, "rows": file.rows, "sha256": file.sha256 }))
            .collect();
        out.json(json!({
            "shuke": super::out::SHAPE,
            "kind": "export",
            "out": made.out.display().to_string(),
            "manifest": made.manifest.display().to_string(),
            "rows": made.rows,
            "left_out": made.left_out,
            "unmasked": unmasked,
            "op": changed.op,
            "files": files,
        }))?;
    } else {
        out.line(&(words.done)(made.rows, &made.out.display().to_string()))?;
        if made.left_out > 0 {
            out.line(&(words.left_out)(made.left_out))?;
        }
        out.line(&(words.manifest)(&made.manifest.display().to_string()))?;
    }
    told::talk(out, changed);
    Ok(())
}
