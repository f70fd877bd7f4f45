//! Taking the book out of the desk: what leaves, for whom to see, into which file. One op that cannot be taken back: it is on record
//! with its purpose, and a manifest beside the file says the same. How bytes look is `codec::write`'s business.

pub mod book;
pub mod calendar;
pub mod card;
pub mod locked;
pub mod manifest;
pub mod phone;
pub mod place;
pub mod report;
pub mod shop;
pub mod star;
pub mod table;
pub mod words;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use self::place::Parts;
use super::pace::Pace;
use super::pass::{Pass, Passphrase};
use super::{App, Done, Error, Result, Work, consent};
use crate::app::changed::Changed;
use crate::codec::write::calendar::Promises;
use crate::codec::write::card::Version;
use crate::domain::consent::Purpose;
use crate::domain::filter::{Expr, Filter};
use crate::domain::history::Source;
use crate::domain::id::CustomerId;
use crate::domain::mask::{masked, may_hold};
use crate::domain::name::Lang;
use crate::domain::role::Capability;
use crate::domain::time::Now;
use crate::domain::view;
use crate::i18n::report::sheet::Sheet as ReportSheet;
use crate::i18n::{Strings, strings};
use crate::insight::lifecycle::Cuts;
use crate::store::filter::{Scene, Where};
use crate::store::listing::Walk;
use crate::store::sheet::book::CUSTOMERS;
use crate::store::sheet::{self, Own, Rows, Sheet};
use crate::store::star::Look;
use crate::store::{self, Db};

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
    Vcard(Version),
    Ics(Promises),
    /// A folder to carry on a phone.
    Phone,
    /// Everything, to be read back.
    Json,
    /// Everything, as an encrypted file of shuke.
    Locked,
    /// A star schema for analysis.
    Bi(star::Format),
    /// A report as it was told on screen.
    Report(report::Form),
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Csv,
        Self::Xlsx,
        Self::Vcard(Version::V3),
        Self::Ics(Promises::Event),
        Self::Phone,
        Self::Json,
        Self::Bi(star::Format::Csv),
    ];

    /// The word a command line takes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard(_) => "vcard",
            Self::Ics(_) => "ics",
            Self::Phone => "phone",
            Self::Json => "json",
            Self::Locked => "encrypted",
            Self::Bi(_) => "bi",
            Self::Report(form) => form.code(),
        }
    }

    /// How its file usually ends; nothing for a folder.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
            Self::Vcard(_) => ".vcf",
            Self::Ics(_) => ".ics",
            Self::Json => ".json",
            Self::Locked => ".db",
            Self::Phone | Self::Bi(_) => "",
            Self::Report(form) => form.ending(),
        }
    }
}

/// Which tables of a sheet kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    One(Table),
    Every,
}

/// One table of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Customers,
    Contacts,
    Interactions,
    Purchases,
    FollowUps,
    Tags,
    Points,
    Members,
    Coupons,
    Wants,
    Consents,
    Products,
    Levels,
}

impl Table {
    pub const ALL: [Self; 13] = [
        Self::Customers,
        Self::Contacts,
        Self::Interactions,
        Self::Purchases,
        Self::FollowUps,
        Self::Tags,
        Self::Points,
        Self::Members,
        Self::Coupons,
        Self::Wants,
        Self::Consents,
        Self::Products,
        Self::Levels,
    ];

    /// What it is called in commands and file names.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.sheet().name
    }

    /// The table that is called so.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.code() == code)
    }

    fn sheet(self) -> &'static Sheet {
        match self {
            Self::Customers => &sheet::book::CUSTOMERS,
            Self::Contacts => &sheet::book::CONTACTS,
            Self::Interactions => &sheet::book::INTERACTIONS,
            Self::Purchases => &sheet::book::PURCHASES,
            Self::FollowUps => &sheet::book::FOLLOW_UPS,
            Self::Tags => &sheet::book::TAGS,
            Self::Points => &sheet::book::POINTS,
            Self::Members => &sheet::book::MEMBERS,
            Self::Coupons => &sheet::book::COUPONS,
            Self::Wants => &sheet::book::WANTS,
            Self::Consents => &sheet::book::CONSENTS,
            Self::Products => &sheet::book::PRODUCTS,
            Self::Levels => &sheet::book::LEVELS,
        }
    }
}

/// Whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Those a filter means, with the filter as it was typed.
    Filter(Filter, String),
    These(Vec<CustomerId>),
}

/// Whether numbers and addresses leave as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    #[default]
    Masked,
    Real,
}

/// More rows than this leave an encrypted desk only with the passphrase once more.
pub const ROWS_FREE: u64 = 50;

/// The passphrase, typed once more for one export. It is never printed.
#[derive(Clone)]
pub struct Again(Arc<Passphrase>);

impl Again {
    #[must_use]
    pub fn new(passphrase: Passphrase) -> Self {
        Self(Arc::new(passphrase))
    }
}

impl std::fmt::Debug for Again {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Again")
    }
}

/// Everything there is to say of an export beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub kind: Kind,
    pub tables: Tables,
    pub whom: Whom,
    /// The order of the list, and what it is grouped by.
    pub sort: view::Order,
    pub group: Option<view::Group>,
    /// Which columns of the sheet of customers, in this order; all of them where none is named.
    pub columns: Vec<String>,
    /// The report that is written, where one is.
    pub report: Option<ReportSheet>,
    pub numbers: Numbers,
    /// Whether what was noted leaves too, where a kind leaves it out.
    pub notes: bool,
    pub purpose: String,
    /// A list for marketing, whatever its purpose says.
    pub marketing: bool,
    pub out: PathBuf,
    /// A file that is there may be replaced.
    pub replace: bool,
    /// The language of headers and words.
    pub lang: Lang,
}

impl Order {
    /// Everybody, masked, as the usual kind.
    #[must_use]
    pub fn new(kind: Kind, out: PathBuf, lang: Lang) -> Self {
        Self {
            kind,
            tables: Tables::One(Table::Customers),
            whom: Whom::Filter(Filter::default(), String::new()),
            sort: view::Order::default(),
            group: None,
            columns: Vec::new(),
            report: None,
            numbers: Numbers::Masked,
            notes: false,
            purpose: String::new(),
            marketing: false,
            out,
            replace: false,
            lang,
        }
    }

    /// Whoever takes real numbers out says why, as when they are only looked at.
    ///
    /// # Errors
    /// Nothing is said.
    fn check_purpose(&self) -> Result<()> {
        match self.shows_numbers() && self.purpose.trim().is_empty() {
            true => Err(Error::Export(Refusal::NoPurpose)),
            false => Ok(()),
        }
    }

    /// Whether numbers leave: a copy of everything has them by its nature.
    #[must_use]
    pub fn shows_numbers(&self) -> bool {
        self.numbers == Numbers::Real || matches!(self.kind, Kind::Json | Kind::Locked)
    }

    /// Whether it is a list for marketing: said so, or by what it is for.
    #[must_use]
    pub fn is_for_marketing(&self) -> bool {
        self.marketing || Purpose::of_plan(&self.purpose) == Purpose::Marketing
    }

    /// Whether a folder is made, rather than a file.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        match self.kind {
            Kind::Phone | Kind::Bi(_) | Kind::Report(report::Form::Csv) => true,
            Kind::Csv => self.tables == Tables::Every,
            _ => false,
        }
    }

    /// What the history keeps: kind, whether real numbers left, and why; never a value.
    fn trace(&self) -> String {
        let numbers = match self.shows_numbers() {
            true => " unmasked",
            false => "",
        };
        let colon = if self.purpose.is_empty() { "" } else { ": " };
        format!("{}{numbers}{colon}{}", self.kind.code(), self.purpose)
    }
}

/// One export.
#[derive(Debug, Clone)]
pub struct Op {
    pub order: Order,
    /// The desk file, which is never written over.
    pub desk: Option<PathBuf>,
    /// What waits to be put in its place.
    pub prepared: Option<locked::Prepared>,
    /// The passphrase, where many rows leave an encrypted desk.
    pub again: Option<Again>,
    /// Whether it was given, or is not asked for; only the doorway says so.
    is_proven: bool,
    /// How many have not agreed to a list for marketing; only the doorway says so.
    left_out: u64,
    pub pace: Arc<Pace>,
    /// What came of it, once it is done.
    pub made: Arc<OnceLock<Made>>,
}

/// What an export made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub out: PathBuf,
    pub manifest: PathBuf,
    pub rows: u64,
    /// Customers who were left out: they have not agreed to marketing.
    pub left_out: u64,
    /// Its files with their digests; one, unless it is a folder.
    pub files: Vec<File>,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub rows: u64,
    pub sha256: String,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Refusal {
    /// A file is there already.
    Taken(PathBuf),
    /// A link, a device, a pipe or a folder is in the place.
    NotAFile(PathBuf),
    IsTheDesk(PathBuf),
    NoColumn(String),
    /// More rows than a sheet has.
    SheetFull,
    /// A document of everything goes into an empty desk only.
    NotEmpty,
    /// Real numbers leave only for a reason that is written down.
    NoPurpose,
    /// A document is not what it says, at this row or byte.
    Broken(String),
    /// A document of a newer shape, or with a table this program does not have.
    Newer(String),
    Io(PathBuf, std::io::Error),
}

/// What the writers of every kind work with.
pub(super) struct Scenery<'a> {
    pub db: &'a Db,
    pub order: &'a Order,
    pub s: &'static Strings,
    pub now: Now,
    pub author: &'a str,
    pub pace: &'a Pace,
    only: Where,
    walk: Walk,
    pub left_out: u64,
    /// The shop's own fields, as columns.
    pub own: Vec<Own>,
}

impl Scenery<'_> {
    /// The rows that are meant.
    pub fn rows(&self) -> Rows<'_> {
        match &self.order.whom {
            Whom::Filter(..) => Rows::Of(&self.only, &self.walk),
            Whom::These(ids) => Rows::These(ids, &self.walk),
        }
    }

    /// How statements see the shop.
    pub fn look(&self) -> Look {
        Look {
            real: self.order.numbers == Numbers::Real,
            offset_seconds: Some(self.now.offset.local_minus_utc()),
            today: Some(self.now.today()),
        }
    }

    /// A text as it may leave: numbers and addresses in it are hidden unless real ones are asked for.
    pub fn said<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.order.numbers {
            Numbers::Masked if may_hold(text) => Cow::Owned(masked(text)),
            _ => Cow::Borrowed(text),
        }
    }

    /// Counts a row, and stops where the user asked to.
    pub fn step(&self) -> Result<()> {
        self.pace.done.fetch_add(1, Ordering::Relaxed);
        match self.pace.cancel.load(Ordering::Relaxed) {
            true => Err(Error::Cancelled),
            false => Ok(()),
        }
    }

    /// Says how many rows there will be.
    pub fn announce(&self, sheet: &Sheet) -> Result<u64> {
        let n = sheet::count(self.db, sheet, self.rows())?;
        self.pace.total.fetch_add(n, Ordering::Relaxed);
        Ok(n)
    }
}

/// An error of a writer, which knows no path.
pub(super) fn io(order: &Order) -> impl Fn(std::io::Error) -> Error + '_ {
    |error| Error::Export(Refusal::Io(order.out.clone(), error))
}

impl Op {
    #[must_use]
    pub fn new(order: Order) -> Self {
        Self {
            order,
            desk: None,
            prepared: None,
            again: None,
            is_proven: false,
            left_out: 0,
            pace: Arc::default(),
            made: Arc::default(),
        }
    }

    pub(super) fn purpose(&self) -> String {
        self.order.trace()
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let scenery = self.scenery(work.db, work.now, &work.author)?;
        self.is_free(sheet::count(work.db, &CUSTOMERS, scenery.rows())?)?;
        let made = match &self.prepared {
            Some(prepared) => locked::place(&scenery, prepared)?,
            None => {
                let mut parts = Parts::open(&self.order, self.desk.as_deref())?;
                write(&scenery, &mut parts)?;
                self.is_free(self.pace.done.load(Ordering::Relaxed))?;
                parts.place(&scenery)?
            }
        };
        let rows = usize::try_from(made.rows).unwrap_or(usize::MAX);
        // Nobody else has it before this op is done.
        drop(self.made.set(made));
        Ok(Done::several(rows))
    }

    fn scenery<'a>(&'a self, db: &'a Db, now: Now, author: &'a str) -> Result<Scenery<'a>> {
        let order = &self.order;
        let rhythm = store::derived::rhythm(db)?;
        let cuts = rhythm.map_or_else(Cuts::default, |rhythm| Cuts {
            silent_days: rhythm.silent_days,
            lost_days: rhythm.lost_days,
        });
        let scene = Scene {
            now,
            silent_days: cuts.silent_days,
            lost_days: cuts.lost_days,
        };
        Ok(Scenery {
            db,
            left_out: self.left_out,
            order,
            s: strings(order.lang),
            now,
            author,
            pace: &self.pace,
            only: match &order.whom {
                Whom::Filter(filter, _) => Where::of(filter, scene),
                Whom::These(_) => Where::everyone(),
            },
            walk: Walk::by(order.sort, order.group, scene),
            own: own(db)?,
        })
    }
}

impl Op {
    /// The order without whoever has not agreed to a list for marketing, and how many those are.
    fn gated(&self, db: &Db, scene: Scene) -> Result<(Order, u64)> {
        let mut order = self.order.clone();
        if !order.is_for_marketing() || !consent::gate_is_shut(db)? {
            return Ok((order, 0));
        }
        let counted = |filter: &Filter| store::filter::count(db, &Where::of(filter, scene));
        let left_out = match &mut order.whom {
            Whom::Filter(filter, _) => {
                let all = counted(filter)?;
                let asked = filter.0.take();
                let both = asked.into_iter().chain([consent::agreed()]);
                *filter = Filter(Some(Expr::All(both.collect())));
                all - counted(filter)?
            }
            Whom::These(ids) => {
                let agreed = Where::of(&Filter(Some(consent::agreed())), scene);
                let agreed = store::filter::ids(db, &agreed)?;
                let all = ids.len();
                ids.retain(|id| agreed.binary_search(id).is_ok());
                i64::try_from(all - ids.len()).unwrap_or(i64::MAX)
            }
        };
        Ok((order, u64::try_from(left_out).unwrap_or(0)))
    }

    /// So many rows may leave without the passphrase once more.
    fn is_free(&self, rows: u64) -> Result<()> {
        // Figures of a report are nobody's record.
        let is_report = matches!(self.order.kind, Kind::Report(_));
        match self.is_proven || is_report || rows <= ROWS_FREE {
            true => Ok(()),
            false => Err(Error::Again(Capability::Export)),
        }
    }
}

fn own(db: &Db) -> Result<Vec<Own>> {
    let fields = store::field::all(db)?;
    let column = |field| Own::new(field, words::header_of(field));
    Ok(fields.iter().map(column).collect())
}

fn write(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    match scenery.order.kind {
        Kind::Csv => table::csv(scenery, parts),
        Kind::Xlsx => book::xlsx(scenery, parts),
        Kind::Vcard(version) => card::vcard(scenery, parts, version),
        Kind::Ics(promises) => calendar::ics(scenery, parts, promises),
        Kind::Phone => phone::phone(scenery, parts),
        // A desk file is prepared before the op and only put in its place by it.
        Kind::Locked => Ok(()),
        Kind::Json => shop::json(scenery, parts),
        Kind::Bi(format) => star::bi(scenery, parts, format),
        Kind::Report(form) => report::report(scenery, parts, form),
    }
}

impl App {
    /// Whether whoever sits here has shown once more that they know the passphrase. A command has just been asked for it; a desk may
    /// have been left open.
    fn proves(&mut self, again: Option<Again>) -> Result<bool> {
        if !self.is_encrypted {
            return Ok(true);
        }
        let (Some(Again(passphrase)), Some(path)) = (again, self.path.clone()) else {
            return Ok(self.source != Source::Desk && self.is_fresh());
        };
        let name = store::setting::agent_name(&self.db, self.agent)?;
        let pass = Pass::unlock(&path, name.as_deref(), &passphrase, self.clock)?;
        match pass.agent() == self.agent {
            true => self.unlocked_at = self.now().at,
            false => return Err(crate::vault::Fault::Wrong.into()),
        }
        Ok(true)
    }

    /// Writes an export, and gives back what it made. What was written is taken away again if the op cannot be kept: nothing leaves
    /// without a trace.
    ///
    /// # Errors
    /// Whatever refuses the op; there is no new file then.
    pub fn export(&mut self, op: &Op) -> Result<(Changed, Made)> {
        let mut op = op.clone();
        op.order.check_purpose()?;
        op.desk = self.path().map(Path::to_owned);
        op.is_proven = self.proves(op.again.take())?;
        let scene = super::filter::scene(&self.db, self.now())?;
        (op.order, op.left_out) = op.gated(&self.db, scene)?;
        let run = super::op::Op::Export(Box::new(op.clone()));
        self.permit(&run)?;
        let done = self.write_op(&run);
        match (done, op.made.get()) {
            (Ok(changed), Some(made)) => Ok((changed, made.clone())),
            (Ok(_), None) => Err(Error::Cancelled),
            (Err(error), made) => {
                if let Some(made) = made {
                    place::take_away(made);
                }
                Err(error)
            }
        }
    }
}
