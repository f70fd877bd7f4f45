//! `shuke analyze service`: the key figures of tickets, by agent and for all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Fault;
use super::sheet::{self, Line, Sheet};
use super::table::{self, Cell};
use crate::cli::out::{Form, Out};
use crate::cli::stop::Result;
use crate::codec::calendar::{self, NoCalendar};
use crate::insight::hours::Calendar;
use crate::insight::ticket::{Kpi, Matter, Ticket, kpi};

/// The columns of a file of tickets, in the order in which they are asked for below.
const COLUMNS: [&str; 10] = [
    "ticket",
    "agent",
    "is_complaint",
    "opened_at",
    "first_response_at",
    "resolved_at",
    "reopened",
    "contacts",
    "followup_at",
    "csat",
];
/// The row for everyone.
const ALL: &str = "ALL";

/// Work out how soon tickets are answered and resolved, by agent
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with ticket, agent, is_complaint, opened_at, first_response_at, resolved_at, reopened, contacts, followup_at and csat
    file: PathBuf,
    /// Opening hours: a JSON file and the name of a calendar in it
    #[arg(long, value_name = "CALENDARS.json#NAME")]
    calendar: String,
}

/// Prints the figures.
///
/// # Errors
/// A file is not what it should be, or there is no such calendar.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let (path, name) = args
        .calendar
        .rsplit_once('#')
        .ok_or_else(|| Fault::CalendarName(args.calendar.clone()))?;
    let calendar = calendar_of(Path::new(path), name)?;
    let sheet = Sheet::read(&args.file, COLUMNS)?;
    let mut by_agent: BTreeMap<&str, Vec<Ticket>> = BTreeMap::new();
    for line in sheet.lines() {
        by_agent
            .entry(line.name(1)?)
            .or_default()
            .push(ticket(&line)?);
    }
    let mut figures: Vec<(&str, Kpi)> = by_agent
        .iter()
        .map(|(agent, tickets)| (*agent, kpi(tickets, &calendar)))
        .collect();
    figures.push((ALL, kpi(by_agent.values().flatten(), &calendar)));
    if out.form == Form::Json {
        return out.json(document(name, &figures));
    }
    let names: Vec<&str> = std::iter::once("agent").chain(NAMES).collect();
    let rows: Vec<Vec<Cell>> = figures.iter().map(|(agent, kpi)| row(agent, kpi)).collect();
    table::print("analyze.service", &names, &rows, out)
}

fn calendar_of(path: &Path, name: &str) -> Result<Calendar> {
    let (file, bytes) = sheet::bytes(path)?;
    calendar::read(&bytes, name).map_err(|fault| match fault {
        NoCalendar::Shape => Fault::CalendarShape(file).into(),
        NoCalendar::Unknown(known) => Fault::NoCalendar(file, name.to_owned(), known).into(),
    })
}

fn ticket(line: &Line<'_, 10>) -> Result<Ticket> {
    let flag = |text: &str| match text {
        "0" | "" | "false" => Some(false),
        "1" | "true" => Some(true),
        _ => None,
    };
    let answer = |text: &str| text.parse().ok().filter(|answer| (1..=5).contains(answer));
    Ok(Ticket {
        matter: if line.parsed(2, flag)? {
            Matter::Complaint
        } else {
            Matter::Question
        },
        opened: match line.minute(3)? {
            Some(at) => at,
            None => line.parsed(3, |_| None)?,
        },
        answered: line.minute(4)?,
        resolved: line.minute(5)?,
        was_reopened: line.parsed(6, flag)?,
        contacts: line.count(7)?,
        called_back: line.minute(8)?,
        csat: match line.text(9) {
            "" => None,
            _ => Some(line.parsed(9, answer)?),
        },
    })
}

/// The shape that other programs read; it names the rules it follows.
fn document(calendar: &str, figures: &[(&str, Kpi)]) -> Value {
    let agents: Map<String, Value> = figures
        .iter()
        .map(|(agent, kpi)| ((*agent).to_owned(), object(kpi)))
        .collect();
    json!({
        "business_calendar": calendar,
        "percentile": "nearest-rank: sorted[ceil(q*n)-1]",
        "sla_rule": "unanswered tickets count as missed (denominator = all tickets)",
        "kpi": agents,
    })
}

fn object(kpi: &Kpi) -> Value {
    json!({
        "tickets": kpi.tickets,
        "responded": kpi.responded,
        "frt_wall_median": kpi.response_wall.median,
        "frt_wall_p90": kpi.response_wall.p90,
        "frt_business_median": kpi.response_business.median,
        "frt_business_p90": kpi.response_business.p90,
        "sla_first_response_60biz_met": kpi.within_target.num,
        "sla_first_response_60biz_denominator": kpi.within_target.den,
        "complaints": kpi.complaints.den,
        "complaints_responded_within_1h_wall": kpi.complaints.num,
        "resolved": kpi.resolved.num,
        "resolution_rate": kpi.resolved.share(),
        "fcr_num": kpi.first_contact.num,
        "fcr_den": kpi.first_contact.den,
        "reopened": kpi.reopened,
        "resolution_wall_median": kpi.resolution_wall.median,
        "resolution_wall_p90": kpi.resolution_wall.p90,
        "followup_24h_num": kpi.call_back.num,
        "followup_24h_den": kpi.call_back.den,
        "csat_responses": kpi.csat.answers,
        "csat_satisfied": kpi.csat.satisfied,
        "csat": kpi.csat_interval.map(|interval| interval.point),
        "csat_wilson95": kpi.csat_interval.map(|interval| [interval.lo, interval.hi]),
        "csat_mean": kpi.csat.mean(),
        "survey_response_rate": kpi.survey.share(),
    })
}

/// The columns of the CSV: the names of the document, the interval as two.
const NAMES: [&str; 26] = [
    "tickets",
    "responded",
    "frt_wall_median",
    "frt_wall_p90",
    "frt_business_median",
    "frt_business_p90",
    "sla_first_response_60biz_met",
    "sla_first_response_60biz_denominator",
    "complaints",
    "complaints_responded_within_1h_wall",
    "resolved",
    "resolution_rate",
    "fcr_num",
    "fcr_den",
    "reopened",
    "resolution_wall_median",
    "resolution_wall_p90",
    "followup_24h_num",
    "followup_24h_den",
    "csat_responses",
    "csat_satisfied",
    "csat",
    "csat_wilson95_lo",
    "csat_wilson95_hi",
    "csat_mean",
    "survey_response_rate",
];

fn row(agent: &str, kpi: &Kpi) -> Vec<Cell> {
    let whole =
        |minutes: Option<i64>| minutes.map_or(Cell::Blank, |m| Cell::Count(m.unsigned_abs()));
    vec![
        Cell::Text(agent.to_owned()),
        Cell::Count(kpi.tickets),
        Cell::Count(kpi.responded),
        whole(kpi.response_wall.median),
        whole(kpi.response_wall.p90),
        whole(kpi.response_business.median),
        whole(kpi.response_business.p90),
        Cell::Count(kpi.within_target.num),
        Cell::Count(kpi.within_target.den),
        Cell::Count(kpi.complaints.den),
        Cell::Count(kpi.complaints.num),
        Cell::Count(kpi.resolved.num),
        Cell::maybe(kpi.resolved.share()),
        Cell::Count(kpi.first_contact.num),
        Cell::Count(kpi.first_contact.den),
        Cell::Count(kpi.reopened),
        whole(kpi.resolution_wall.median),
        whole(kpi.resolution_wall.p90),
        Cell::Count(kpi.call_back.num),
        Cell::Count(kpi.call_back.den),
        Cell::Count(kpi.csat.answers),
        Cell::Count(kpi.csat.satisfied),
        Cell::maybe(kpi.csat_interval.map(|interval| interval.point)),
        Cell::maybe(kpi.csat_interval.map(|interval| interval.lo)),
        Cell::maybe(kpi.csat_interval.map(|interval| interval.hi)),
        Cell::maybe(kpi.csat.mean()),
        Cell::maybe(kpi.survey.share()),
    ]
}
