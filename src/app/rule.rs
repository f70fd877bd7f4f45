//! Rules: keeping them, and following them. A rule follows what an op did inside that op, and everyone once a day or when asked; what it
//! gave while it was met is taken back when it no longer is. Nothing here can send anything.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::answer::Preview;
use super::pace::Pace;
use super::permission::fields_in;
use super::setting::Key;
use super::{App, Changed, Done, Error, Result, Work, consent, derived, follow_up, tag};
use crate::domain::clean;
use crate::domain::custom::{Custom, Secrecy};
use crate::domain::customer::Consent;
use crate::domain::follow_up::Progress;
use crate::domain::id::{CustomerId, RuleId};
use crate::domain::kind::Kind;
use crate::domain::name::{Lang, honorific};
use crate::domain::rule::{Alert, Clause, Deed, Rule, State, cycle, deeds_in, said};
use crate::domain::script::{Known, fill};
use crate::domain::tag::NAME_MAX;
use crate::i18n;
use crate::store::filter::Where;
use crate::store::rule::{Promised, Turns};
use crate::store::{self, Db};

/// How often what rules did is looked at by the rules again, within one op.
const ROUNDS: usize = 4;
/// How many of those who gain or lose a preview names.
const PREVIEWED: usize = 50;
/// How many warnings are told.
const ALERTS: usize = 200;

/// A write to the rules, or their work.
#[derive(Debug, Clone)]
pub enum Op {
    /// A new rule is off.
    Add {
        name: String,
        text: String,
    },
    /// A changed rule is off, and what it had given is taken back.
    Edit {
        name: String,
        text: String,
    },
    Rename {
        from: String,
        to: String,
    },
    /// Gives to everyone who meets it.
    Enable(String),
    /// Takes back what it gave.
    Disable(String),
    Remove(String),
    /// Adds what the desk brings along, switched off: cards for stages, warnings. What is there by that name stays.
    Starter(Lang),
    /// Looks at everyone.
    Run {
        pace: Arc<Pace>,
        asked: Asked,
    },
}

/// Who wants rules to look at everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    ByPerson,
    ByCalendar,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "rule.add",
            Self::Edit { .. } => "rule.edit",
            Self::Rename { .. } => "rule.rename",
            Self::Enable(_) => "rule.enable",
            Self::Disable(_) => "rule.disable",
            Self::Remove(_) => "rule.remove",
            Self::Starter(_) => "rule.starter",
            Self::Run { .. } => "rule.run",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add { name, text } => add(work, name, text)?,
            Self::Edit { name, text } => {
                let mut rule = known(work.db, name)?;
                let clause = read(work.db, text)?;
                let count = take_back(work, &rule)?;
                rule.text = clause.print(Lang::Zh);
                rule.state = State::Off;
                store::rule::update(work.db, &rule)?;
                return Ok(Done::several(count));
            }
            Self::Rename { from, to } => {
                let mut rule = known(work.db, from)?;
                rule.name = free_name(work.db, to)?;
                store::rule::update(work.db, &rule)?;
            }
            Self::Enable(name) => return enable(work, name),
            Self::Disable(name) => {
                let mut rule = known(work.db, name)?;
                let count = take_back(work, &rule)?;
                rule.state = State::Off;
                store::rule::update(work.db, &rule)?;
                return Ok(Done::several(count));
            }
            Self::Remove(name) => {
                let rule = known(work.db, name)?;
                let count = take_back(work, &rule)?;
                store::rule::delete(work.db, rule.id)?;
                return Ok(Done::several(count));
            }
            Self::Starter(lang) => {
                let mut count = 0;
                for (name, text) in i18n::strings(*lang).order.rule.starters {
                    if store::rule::named(work.db, name)?.is_none() {
                        add(work, name, text)?;
                        count += 1;
                    }
                }
                return Ok(Done::several(count));
            }
            Self::Run { pace, .. } => {
                let moved = follow(work, None, Some(pace))?;
                return Ok(Done::several(moved.len()));
            }
        }
        Ok(Done::several(0))
    }
}

fn known(db: &Db, name: &str) -> Result<Rule> {
    store::rule::named(db, name.trim())?.ok_or(Error::NotFound(Kind::Rule))
}

/// A name nobody else has.
fn free_name(db: &Db, name: &str) -> Result<String> {
    let name: String = clean::clean_line(name).trim().to_owned();
    if name.is_empty() {
        return Err(Error::NothingSaid);
    }
    if name.chars().count() > NAME_MAX {
        return Err(Error::TooLong { limit: NAME_MAX });
    }
    match store::rule::named(db, &name)? {
        Some(_) => Err(Error::TagTaken(name)),
        None => Ok(name),
    }
}

/// Reads a rule; the shop's own fields are known in it. A rule works whoever writes, and what it gives everybody sees: so it asks for no
/// field that some may not see.
fn read(db: &Db, text: &str) -> Result<Clause> {
    let fields = store::field::all(db)?;
    let clause = Clause::parse_with(text, &fields).map_err(Error::Rule)?;
    match sensitive_in(&clause, &fields) {
        Some(field) => Err(Error::SensitiveInRule(field.shape.name.clone())),
        None => Ok(clause),
    }
}

fn sensitive_in<'f>(clause: &Clause, fields: &'f [Custom]) -> Option<&'f Custom> {
    let asked = fields_in(&clause.filter);
    fields
        .iter()
        .find(|field| field.shape.secrecy == Secrecy::Sensitive && asked.contains(&field.id))
}

/// Refuses to let a field be sensitive that a working rule asks for.
pub(super) fn check_sensitive(db: &Db, field: &Custom) -> Result<()> {
    let asks = |(_, clause): &(Rule, Clause)| fields_in(&clause.filter).contains(&field.id);
    if field.shape.secrecy == Secrecy::Sensitive && active(db)?.iter().any(asks) {
        return Err(Error::SensitiveInRule(field.shape.name.clone()));
    }
    Ok(())
}

fn add(work: &mut Work, name: &str, text: &str) -> Result<()> {
    let clause = read(work.db, text)?;
    let name = match name.trim() {
        "" => unnamed(work.db, &clause)?,
        name => free_name(work.db, name)?,
    };
    let rule = Rule {
        id: RuleId(work.id()),
        name,
        text: clause.print(Lang::Zh),
        state: State::Off,
    };
    Ok(store::rule::insert(work.db, &rule)?)
}

/// A rule without a name is called by what it does; a number tells it from others that do the same.
fn unnamed(db: &Db, clause: &Clause) -> Result<String> {
    let deeds: String = said(&clause.deeds, Lang::Zh)
        .chars()
        .take(NAME_MAX - 4)
        .collect();
    let taken: HashSet<String> = store::rule::all(db)?
        .into_iter()
        .map(|rule| rule.name)
        .collect();
    let mut name = deeds.clone();
    let mut n = 2;
    while taken.contains(&name) {
        name = format!("{deeds} {n}");
        n += 1;
    }
    Ok(name)
}

fn enable(work: &mut Work, name: &str) -> Result<Done> {
    let mut rule = known(work.db, name)?;
    let mut working: Vec<(Rule, Clause)> = active(work.db)?;
    working.retain(|(other, _)| other.id != rule.id);
    rule.state = State::On;
    let clause = read(work.db, &rule.text)?;
    working.push((rule.clone(), clause));
    let clauses: Vec<Clause> = working.iter().map(|(_, clause)| clause.clone()).collect();
    if let Some(circle) = cycle::cycle(&clauses) {
        let names = circle.into_iter().map(|n| working[n].0.name.clone());
        return Err(Error::RulesCircle(names.collect()));
    }
    store::rule::update(work.db, &rule)?;
    if is_switched_off(work.db)? {
        return Ok(Done::several(0));
    }
    let moved = follow(work, None, None)?;
    Ok(Done::several(moved.len()))
}

/// Whether the shop has switched all rules off.
fn is_switched_off(db: &Db) -> Result<bool> {
    Ok(store::setting::get(db, Key::Rules.code())?.as_deref() == Some("off"))
}

/// The rules that work, each as it reads.
fn active(db: &Db) -> Result<Vec<(Rule, Clause)>> {
    let (rules, fields) = (store::rule::all(db)?, store::field::all(db)?);
    let working = rules.into_iter().filter(|rule| rule.state == State::On);
    // A rule that can no longer be read, such as one of a newer program, rests.
    Ok(working
        .filter_map(|rule| {
            let clause = Clause::parse_with(&rule.text, &fields).ok()?;
            // An undo may have brought one back that asks for what has become sensitive.
            sensitive_in(&clause, &fields)
                .is_none()
                .then_some((rule, clause))
        })
        .collect())
}

/// Lets every working rule look at these customers, or at everyone, and again at whomever a rule has changed. Tells who was.
pub(super) fn follow(
    work: &mut Work,
    among: Option<&[CustomerId]>,
    pace: Option<&Pace>,
) -> Result<BTreeSet<CustomerId>> {
    let mut moved = BTreeSet::new();
    let rules = active(work.db)?;
    if rules.is_empty() || is_switched_off(work.db)? {
        return Ok(moved);
    }
    let scene = super::filter::scene(work.db, work.now)?;
    // Within one op nobody turns twice towards one rule: whatever rules do to each other ends.
    let mut turned: HashSet<(RuleId, CustomerId)> = HashSet::new();
    let mut round: Option<Vec<CustomerId>> = among.map(<[CustomerId]>::to_vec);
    for _ in 0..ROUNDS {
        let mut touched = BTreeSet::new();
        for (rule, clause) in &rules {
            let only = Where::of(&clause.filter, scene);
            let turns = store::rule::turns(work.db, &only, Some(rule.id), round.as_deref())?;
            let is_first = |turned: &mut HashSet<_>, id| turned.insert((rule.id, id));
            announce(pace, &turns);
            for id in turns.gains {
                step(pace)?;
                if is_first(&mut turned, id) {
                    fire(work, rule, &clause.deeds, id)?;
                    touched.insert(id);
                }
            }
            for id in turns.losses {
                step(pace)?;
                if is_first(&mut turned, id) {
                    retract(work, rule, id)?;
                    touched.insert(id);
                }
            }
        }
        if touched.is_empty() {
            break;
        }
        let next: Vec<CustomerId> = touched.iter().copied().collect();
        derived::refresh(work.db, work.now.today(), &next, false, None)?;
        moved.extend(touched);
        round = Some(next);
    }
    Ok(moved)
}

fn announce(pace: Option<&Pace>, turns: &Turns) {
    if let Some(pace) = pace {
        let count = (turns.gains.len() + turns.losses.len()) as u64;
        pace.total.fetch_add(count, Ordering::Relaxed);
    }
}

/// Counts one customer; stops when somebody wants the work to end.
fn step(pace: Option<&Pace>) -> Result<()> {
    if let Some(pace) = pace {
        if pace.cancel.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        pace.done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Does what the rule says, and notes what of it was done.
fn fire(work: &mut Work, rule: &Rule, deeds: &[Deed], id: CustomerId) -> Result<()> {
    let (mut done, mut promised) = (Vec::new(), Vec::new());
    for deed in deeds {
        let is_done = match planned(work, deed, id)? {
            Some(plan) => {
                promised.push(plan);
                true
            }
            None => give(work, rule, deed, id)?,
        };
        if is_done {
            done.push(deed.clone());
        }
    }
    let row = work.id();
    let deed = said(&done, Lang::Zh);
    Ok(store::rule::begin(
        work.db,
        row,
        id,
        rule,
        (&deed, &promised),
        work.now.at,
    )?)
}

/// What is called off again when the rule is no longer met; `None` for everything else, and where nothing may be planned.
fn planned(work: &mut Work, deed: &Deed, id: CustomerId) -> Result<Option<Promised>> {
    let today = work.now.today();
    match deed {
        Deed::Step { after, note } => {
            let customer = store::customer::get(work.db, id)?;
            if customer.is_none_or(|customer| customer.consent == Consent::Withdrawn) {
                return Ok(None);
            }
            let note = worded(work, note, id)?;
            let owner = work.author.clone();
            let step = follow_up::scheduled(work, id, after.after(today), &note, owner)?;
            Ok(Some(Promised::Step(step)))
        }
        Deed::Alert { note, who } => {
            let owner = if who.is_empty() { &work.author } else { who }.clone();
            let alert = follow_up::scheduled(work, id, today, note, owner)?;
            Ok(Some(Promised::Alert(alert)))
        }
        _ => Ok(None),
    }
}

/// A step's words; a script's code as the last of them is filled in.
fn worded(work: &Work, note: &str, id: CustomerId) -> Result<String> {
    let (channel, code) = note.rsplit_once(' ').unwrap_or(("", note));
    Ok(match drafted(work, code, id)? {
        Some(text) => format!("{channel} {text}").trim().to_owned(),
        None => note.to_owned(),
    })
}

/// Whether it was done: what a person has said by hand is left alone.
fn give(work: &mut Work, rule: &Rule, deed: &Deed, id: CustomerId) -> Result<bool> {
    match deed {
        Deed::Tag(name) => tag::put_on_by_rule(work, id, name, rule.id),
        Deed::Tier(tier) => {
            let is_free = store::customer::tier_pin(work.db, id)?.is_none();
            if is_free {
                store::customer::set_tier_pin(work.db, id, Some(*tier))?;
            }
            Ok(is_free)
        }
        Deed::Banner(text) => {
            let is_free =
                store::customer::get(work.db, id)?.is_some_and(|found| found.pinned.is_empty());
            if is_free {
                store::customer::set_pinned(work.db, id, text)?;
            }
            Ok(is_free)
        }
        Deed::FollowUp { after, note } => {
            let note = if note.is_empty() { &rule.name } else { note };
            promise(work, id, after.after(work.now.today()), note)
        }
        Deed::Script { code, after } => match drafted(work, code, id)? {
            Some(text) => promise(work, id, after.after(work.now.today()), &text),
            None => Ok(false),
        },
        // Planned, or not to be planned.
        Deed::Step { .. } | Deed::Alert { .. } => Ok(false),
    }
}

/// Schedules a follow-up, unless the same is promised already.
fn promise(work: &mut Work, id: CustomerId, due: chrono::NaiveDate, note: &str) -> Result<bool> {
    let open = store::follow_up::open_of(work.db, id)?;
    let is_new = !open.iter().any(|open| open.note == note);
    let is_new = is_new && consent::may_plan(work, id, note)?;
    if is_new {
        follow_up::schedule(work, id, due, note)?;
    }
    Ok(is_new)
}

/// A script's text as far as the desk can fill it; `None` when there is no such script, or the customer may not be contacted.
fn drafted(work: &Work, code: &str, id: CustomerId) -> Result<Option<String>> {
    let script = store::script::coded(work.db, code)?;
    let customer = store::customer::get(work.db, id)?;
    let (Some(script), Some(customer)) = (script, customer) else {
        return Ok(None);
    };
    if customer.consent == Consent::Withdrawn {
        return Ok(None);
    }
    let setting = |key: Key| store::setting::get(work.db, key.code());
    let lang = setting(Key::Language)?.and_then(|code| i18n::lang_of(&code));
    let shop = setting(Key::ShopName)?.unwrap_or_default();
    let (text, lang) = script.words.text(lang.unwrap_or(Lang::Zh));
    let about = &customer.about;
    let today = work.now.today();
    let points = store::points::ledger(work.db, id)?.balance(today);
    let coupons = store::coupon::of_customer(work.db, id)?;
    let coupon = coupons.into_iter().find(|coupon| coupon.is_good(today));
    let coupon = coupon.map(|coupon| coupon.code);
    let filled = fill(text, |name| {
        Some(match Known::of(name)? {
            Known::Honorific => honorific(&about.name, about.gender, lang),
            Known::Name => about.name.clone(),
            Known::Shop => shop.clone(),
            Known::Agent => work.author.clone(),
            Known::Points => points.to_string(),
            Known::Coupon => coupon.clone()?,
        })
    });
    Ok(Some(filled.text))
}

/// Takes back what the rule had given, as far as nobody has changed it since. What was promised to a customer stays promised.
fn retract(work: &mut Work, rule: &Rule, id: CustomerId) -> Result<()> {
    let (deed, promised) = store::rule::end(work.db, id, rule.id, work.now.at)?;
    for plan in promised {
        let open = store::follow_up::get(work.db, plan.id())?
            .filter(|found| found.progress == Progress::Open);
        if open.is_some() {
            let (at, why) = (work.now.at, called_off(work)?);
            store::follow_up::close(work.db, plan.id(), Progress::Cancelled, at, why)?;
        }
    }
    for deed in deeds_in(&deed).unwrap_or_default() {
        match deed {
            Deed::Tag(name) => {
                if let Some(tag) = store::tag::named(work.db, &name)? {
                    store::tag::take_off_by_rule(work.db, id, tag, rule.id)?;
                }
            }
            Deed::Tier(tier) if store::customer::tier_pin(work.db, id)? == Some(tier) => {
                store::customer::set_tier_pin(work.db, id, None)?;
            }
            Deed::Banner(text)
                if store::customer::get(work.db, id)?.is_some_and(|c| c.pinned == text) =>
            {
                store::customer::set_pinned(work.db, id, "")?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why a plan ends when its rule is no longer met, in the shop's language.
fn called_off(work: &Work) -> Result<&'static str> {
    let code = store::setting::get(work.db, Key::Language.code())?;
    let lang = code.and_then(|code| i18n::lang_of(&code));
    Ok(i18n::strings(lang.unwrap_or(Lang::Zh))
        .order
        .rule
        .called_off)
}

/// Takes back from everyone.
fn take_back(work: &mut Work, rule: &Rule) -> Result<usize> {
    let meeting = store::rule::meeting(work.db, rule.id)?;
    for id in &meeting {
        retract(work, rule, *id)?;
    }
    Ok(meeting.len())
}

/// What switching a rule on, or changing it to this text, would do.
pub(super) fn preview(app: &App, name: Option<&str>, text: &str) -> Result<Preview> {
    let clause = read(&app.db, text)?;
    let rule = match name {
        Some(name) => Some(known(&app.db, name)?.id),
        None => None,
    };
    let scene = super::filter::scene(&app.db, app.now())?;
    let only = Where::of(&clause.filter, scene);
    let turns = store::rule::turns(&app.db, &only, rule, None)?;
    let some = |ids: &[CustomerId]| app.rows(&ids[..ids.len().min(PREVIEWED)]);
    Ok(Preview {
        gains: turns.gains.len(),
        losses: turns.losses.len(),
        gaining: some(&turns.gains)?,
        losing: some(&turns.losses)?,
        deeds: clause.deeds,
    })
}

impl App {
    /// The newest warnings of rules, of one customer or of all.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn alerts(&self, of: Option<CustomerId>) -> Result<Vec<Alert>> {
        Ok(store::rule::alerts(&self.db, of, ALERTS)?)
    }

    /// Lets the rules look at everyone once a day: what only the calendar has changed. Tells whether they did anything.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn follow_the_calendar(&mut self) -> Result<Option<Changed>> {
        let today = self.now().today().to_string();
        let is_done = store::rule::looked_at(&self.db)?.as_deref() == Some(today.as_str());
        if self.is_read_only() || is_done {
            return Ok(None);
        }
        let swept = self.sweep_the_pool()?;
        let changed = self.run(&super::op::Op::Rule(Op::Run {
            pace: Arc::default(),
            asked: Asked::ByCalendar,
        }))?;
        // Its own transaction: a run that changes nothing leaves none.
        let tx = store::file::begin(&mut self.db)?;
        store::rule::keep_looked_at(&tx, &today)?;
        store::file::commit(tx)?;
        Ok(changed.op.is_some().then_some(changed).or(swept))
    }
}
