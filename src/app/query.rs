//! Every read, as data, and which kinds of change make its answer stale.

use super::answer::{Answer, Card, Copied, Moment, Pulse, Queue, QueueRow, Shown, Trace};
use super::bulk::{self, Plan};
use super::cut::Cut;
use super::{App, Result, history, insight};
use crate::domain::contact::{Copyable, Method, mask};
use crate::domain::customer::{Draft, Tier};
use crate::domain::filter::Filter;
use crate::domain::follow_up::{Bucket, SOON_DAYS, urgency};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::{Kind, KindSet};
use crate::domain::listing::{Anchor, ListRow, Moments, Sort, Window, apart};
use crate::domain::name::Lang;
use crate::domain::past::Field;
use crate::domain::role::{Capability, Grant};
use crate::domain::rule::AlertState;
use crate::domain::time::{Millis, Now};
use crate::domain::view::{Group, View};
use crate::i18n::custom::MASK;
use crate::insight::lifecycle::{self, Cuts};
use crate::insight::period::Span;
use crate::store::follow_up::QueueLine;
use crate::store::listing::{Line, Lines};
use crate::store::{self, Db};
use chrono::{Days, NaiveDate};

/// Lines on either side of the anchor in a window of the list.
pub(super) const HALF_WINDOW: usize = 100;
/// How many hits a search shows.
pub const HITS: usize = 200;
/// How many moments of a timeline are shown.
const MOMENTS: usize = 10_000;
/// How many edits of a record a timeline looks through.
const EDITS: usize = 500;
/// So many edits of one kind in a row are told as one.
const RUN: usize = 3;
/// How many lines a part of the queue shows.
const QUEUE_LINES: usize = 200;
/// How many customers a range of the list holds at most.
pub const RANGE: usize = 20_000;
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
                Kind::FollowUp | Kind::Customer | Kind::Contact | Kind::Purchase | Kind::Fact
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
            Self::WouldChange { .. } => Kind::Tag | Kind::Customer,
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
                Answer::WouldChange(bulk::changing(&self.db, plan, customers)?)
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

    fn cuts(&self) -> Result<Cuts> {
        cuts(&self.db)
    }

    fn customers(&self, sort: Sort, anchor: Anchor) -> Result<Window> {
        self.filtered(&Filter::default(), sort, anchor)
    }

    /// Lines of the list as they may be shown.
    pub(super) fn window_of(&self, lines: Lines) -> Result<Window> {
        let (cuts, today) = (self.cuts()?, self.now().today());
        Ok(Window {
            rows: lines
                .rows
                .into_iter()
                .map(|line| shown_line(line, today, cuts))
                .collect(),
            from_first: lines.from_first,
            to_last: lines.to_last,
        })
    }

    /// A window that is the whole list of the customers named.
    fn whole(&self, ids: &[CustomerId]) -> Result<Window> {
        Ok(Window {
            rows: self.rows(ids)?,
            from_first: true,
            to_last: true,
        })
    }

    /// The list lines of the customers named, in that order.
    pub(super) fn rows(&self, ids: &[CustomerId]) -> Result<Vec<ListRow>> {
        let (cuts, today) = (self.cuts()?, self.now().today());
        Ok(store::listing::of(&self.db, ids)?
            .into_iter()
            .map(|line| shown_line(line, today, cuts))
            .collect())
    }

    fn cards(&self, ids: &[CustomerId]) -> Result<Vec<Card>> {
        let cards = ids.iter().take(CARDS).map(|id| self.card(*id, None));
        cards.filter_map(Result::transpose).collect()
    }

    pub(super) fn card(&self, id: CustomerId, reveal: Option<OpId>) -> Result<Option<Card>> {
        let db = &self.db;
        let Some(customer) = store::customer::get(db, id)? else {
            return Ok(None);
        };
        let (today, cuts) = (self.now().today(), self.cuts()?);
        let until = self.revealed_until(id, reveal)?;
        let contacts = store::contact::of_customer(db, id)?
            .into_iter()
            .map(|contact| Shown {
                text: if until.is_some() {
                    contact.shown()
                } else {
                    contact.masked()
                },
                contact: contact.id,
                method: contact.method,
                label: contact.label,
                reach: contact.reach,
            })
            .collect();
        let line = store::listing::of(db, &[id])?.pop();
        let raw = store::derived::raw(db, id, super::derived::year_before(today))?;
        let gap = raw
            .as_ref()
            .and_then(|raw| raw.last_purchase)
            .map(|day| (today - day).num_days());
        let verified = store::customer::verified(db, id)?;
        let stale_days = super::quality::stale_days(db)?;
        let purchase_days = raw.as_ref().map_or(0, |raw| raw.purchase_days);
        let stage_pin = store::customer::stage_pin(db, id)?;
        Ok(Some(Card {
            tier: line
                .as_ref()
                .map_or(Tier::Potential, |line| Tier::from_rank(line.tier)),
            tier_is_pinned: store::customer::tier_pin(db, id)?.is_some(),
            stage: stage_pin.as_ref().map_or_else(
                || lifecycle::stage(purchase_days, gap, cuts),
                |pin| pin.stage,
            ),
            stage_pin,
            alerts: self
                .alerts(Some(id))?
                .into_iter()
                .filter(|alert| alert.state == AlertState::Open)
                .collect(),
            days_since_purchase: gap,
            purchase_days,
            spend_cents: raw.as_ref().map_or(0, |raw| raw.spend_cents),
            year_cents: raw.as_ref().map_or(0, |raw| raw.year_cents),
            last_contact: raw
                .as_ref()
                .map(|raw| raw.last_contact)
                .filter(|at| *at > Millis(0)),
            last_purchase: store::purchase::newest_of(db, id, 1)?.pop(),
            trade: self.trade(id)?,
            facts: store::fact::of_customer(db, id)?,
            tags: store::tag::of_customer(db, id)?,
            worn: store::tag::worn(db, id)?,
            verified,
            completeness: super::quality::score_of(db, self.now(), id)?,
            is_stale: verified.is_none_or(|day| (today - day).num_days() > i64::from(stale_days)),
            open: store::follow_up::open_of(db, id)?,
            own: self.holdings(id, until.is_some())?,
            ties: self.ties(id)?,
            version: store::history::version(db, id)?,
            revealed_until: until,
            advice: self.advice(id)?,
            cuts,
            vip_cents: store::derived::rhythm(db)?
                .map(|rhythm| rhythm.vip_cents)
                .filter(|cents| *cents < i64::MAX),
            contacts,
            customer,
        }))
    }

    /// Until when a reveal is good; `None` when there is none, or it was another customer's, or its time is over.
    fn revealed_until(&self, id: CustomerId, reveal: Option<OpId>) -> Result<Option<Millis>> {
        let Some(op) = reveal else { return Ok(None) };
        let Some(row) = store::history::get(&self.db, op)? else {
            return Ok(None);
        };
        let until = Millis(row.at.0 + REVEAL_MS);
        Ok((row.kind == "customer.reveal"
            && row.customer == Some(id)
            && row.agent == self.agent
            && self.now().at < until)
            .then_some(until))
    }

    /// The value that a copy let out; `None` when its time is over or the value is gone.
    fn copied(&self, op: OpId) -> Result<Option<Copied>> {
        let Some(row) = store::history::get(&self.db, op)? else {
            return Ok(None);
        };
        let is_good = row.kind == "contact.copy"
            && row.agent == self.agent
            && self.now().at < Millis(row.at.0 + REVEAL_MS);
        let what = Copyable::from_code(&store::history::purpose(&self.db, op)?);
        let (Some(id), Some(what), true) = (row.customer, what, is_good) else {
            return Ok(None);
        };
        if let Copyable::Contact(contact) = what {
            let contact = store::contact::get(&self.db, contact)?.filter(|c| c.customer == id);
            return Ok(contact.map(|contact| Copied {
                method: Some(contact.method),
                masked: contact.masked(),
                text: contact.value,
                what,
            }));
        }
        Ok(store::customer::get(&self.db, id)?.map(|customer| Copied {
            what,
            method: None,
            masked: customer.about.name.clone(),
            text: match what {
                Copyable::Address => customer.about.address,
                _ => customer.about.name,
            },
        }))
    }

    fn pulse(&self) -> Result<Pulse> {
        let setting = |key: super::setting::Key| store::setting::get(&self.db, key.code());
        Ok(Pulse {
            customers: store::customer::count(&self.db)?,
            shop: setting(super::setting::Key::ShopName)?.unwrap_or_default(),
            agent: store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default(),
            is_demo: setting(super::setting::Key::Demo)?.is_some(),
            is_new: store::history::head(&self.db)? == OpId(0),
            language: setting(super::setting::Key::Language)?,
            undo: history::next_undo(&self.db)?,
            redo: history::next_redo(&self.db)?,
            safety: self.safety()?,
            second_is_due: self.is_second_place_due(),
            missing: self.missing()?,
        })
    }
}

/// Where the shop's stages are cut.
pub(super) fn cuts(db: &Db) -> Result<Cuts> {
    Ok(
        store::derived::rhythm(db)?.map_or_else(Cuts::default, |rhythm| Cuts {
            silent_days: rhythm.silent_days,
            lost_days: rhythm.lost_days,
        }),
    )
}

fn shown_line(line: Line, today: NaiveDate, cuts: Cuts) -> ListRow {
    let gap = line.last_purchase.map(|day| (today - day).num_days());
    let phone = mask(Method::Phone, &line.phone);
    ListRow {
        id: line.id,
        beside: if line.is_twin {
            apart(&phone, &line.city, &line.company)
        } else {
            String::new()
        },
        name: line.name,
        company: line.company,
        city: line.city,
        phone,
        tier: Tier::from_rank(line.tier),
        stage: line
            .stage_pin
            .unwrap_or_else(|| lifecycle::stage(line.purchase_days, gap, cuts)),
        last_contact: (line.last_contact > Millis(0)).then_some(line.last_contact),
        next_due: line.next_due,
        last_purchase: line.last_purchase,
        spend_cents: line.spend_cents,
        purchase_days: line.purchase_days,
        tags: line.tags,
        source: line.source,
        owner: line.owner,
        created_at: line.created_at,
        marks: Vec::new(),
        found_in: None,
    }
}

fn timeline(db: &Db, id: CustomerId, moments: Moments, today: NaiveDate) -> Result<Vec<Moment>> {
    let mut all = Vec::new();
    if moments.has(Moments::Said) {
        all.extend(
            store::timeline::interactions(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Said),
        );
    }
    if moments.has(Moments::Bought) {
        all.extend(
            store::purchase::newest_of(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Bought),
        );
    }
    if moments.has(Moments::Settled) {
        all.extend(
            store::timeline::closed_follow_ups(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Settled),
        );
    }
    if moments.has(Moments::Edited) {
        let days = store::purchase::days_of(db, id)?;
        let turns = lifecycle::turns(&days, cuts(db)?, today);
        all.extend(turns.into_iter().map(Moment::Turned));
        for firing in store::rule::firings(db, id, MOMENTS)? {
            if firing.ended_at.is_some() {
                all.push(Moment::Ended(firing.clone()));
            }
            all.push(Moment::Fired(firing));
        }
        for op in store::history::page(db, Some(id), EDITS)? {
            // What an undo took back says whether it belongs here.
            let step = super::changed::step_of(db, op.id)?;
            if Moment::is_an_edit(&step.kind) {
                let mut fields = store::history::changes(db, op.id, 40)?;
                // Which field it was is not known here, and it may be a sensitive one.
                for change in fields
                    .iter_mut()
                    .filter(|change| change.table == "field_value")
                {
                    for value in [&mut change.old, &mut change.new].into_iter().flatten() {
                        MASK.clone_into(value);
                    }
                }
                all.push(Moment::Edited {
                    op,
                    step,
                    fields,
                    times: 1,
                });
            }
        }
    }
    all.sort_by_key(|moment| std::cmp::Reverse(moment.order()));
    all.truncate(MOMENTS);
    Ok(collapsed(&all))
}

/// Tells a run of edits of one kind, such as twenty tags put on by an import, as its newest with a count.
fn collapsed(all: &[Moment]) -> Vec<Moment> {
    let mut kept = Vec::with_capacity(all.len());
    for run in all.chunk_by(Moment::is_like) {
        match run {
            [
                Moment::Edited {
                    op, step, fields, ..
                },
                ..,
            ] if run.len() >= RUN => kept.push(Moment::Edited {
                op: op.clone(),
                step: step.clone(),
                fields: fields.clone(),
                times: run.len(),
            }),
            run => kept.extend_from_slice(run),
        }
    }
    kept
}

/// The first so many of the four spans of the queue: late, today, soon, later.
fn queue(db: &Db, moment: Now, spans_wanted: usize) -> Result<Queue> {
    let (now, today, offset) = (moment.at, moment.today(), moment.offset);
    let soon = today
        .checked_add_days(Days::new(SOON_DAYS))
        .unwrap_or(NaiveDate::MAX);
    let next = |day: NaiveDate| day.succ_opt().unwrap_or(day);
    let (first, last) = (
        NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(today),
        NaiveDate::from_ymd_opt(9999, 12, 30).unwrap_or(today),
    );
    let spans = [
        (first, today.pred_opt().unwrap_or(today)),
        (today, today),
        (next(today), soon),
        (next(soon), last),
    ];
    let mut rows = Vec::new();
    let mut counts = [0; 4];
    for (n, (from, to)) in spans.into_iter().take(spans_wanted).enumerate() {
        counts[n] = store::follow_up::count_between(db, from, to)?;
        let mut part: Vec<QueueRow> = store::follow_up::due_between(db, from, to, QUEUE_LINES)?
            .into_iter()
            .map(|line| queue_row(line, today))
            .collect();
        if n == 0 {
            part.sort_by_key(|row| {
                (
                    std::cmp::Reverse(urgency(row.tier, row.follow_up.due, today)),
                    row.follow_up.due,
                )
            });
        } else {
            part.sort_by_key(|row| (row.follow_up.due, row.tier));
        }
        rows.extend(part);
    }
    let midnight =
        now.0 - (now.0 + i64::from(offset.local_minus_utc()) * 1000).rem_euclid(86_400_000);
    let done_today =
        store::follow_up::closed_between(db, Millis(midnight), Millis(midnight + 86_400_000))?;
    Ok(Queue {
        rows,
        counts,
        done_today,
    })
}

fn queue_row(line: QueueLine, today: NaiveDate) -> QueueRow {
    let phone = mask(Method::Phone, &line.phone);
    QueueRow {
        beside: if line.is_twin {
            apart(&phone, &line.city, &line.company)
        } else {
            String::new()
        },
        bucket: Bucket::of(line.follow_up.due, today),
        days_late: (today - line.follow_up.due).num_days(),
        name: line.name,
        tier: Tier::from_rank(line.tier),
        phone,
        city: line.city,
        pinned: line.pinned,
        follow_up: line.follow_up,
    }
}

fn traces(db: &Db, customer: Option<CustomerId>) -> Result<Vec<Trace>> {
    store::history::page(db, customer, HITS)?
        .into_iter()
        .map(|op| {
            Ok(Trace {
                step: super::changed::step_of(db, op.id)?,
                purpose: store::history::purpose(db, op.id)?,
                op,
            })
        })
        .collect()
}
