//! `shuke offer`: who may need something again, what was put to whom and how they took it, and ways to win somebody back.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{told, who};
use crate::app::offer;
use crate::app::{App, op::Op};
use crate::domain::id::CustomerId;
use crate::domain::offer::{Play, Put};
use crate::i18n::{label, offer as words};

/// Who may need what again, what goes with it, and ways to win somebody back
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List who may need something again about now: nothing is promised yet
    List,
    /// They take it: notes so, and plans the call. A thing they may need again, or one that goes with what they have
    Take {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The thing, as `rebuy` or the profile names it
        what: String,
    },
    /// They do not want it, or nobody shall ask: it is not told again before they buy next
    Decline {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The thing, as `rebuy` or the profile names it
        what: String,
    },
    /// Win somebody back: plans an apology, an offer and a visit
    Play {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// Why they stay away: forgotten, wronged, price, taste, service or distance
        play: String,
    },
    /// Compare the ways to win back: how often tried, and how many bought within 60 days
    Plays,
    /// How often what goes with something was put to anybody, and taken
    Hits,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, there is no such thing to put to them, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Plays => return plays(app, out),
        Command::Hits => return hits(app, out),
        Command::Take { who, what } => {
            let customer = who::one(app, who)?;
            let (put, steps) = meant(app, customer, what, out)?;
            offer::Op::Take {
                customer,
                put,
                steps,
            }
        }
        Command::Decline { who, what } => {
            let customer = who::one(app, who)?;
            let (put, _) = meant(app, customer, what, out)?;
            offer::Op::Decline { customer, put }
        }
        Command::Play { who, play } => {
            let is_it = |one: &Play| (out.s.offer.play)(*one) == play.trim();
            let play = Play::from_code(play.trim())
                .or_else(|| Play::ALL.into_iter().find(is_it))
                .ok_or_else(|| Stop::Bad(Bad::Play, play.clone()))?;
            offer::Op::Take {
                customer: who::one(app, who)?,
                put: Put::play(play),
                steps: words::play_steps(out.s, play, out.now.today()),
            }
        }
    };
    let changed = app.run(&Op::Offer(op))?;
    told::done(out, &changed)
}

/// What is put to them by this name: a thing they may need again, else what goes with what they have; and what comes of it.
fn meant(
    app: &mut App,
    customer: CustomerId,
    what: &str,
    out: &Out,
) -> Result<(Put, Vec<(chrono::NaiveDate, String)>)> {
    let (what, today) = (what.trim(), out.now.today());
    if let Some(rebuy) = app.rebuys(customer)?.iter().find(|one| one.item == what) {
        let put = Put::rebuy(&rebuy.item, rebuy.last);
        return Ok((put, words::rebuy_steps(out.s, rebuy, today)));
    }
    app.learn()?;
    match app.fitting(customer)? {
        Some((put, _)) if put.what == what => {
            let steps = words::law_steps(out.s, &put, today);
            Ok((put, steps))
        }
        _ => Err(Stop::Bad(Bad::Offer, what.to_owned())),
    }
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    app.learn()?;
    let suggested = app.suggested()?;
    let (s, today) = (out.s, out.now.today());
    let rows: Vec<Row> = suggested
        .rows
        .iter()
        .map(|one| Row {
            json: json!({
                "customer": one.customer, "name": one.name, "phone": one.phone, "item": one.rebuy.item,
                "last": one.rebuy.last.to_string(), "every_days": one.rebuy.every_days, "due": one.rebuy.due.to_string(),
            }),
            cells: vec![
                one.customer.to_string(),
                one.name.clone(),
                one.phone.clone(),
                (s.offer.every)(&one.rebuy.item, one.rebuy.every_days),
                one.rebuy.due.to_string(),
                label::distance(s, one.rebuy.due, today),
            ],
        })
        .collect();
    let is_empty = rows.is_empty();
    let header = [
        s.cli.id,
        s.field.name,
        s.field.phone,
        s.field.item,
        s.trade.due,
        "",
    ];
    out.table("suggestions", &header, rows)?;
    if is_empty {
        out.talk(s.offer.none);
    }
    let miss = words::miss(s, suggested.miss.as_ref());
    if !miss.is_empty() {
        out.talk(&miss);
    }
    Ok(())
}

fn plays(app: &App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, out.s.offer);
    let rows = app
        .plays()?
        .into_iter()
        .map(|(play, hits)| Row {
            json: json!({
                "play": play.code(), "name": (w.play)(play), "tried": hits.n, "judged": hits.judged, "won": hits.hits,
            }),
            cells: vec![
                play.code().to_owned(),
                (w.play)(play).to_owned(),
                hits.hits.to_string(),
                hits.judged.to_string(),
                hits.n.to_string(),
            ],
        })
        .collect();
    let header = [s.cli.id, w.plays, w.won_label, w.judged, w.tried];
    out.table("plays", &header, rows)
}

fn hits(app: &App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, out.s.offer);
    let rows = app
        .offers_made()?
        .into_iter()
        .map(|(put, hits)| Row {
            json: json!({ "bought": put.about, "offered": put.what, "taken": hits.hits, "put": hits.n }),
            cells: vec![
                put.about,
                put.what,
                hits.hits.to_string(),
                hits.n.to_string(),
            ],
        })
        .collect();
    let header = [s.report.rule, w.what, w.taken, w.put];
    out.table("hits", &header, rows)
}
