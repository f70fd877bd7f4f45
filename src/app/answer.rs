//! What a query comes back with: plain values, contact values already masked.

use chrono::NaiveDate;

use super::backup::{Safety, Shelf};
use super::bulk::Foreseen;
use super::consent::Standing;
use super::cut::{CutSet, Would};
use super::insight;
use super::offer::Suggested;
use super::rights::Certificate;
use super::trade::{Account, Trade};
use crate::domain::consent::Agreed;
use crate::domain::contact::{Copyable, Method, Reach};
use crate::domain::custom::{Custom, Holding};
use crate::domain::customer::{Customer, Stage, StagePin, Tier};
use crate::domain::draft::Kept;
use crate::domain::duplicate::Likeness;
use crate::domain::event::Visitor;
use crate::domain::fact::Fact;
use crate::domain::filter::Filter;
use crate::domain::filter::complete::Choices;
use crate::domain::finding::Missing;
use crate::domain::follow_up::{Bucket, FollowUp};
use crate::domain::full_text::Field;
use crate::domain::full_text::excerpt::Excerpt;
use crate::domain::history::{FieldChange, OpRow, Step};
use crate::domain::id::{ContactId, CustomerId, OpId, RelationId};
use crate::domain::interaction::Interaction;
use crate::domain::level::Level;
use crate::domain::listing::{ListRow, Window};
use crate::domain::merge;
use crate::domain::past::Past;
use crate::domain::product::Product;
use crate::domain::purchase::Purchase;
use crate::domain::quality::{Board, Month};
use crate::domain::relation::{Named, Role};
use crate::domain::rule::{self, Alert, Deed, Firing};
use crate::domain::script::Told;
use crate::domain::standard::{Standard, Whom};
use crate::domain::tag;
use crate::domain::time::Millis;
use crate::domain::view::Heading;
use crate::insight::advice::Advice;
use crate::insight::lifecycle::{Cuts, Turn};

/// An answer, shaped by its query.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Customers(Window),
    Between(Vec<CustomerId>),
    Hits(Hits),
    /// `None` when there is no such customer.
    Card(Option<Box<Card>>),
    Cards(Vec<Card>),
    Timeline(Vec<Moment>),
    Queue(Queue),
    Pulse(Pulse),
    Bin(Vec<Customer>),
    Tags(Vec<(String, i64)>),
    TagBook(Vec<tag::Told>),
    Rules(Vec<rule::Told>),
    Alerts(Vec<Alert>),
    Quality(Box<Quality>),
    RulePreview(Box<Preview>),
    Cuts(Vec<CutSet>, Vec<Level>),
    Would(Would),
    History(Vec<Trace>),
    /// Those of the customers asked about that something would change.
    WouldChange(Foreseen),
    Texts(Texts),
    Headings(Vec<(Heading, i64)>),
    Count(i64),
    Choices(Choices),
    Scripts(Vec<Told>),
    Views(Vec<super::view::Kept>),
    /// `None` when the copy's time is over, or what it named is gone.
    Copied(Option<Copied>),
    Draft(Option<Kept>),
    Lists(Lists),
    /// `None` when nobody belongs to it.
    Company(Option<Box<Company>>),
    Companies(Vec<CompanyLine>),
    Sources(Vec<SourceLine>),
    Visitors(Vec<Visitor>),
    Advocates(Vec<Advocate>),
    Drift(Vec<Drift>),
    Backups(Shelf),
    Register(Vec<Agreed>),
    Standing(Box<Standing>),
    /// `None` when the op erased nobody.
    Certificate(Option<Certificate>),
    Twins(Vec<Twin>),
    Suspects(Suspects),
    /// `None` where one of the two is gone.
    Comparison(Option<Box<Comparison>>),
    Past(Vec<Past>),
    Insight(insight::Told),
    Account(Box<Account>),
    Products(Vec<Product>),
    /// Whose phone, card or external id was scanned.
    Scanned(Option<CustomerId>),
}

/// Somebody who may be the one being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    pub row: ListRow,
    pub likeness: Likeness,
}

/// Two customers who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub one: ListRow,
    pub other: ListRow,
    pub likeness: Likeness,
}

/// What a search for duplicates found, the surest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suspects {
    pub pairs: Vec<Suspect>,
    /// How many there are in all.
    pub total: usize,
    /// How many groups were too large to compare everyone with everyone.
    pub capped: usize,
    /// How far the search is, in parts of a thousand; `None` when it is through.
    pub permille: Option<u16>,
}

/// Two customers side by side, and what would move from one to the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub keep: Card,
    pub lose: Card,
    pub fields: Vec<merge::Field>,
    pub moved: Vec<merge::Moved>,
    pub likeness: Option<Likeness>,
    /// A person has said that they are two.
    pub are_distinct: bool,
    /// What the shop asks of the one who comes of it, and what either of them is.
    pub standard: Standard,
    pub whom: Vec<Whom>,
}

/// The quality board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    pub now: Board,
    /// The last look of each month before this one, newest first.
    pub months: Vec<Month>,
    /// After how many days without being verified a record is stale here.
    pub stale_days: u16,
    /// Who lacks what the shop asks for; `None` where it asks for nothing.
    pub lacking: Option<Filter>,
}

/// Whom a rule would give to, and from whom it would take back.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub gains: usize,
    pub losses: usize,
    /// The first of them.
    pub gaining: Vec<ListRow>,
    pub losing: Vec<ListRow>,
    pub deeds: Vec<Deed>,
}

/// A value let out to be copied.
#[derive(Clone, PartialEq, Eq)]
pub struct Copied {
    pub what: Copyable,
    /// For a contact, how it is reached.
    pub method: Option<Method>,
    /// Byte for byte as it is stored.
    pub text: String,
    /// What may be said about it; for an address, whose it is.
    pub masked: String,
}

/// The derived `Debug` would print the value.
impl std::fmt::Debug for Copied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Copied({})", self.what.code())
    }
}

/// The best hits of a search, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    pub rows: Vec<ListRow>,
    /// More customers match than are shown.
    pub more: bool,
    /// The index was still loading: only names that start with the text were looked at.
    pub partial: bool,
}

/// Texts that have the words looked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    pub hits: Vec<TextHit>,
    /// More rows match than are shown.
    pub more: bool,
}

/// One text with the words looked for: whose it is, what it is, and the part that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHit {
    pub customer: CustomerId,
    pub name: String,
    /// What tells them from others of the same name; empty where nobody shares it.
    pub beside: String,
    /// The row the text stands in: an interaction, a follow-up, a fact, a purchase, or the customer.
    pub row: i64,
    pub field: Field,
    /// When it was said, due, noted or bought; `None` for a part of the customer's own record.
    pub day: Option<NaiveDate>,
    pub excerpt: Excerpt,
}

/// A contact method as it may be shown now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub contact: ContactId,
    pub method: Method,
    pub text: String,
    pub label: String,
    pub reach: Reach,
}

/// Everything about one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub customer: Customer,
    pub contacts: Vec<Shown>,
    pub facts: Vec<Fact>,
    pub tags: Vec<String>,
    /// The same tags with their colours, and which a rule has put on.
    pub worn: Vec<tag::Worn>,
    /// When somebody last said that the record is right, and whether that is too long ago.
    pub verified: Option<NaiveDate>,
    pub is_stale: bool,
    /// How complete the record is, 0 to 100; see `domain::quality`.
    pub completeness: i64,
    pub tier: Tier,
    pub tier_is_pinned: bool,
    pub stage: Stage,
    /// Warnings of rules that nobody has seen to yet.
    pub alerts: Vec<Alert>,
    /// The stage set by hand, and why.
    pub stage_pin: Option<StagePin>,
    pub days_since_purchase: Option<i64>,
    pub purchase_days: i64,
    pub spend_cents: i64,
    pub year_cents: i64,
    pub last_purchase: Option<Purchase>,
    pub trade: Trade,
    pub last_contact: Option<Millis>,
    pub open: Vec<FollowUp>,
    /// The shop's own fields, and what the customer holds in them.
    pub own: Vec<Holding>,
    pub ties: Vec<Tied>,
    /// What an edit of this card must say it has seen.
    pub version: OpId,
    pub revealed_until: Option<Millis>,
    /// What decides their tier and stage, and what is worth a word with them.
    pub advice: Advice,
    pub cuts: Cuts,
    /// Where a VIP begins; `None` before the shop was measured, and in a shop without sales.
    pub vip_cents: Option<i64>,
}

impl Card {
    /// The soonest thing promised.
    #[must_use]
    pub fn next(&self) -> Option<&FollowUp> {
        self.open.first()
    }
}

/// What a form offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    pub fields: Vec<Custom>,
    /// What the shop asks of records: its pick-lists, and what must be filled in.
    pub standard: Standard,
}

/// What somebody is to the customer of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied {
    pub id: RelationId,
    pub role: Role,
    pub other: Named,
}

/// A company and everyone who belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub name: String,
    pub note: String,
    pub members: Vec<Member>,
    /// Everything promised to any of them, soonest first.
    pub open: Vec<FollowUp>,
    pub spend_cents: i64,
    pub last_contact: Option<Millis>,
}

/// One who belongs to a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub who: Named,
    pub title: String,
    pub spend_cents: i64,
    pub row: ListRow,
}

/// One company of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyLine {
    pub name: String,
    pub contacts: i64,
    pub spend_cents: i64,
    pub last_contact: Option<Millis>,
}

/// What one source brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Empty for customers of whom it is not known.
    pub name: String,
    pub customers: i64,
    /// Those who bought on one day at least, and on two.
    pub buyers: i64,
    pub repeaters: i64,
    pub spend_cents: i64,
}

/// One who brought others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advocate {
    pub who: Named,
    /// Masked.
    pub phone: String,
    pub brought: i64,
    /// How many of those bought.
    pub buyers: i64,
    pub spend_cents: i64,
    /// Points they were given for it.
    pub points: i64,
    pub brought_whom: Vec<Brought>,
}

/// Somebody who was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    pub who: Named,
    pub has_bought: bool,
    /// How many they brought in turn.
    pub brought: i64,
}

/// Something that changed about a customer in a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    pub who: Named,
    /// Masked.
    pub phone: String,
    pub what: Drifted,
    pub day: NaiveDate,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drifted {
    /// A fact of the record was written anew.
    Column {
        column: &'static str,
        old: String,
        new: String,
    },
    /// How to reach them.
    Contact,
    /// Days with a purchase in ninety days, before and now.
    Rarer { before: i64, now: i64 },
}

/// One moment of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    Said(Interaction),
    Bought(Purchase),
    Settled(FollowUp),
    Edited {
        op: OpRow,
        /// What the op was; for an undo, what it took back.
        step: Step,
        fields: Vec<FieldChange>,
        /// How many such edits in a row this stands for.
        times: usize,
    },
    /// They met a rule.
    Fired(Firing),
    /// They no longer met it.
    Ended(Firing),
    /// They came into another stage, by the shop's own rhythm.
    Turned(Turn),
}

impl Moment {
    /// Ops whose own rows a timeline shows already, or that a reader does not look for, are no edits.
    pub(super) fn is_an_edit(kind: &str) -> bool {
        !matches!(
            kind,
            "interaction.log"
                | "interaction.amend"
                | "purchase.add"
                | "purchase.refund"
                | "follow_up.done"
                | "follow_up.cancel"
                | "follow_up.schedule"
        )
    }

    /// The row it tells of; an edit tells of none, and a rule's row is none of the customer's own.
    #[must_use]
    pub fn row(&self) -> Option<i64> {
        match self {
            Self::Said(row) => Some(row.id.0),
            Self::Bought(row) => Some(row.id.0),
            Self::Settled(row) => Some(row.id.0),
            Self::Edited { .. } | Self::Fired(_) | Self::Ended(_) | Self::Turned(_) => None,
        }
    }

    /// Whether both are edits of one kind by one agent.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Edited { op, .. }, Self::Edited { op: next, .. }) => {
                op.kind == next.kind && op.agent == next.agent
            }
            _ => false,
        }
    }

    /// Where it stands in time: instant, then id. A purchase knows only its day and stands at its noon (UTC).
    pub(super) fn order(&self) -> (i64, i64) {
        match self {
            Self::Said(row) => (row.said.at.0, row.id.0),
            Self::Bought(row) => (noon(row.bought.day), row.id.0),
            Self::Settled(row) => (row.closed_at.map_or(0, |at| at.0), row.id.0),
            Self::Edited { op, .. } => (op.at.0, op.id.0),
            Self::Fired(firing) => (firing.met_at.0, firing.id),
            Self::Ended(firing) => (firing.ended_at.map_or(0, |at| at.0), firing.id),
            // Below the purchase of that day: what was bought can be given back from the top line.
            Self::Turned(turn) => (noon(turn.day), i64::MIN),
        }
    }
}

fn noon(day: NaiveDate) -> i64 {
    day.and_hms_opt(4, 0, 0)
        .map_or(0, |at| at.and_utc().timestamp_millis())
}

/// One line of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    pub follow_up: FollowUp,
    pub bucket: Bucket,
    /// Negative for a day ahead.
    pub days_late: i64,
    pub name: String,
    /// What tells them from others of the same name; empty where nobody shares it.
    pub beside: String,
    pub tier: Tier,
    pub phone: String,
    pub city: String,
    pub pinned: String,
}

/// The queue: its lines in working order, and how many each part has in all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    pub rows: Vec<QueueRow>,
    /// Overdue, today, soon, later.
    pub counts: [i64; 4],
    pub done_today: i64,
    /// Who may need something again about now: nothing promised, and nothing asked yet.
    pub suggested: Suggested,
}

/// The top line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pulse {
    pub customers: i64,
    pub shop: String,
    pub agent: String,
    pub is_demo: bool,
    /// Nothing has ever been written: the first start.
    pub is_new: bool,
    pub language: Option<String>,
    pub undo: Option<Step>,
    pub redo: Option<Step>,
    /// When the last good backup was made.
    pub safety: Safety,
    /// The second place has had no backup for a week.
    pub second_is_due: bool,
    /// What this computer has seen and the file lacks.
    pub missing: Option<Missing>,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub op: OpRow,
    pub step: Step,
    /// Why it was done, where the op says.
    pub purpose: String,
}
