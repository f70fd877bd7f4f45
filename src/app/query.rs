//! Every read, as data, and which kinds of change make its answer stale.

use super::answer::Answer;
use super::bulk::Plan;
use super::cut::Cut;
use super::queue::queue;
use super::timeline::{timeline, traces};
use super::{App, Result, insight};
use crate::domain::contact::Method;
use crate::domain::customer::Draft;
use crate::domain::filter::Filter;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::{Kind, KindSet};
use crate::domain::listing::{Anchor, Moments, Sort};
use crate::domain::name::Lang;
use crate::domain::past::Field;
use crate::domain::role::{Capability, Grant};
use crate::domain::view::{Group, View};
use crate::insight::period::Span;
use crate::store;
use chrono::NaiveDate;

/// Lines on either side of the anchor in a window of the list.
pub(super) const HALF_WINDOW: usize = 100;
/// How many hits a search shows.
pub const HITS: usize = 200;
/// How many customers a range of the list holds at most.
pub const RANGE: usize = 20_000;
/// The most customers that are meant at once by a filter.
pub const EVERYONE: usize = 1_000_000;
/// How many customers' records are given at once.
pub const CARDS: usize = 200;
/// How long revealed contacts stay readable, in milliseconds.
pub const REVEAL_MS: i64 = 30_000;

/// A read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A window of the customer list.
    Customers {
        sort: Sort,
        anchor: Anchor,
    },
    /// A window of those a filter means. The anchor need not be one of them.
    Filtered {
        filter: Filter,
        sort: Sort,
        anchor: Anchor,
    },
    /// Everyone between two of the list as a view shows it, at most `RANGE`.
    Between {
        view: Box<View>,
        ends: (CustomerId, CustomerId),
    },
    /// Everyone a filter means, at most `EVERYONE`.
    Everyone {
        filter: Box<Filter>,
    },
    /// A window of the list as a view shows it. The anchor need not be one of those it means.
    Viewed {
        view: Box<View>,
        anchor: Anchor,
    },
    /// The headings that a view's customers stand under, with how many each has.
    Headings {
        filter: Filter,
        group: Group,
    },
    /// How many a filter means.
    Count {
        filter: Filter,
    },
    /// The shop's own words a filter can be completed with.
    Choices,
    /// The best hits for what was typed.
    Find {
        text: String,
    },
    /// Notes, facts, purchases and whatever else was written, by the words in it.
    Search {
        text: String,
    },
    /// Everything about one customer. `reveal` names the op that allows contact values to be seen.
    Card {
        id: CustomerId,
        reveal: Option<OpId>,
    },
    /// The records of several, at most `CARDS`, contact values masked; whoever is gone is left out.
    Cards {
        ids: Vec<CustomerId>,
    },
    /// What happened with one customer, newest first. `reveal` as for a card.
    Timeline {
        id: CustomerId,
        moments: Moments,
        reveal: Option<OpId>,
    },
    /// The follow-up queue.
    Queue,
    /// The part of the queue that is late or for today: a prompt asks for it and waits.
    Due,
    /// The counts and names of the top line, and the next undo and redo.
    Pulse,
    /// What lies in the recycle bin.
    Bin,
    /// Every tag with its count.
    Tags,
    /// Every tag with its group, colour and count.
    TagBook,
    /// Every rule, and how many meet it.
    Rules,
    /// What is wrong with records, how many of them, and how it was.
    Quality,
    /// What a rule would do: one that is there, read anew as this text, or one that is not there yet.
    /// The newest warnings of rules.
    Alerts,
    /// The cuts of tiers, stages and classes, and the levels.
    Cuts,
    /// Whom another cut would move.
    Would {
        cut: Cut,
        value: String,
    },
    RulePreview {
        name: Option<String>,
        text: String,
    },
    /// The newest ops.
    History {
        customer: Option<CustomerId>,
    },
    /// Who is there already that may be the one being typed: a warning before there are two of one person.
    Twins {
        typed: Box<Draft>,
        /// The customer being edited, who is no twin of themselves.
        own: Option<CustomerId>,
    },
    /// Pairs of customers that may be one person.
    Duplicates {
        limit: usize,
    },
    /// Two customers side by side, before one is made of them.
    Comparison {
        keep: CustomerId,
        lose: CustomerId,
    },
    /// What one field of a customer was before.
    Past {
        customer: CustomerId,
        field: Field,
    },
    /// Customers reached at exactly this value.
    SameContact {
        method: Method,
        value: String,
    },
    /// Every view there is to choose from; those every shop starts with are in this language.
    Views {
        lang: Lang,
    },
    /// The shop's ready-made texts, and how they were used, also for one customer.
    Scripts {
        customer: Option<CustomerId>,
    },
    /// The exact value that a copy just let out.
    Copied {
        op: OpId,
    },
    /// What was being typed when an earlier window went away.
    Draft,
    /// What a customer agreed to, newest first.
    Register {
        id: CustomerId,
    },
    /// Where the shop stands with personal information.
    Standing,
    /// The certificate of an erasure.
    Certificate {
        op: OpId,
    },
    /// Points, level, coupons and wants of a customer.
    Account {
        id: CustomerId,
    },
    /// What the shop sells.
    Products,
    /// Whose phone, card or external id these digits are.
    Scan {
        digits: String,
    },
    /// The backups of the file.
    Backups,
    /// What the shop's own numbers say of a period.
    Insight {
        span: Span,
        ask: insight::Ask,
    },
    /// What forms offer to choose from: the shop's own fields, its sources.
    Lists,
    Company {
        name: String,
    },
    Companies,
    /// Whom a tie could be to, by what was typed.
    Others {
        of: CustomerId,
        text: String,
    },
    /// Whom a text names as the one who brought somebody.
    Meant {
        text: String,
    },
    /// What visitors did whom nobody knows.
    Visitors,
    /// What every source brought.
    Sources,
    /// Who brought whom.
    Advocates,
    /// What changed about customers in the month that begins on that day.
    Drift {
        month: NaiveDate,
    },
    /// Whom something done to many customers would change: the preview of it.
    WouldChange {
        plan: Plan,
        customers: Vec<CustomerId>,
    },
}

impl Query {
    /// Whether the answer takes so long that it comes in slices, with word of how far it is.
    #[must_use]
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Duplicates { .. } | Self::Insight { .. })
    }

    /// The kinds of change that make the answer stale.
    #[must_use]
    pub fn reads(&self) -> KindSet {
        match self {
            Self::Customers { .. }
            | Self::Filtered { .. }
            | Self::Between { .. }
            | Self::Everyone { .. }
            | Self::Viewed { .. }
            | Self::Headings { .. }
            | Self::Count { .. }
            | Self::Card { .. }
            | Self::Timeline { .. }
            | Self::Pulse
            | Self::History { .. } => KindSet::EVERYTHING,
            Self::Find { .. } => {
                Kind::Customer
                    | Kind::Contact
                    | Kind::Tag
                    | Kind::FollowUp
                    | Kind::Interaction
                    | Kind::Purchase
            }
            Self::Queue | Self::Due => {
                Kind::FollowUp
                    | Kind::Customer
                    | Kind::Contact
                    | Kind::Purchase
                    | Kind::Fact
                    | Kind::Offer
                    | Kind::Product
            }
            Self::Search { .. } => {
                Kind::Customer | Kind::Interaction | Kind::FollowUp | Kind::Fact | Kind::Purchase
            }
            Self::Rules => Kind::Rule | Kind::Customer,
            Self::RulePreview { .. }
            | Self::Quality
            | Self::Alerts
            | Self::Cuts
            | Self::Would { .. } => KindSet::EVERYTHING,
            Self::Choices => Kind::Customer | Kind::Tag | Kind::Field,
            Self::Visitors => Kind::Event.into(),
            Self::Lists => Kind::Field | Kind::Setting,
            Self::Company { .. } | Self::Companies | Self::Advocates | Self::Drift { .. } => {
                KindSet::EVERYTHING
            }
            Self::Sources => Kind::Customer | Kind::Purchase,
            Self::Others { .. } | Self::Meant { .. } => Kind::Customer | Kind::Contact,
            Self::Bin => Kind::Customer.into(),
            Self::Tags | Self::TagBook => Kind::Tag | Kind::Customer,
            Self::SameContact { .. } => Kind::Contact | Kind::Customer,
            Self::Twins { .. } | Self::Duplicates { .. } => Kind::Contact | Kind::Customer,
            Self::Comparison { .. } | Self::Past { .. } => KindSet::EVERYTHING,
            Self::Scripts { .. } => Kind::Script | Kind::Interaction | Kind::Purchase,
            Self::Backups | Self::Standing | Self::Register { .. } => KindSet::EVERYTHING,
            Self::Certificate { .. } => KindSet::EMPTY,
            Self::Insight { .. } => {
                Kind::Purchase | Kind::Customer | Kind::FollowUp | Kind::Interaction
            }
            Self::Account { .. } => KindSet::EVERYTHING,
            Self::Products => Kind::Product.into(),
            Self::Scan { .. } => KindSet::EMPTY,
            Self::Views { .. } => Kind::View | Kind::Setting,
            Self::Copied { .. } | Self::Draft | Self::Cards { .. } => KindSet::EMPTY,
            Self::WouldChange { .. } => Kind::Tag | Kind::Customer | Kind::Setting,
        }
    }
}

impl App {
    /// Answers one query; contact values, and numbers and addresses in texts, come masked unless a reveal is still good. The only way to read.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn ask(&mut self, query: &Query) -> Result<Answer> {
        self.permit_query(query)?;
        self.sound()?;
        let mut answer = self.answer(query).map_err(|error| self.stopped(error))?;
        let is_revealed = match query {
            Query::Timeline { id, reveal, .. } => self.revealed_until(*id, *reveal)?.is_some(),
            _ => false,
        };
        if !is_revealed {
            answer.hide();
        }
        Ok(answer)
    }

    fn answer(&mut self, query: &Query) -> Result<Answer> {
        Ok(match query {
            Query::Customers { sort, anchor } => Answer::Customers(self.customers(*sort, *anchor)?),
            Query::Filtered {
                filter,
                sort,
                anchor,
            } => Answer::Customers(self.filtered(filter, *sort, *anchor)?),
            Query::Between { view, ends } => Answer::Between(self.between(view, *ends)?),
            Query::Everyone { filter } => Answer::Between(self.everyone(filter)?),
            Query::Viewed { view, anchor } => Answer::Customers(self.viewed(view, *anchor)?),
            Query::Headings { filter, group } => Answer::Headings(self.headings(filter, *group)?),
            Query::Count { filter } => Answer::Count(self.count(filter)?),
            Query::Choices => Answer::Choices(store::filter::choices(&self.db)?),
            Query::Search { text } => Answer::Texts(self.texts(text)?),
            Query::Find { text } => Answer::Hits(self.find(text)?),
            Query::Card { id, reveal } => Answer::Card(self.card(*id, *reveal)?.map(Box::new)),
            Query::Cards { ids } => Answer::Cards(self.cards(ids)?),
            Query::Timeline { id, moments, .. } => {
                let today = self.now().today();
                Answer::Timeline(timeline(&self.db, *id, *moments, today)?)
            }
            Query::Queue | Query::Due => {
                let spans = if *query == Query::Due { 2 } else { 4 };
                Answer::Queue(queue(&self.db, self.now(), spans)?)
            }
            Query::Pulse => Answer::Pulse(self.pulse()?),
            Query::Bin => Answer::Bin(store::customer::binned(&self.db, HITS)?),
            Query::Tags => Answer::Tags(store::tag::counted(&self.db)?),
            Query::TagBook => Answer::TagBook(store::tag::book(&self.db)?),
            Query::Quality => Answer::Quality(Box::new(self.quality()?)),
            Query::Rules => Answer::Rules(store::rule::told(&self.db)?),
            Query::Alerts => Answer::Alerts(self.alerts(None)?),
            Query::Cuts => Answer::Cuts(self.cuts_set()?, self.levels()?),
            Query::Would { cut, value } => Answer::Would(self.would(cut, value)?),
            Query::RulePreview { name, text } => {
                Answer::RulePreview(Box::new(super::rule::preview(self, name.as_deref(), text)?))
            }
            Query::History { customer } => {
                let mut traces = traces(&self.db, *customer)?;
                if self.grant(Capability::ReadAudit) == Grant::Limited {
                    traces.retain(|trace| trace.op.agent == self.agent);
                }
                Answer::History(traces)
            }
            Query::WouldChange { plan, customers } => {
                Answer::WouldChange(self.would_change(plan, customers)?)
            }
            Query::Twins { typed, own } => Answer::Twins(self.twins(typed, *own)?),
            Query::Duplicates { limit } => Answer::Suspects(self.duplicates(*limit)?),
            Query::Comparison { keep, lose } => Answer::Comparison(self.comparison(*keep, *lose)?),
            Query::Past { customer, field } => Answer::Past(self.past(*customer, *field)?),
            Query::SameContact { method, value } => {
                let ids = store::contact::owners(&self.db, *method, value)?;
                Answer::Customers(self.whole(&ids)?)
            }
            Query::Scripts { customer } => {
                Answer::Scripts(store::script::told(&self.db, *customer, self.now())?)
            }
            Query::Views { lang } => Answer::Views(self.views(*lang)?),
            Query::Copied { op } => Answer::Copied(self.copied(*op)?),
            Query::Register { id } => Answer::Register(store::consent::of_customer(&self.db, *id)?),
            Query::Standing => Answer::Standing(Box::new(self.standing()?)),
            Query::Certificate { op } => Answer::Certificate(self.certificate(*op)?),
            Query::Backups => Answer::Backups(self.shelf()),
            Query::Insight { span, ask } => Answer::Insight(self.insight(*span, ask)?),
            Query::Account { id } => Answer::Account(Box::new(self.account(*id)?)),
            Query::Products => Answer::Products(self.products()?),
            Query::Scan { digits } => Answer::Scanned(self.scanned(digits)?),
            // What others were typing is nothing for whoever may only look.
            Query::Draft if self.require(Capability::Write).is_err() => Answer::Draft(None),
            Query::Lists => Answer::Lists(self.lists()?),
            Query::Company { name } => Answer::Company(self.company(name)?.map(Box::new)),
            Query::Companies => Answer::Companies(self.companies()?),
            Query::Others { of, text } => Answer::Hits(self.others(*of, text)?),
            Query::Meant { text } => {
                let ids = super::relation::meant(&self.db, text)?;
                Answer::Customers(self.whole(&ids)?)
            }
            Query::Visitors => Answer::Visitors(self.visitors()?),
            Query::Sources => Answer::Sources(self.sources()?),
            Query::Advocates => Answer::Advocates(self.advocates()?),
            Query::Drift { month } => Answer::Drift(self.drift(*month)?),
            Query::Draft => Answer::Draft(store::draft::newest(&self.db)?),
        })
    }
}
