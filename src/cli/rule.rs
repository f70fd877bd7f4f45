//! `shuke rule`: automatic tags and the other things a rule may do. A rule can send nothing.

use std::sync::Arc;

use serde_json::{Value, json};

use super::import::with_progress;
use super::out::{Form, Out, Row};
use super::stop::Result;
use super::told;
use crate::app::answer::{Answer, Preview};
use crate::app::pace::Pace;
use crate::app::query::Query;
use crate::app::{App, op::Op, rule};
use crate::domain::kind::Kind;
use crate::domain::listing::ListRow;
use crate::domain::rule::{Told, said};
use crate::i18n::label;

/// Keep rules that tag customers, set tiers, pin banners and schedule follow-ups
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the rules and how many customers meet each
    List,
    /// Add a rule, switched off: `shuke rule add 'spend_30d>=500 and orders_90d>=3 => +loyal'`
    Add {
        /// condition => what to do
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// What it is called; else by what it does
        #[arg(long, default_value = "")]
        name: String,
    },
    /// Change what a rule says; it is off until it is switched on again
    Edit {
        /// The rule's name
        rule: String,
        /// condition => what to do
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Give a rule another name
    Rename {
        /// The rule's name
        rule: String,
        /// The new name
        to: String,
    },
    /// Tell who would gain and who would lose
    Preview {
        /// The rule's name, or a whole rule that is not there yet
        #[arg(allow_hyphen_values = true)]
        rule: String,
        /// Another text for the rule
        #[arg(long)]
        text: Option<String>,
    },
    /// Switch a rule on and let it look at everyone
    Enable {
        /// The rule's name
        rule: String,
    },
    /// Switch a rule off; the tags it put on go
    Disable {
        /// The rule's name
        rule: String,
    },
    /// Delete a rule; the tags it put on go
    Remove {
        /// The rule's name
        rule: String,
    },
    /// Add the cards and alerts that the desk brings along, switched off
    Starter,
    /// List the newest alerts: open, acknowledged, expired
    Alerts,
    /// Let all rules look at everyone now
    Run,
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such rule, it cannot be read, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    if matches!(
        command,
        Command::Preview { .. } | Command::Run | Command::Enable { .. }
    ) {
        // Who is at risk is learned once a day.
        app.learn()?;
    }
    let op = match command {
        Command::List => return list(app, out),
        Command::Preview { rule, text } => return preview(app, rule, text.as_deref(), out),
        Command::Run => return run_all(app, out),
        Command::Alerts => return alerts(app, out),
        Command::Starter => rule::Op::Starter(out.s.lang),
        Command::Add { text, name } => rule::Op::Add {
            name: name.clone(),
            text: text.clone(),
        },
        Command::Edit { rule, text } => rule::Op::Edit {
            name: rule.clone(),
            text: text.clone(),
        },
        Command::Rename { rule, to } => rule::Op::Rename {
            from: rule.clone(),
            to: to.clone(),
        },
        Command::Enable { rule } => rule::Op::Enable(rule.clone()),
        Command::Disable { rule } => rule::Op::Disable(rule.clone()),
        Command::Remove { rule } => rule::Op::Remove(rule.clone()),
    };
    let changed = app.run(&Op::Rule(op))?;
    told::done(out, &changed)
}

fn alerts(app: &App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, &out.s.order.rule);
    let rows = app
        .alerts(None)?
        .into_iter()
        .map(|alert| {
            let day = alert.raised.day(out.now.offset).to_string();
            Row {
                json: json!({
                    "customer": alert.customer, "name": alert.name, "rule": alert.rule, "note": alert.note, "who": alert.who,
                    "raised": day, "state": alert.state.code(),
                }),
                cells: vec![
                    day,
                    (w.alert_state)(alert.state).to_owned(),
                    alert.name,
                    alert.note,
                    alert.who,
                    alert.rule,
                ],
            }
        })
        .collect();
    let header = [
        s.field.day,
        s.field.progress,
        s.field.name,
        s.field.note,
        s.field.owner,
        s.kind.rule,
    ];
    out.table("alerts", &header, rows)
}

fn run_all(app: &mut App, out: &mut Out) -> Result<()> {
    let pace: Arc<Pace> = Arc::default();
    let op = Op::Rule(rule::Op::Run {
        pace: Arc::clone(&pace),
        asked: rule::Asked::ByPerson,
    });
    let changed = with_progress(&pace, out, || app.run(&op))?;
    told::done(out, &changed)
}

fn all(app: &mut App) -> Result<Vec<Told>> {
    match app.ask(&Query::Rules)? {
        Answer::Rules(told) => Ok(told),
        _ => Ok(Vec::new()),
    }
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, &out.s.order.rule);
    let rows = all(app)?
        .into_iter()
        .map(|told| Row {
            json: json!({
                "name": told.rule.name, "text": told.rule.text, "state": told.rule.state.code(), "meeting": told.meeting,
            }),
            cells: vec![
                told.rule.name,
                (w.state)(told.rule.state).to_owned(),
                told.meeting.to_string(),
                told.rule.text,
            ],
        })
        .collect();
    let header = [
        s.kind.rule,
        s.field.progress,
        s.cli.customers,
        s.order.field.rule_text,
    ];
    out.table("rules", &header, rows)
}

fn preview(app: &mut App, rule: &str, text: Option<&str>, out: &mut Out) -> Result<()> {
    let known = all(app)?.into_iter().find(|told| told.rule.name == rule);
    let (name, text) = match (known, text) {
        (Some(told), text) => {
            let text = text.map_or(told.rule.text, str::to_owned);
            (Some(told.rule.name), text)
        }
        (None, None) => (None, rule.to_owned()),
        (None, Some(_)) => return Err(super::stop::missing(Kind::Rule)),
    };
    let Answer::RulePreview(preview) = app.ask(&Query::RulePreview { name, text })? else {
        return Ok(());
    };
    if out.form == Form::Json {
        return out.document("rule_preview", vec![shape_of(&preview)]);
    }
    let w = &out.s.order.rule;
    let deeds = said(&preview.deeds, out.s.lang);
    out.line(&format!("{} {deeds}", (w.gains)(preview.gains)))?;
    for row in &preview.gaining {
        let line = named(out, row);
        out.line(&format!("  + {line}"))?;
    }
    out.line(&(w.losses)(preview.losses))?;
    for row in &preview.losing {
        let line = named(out, row);
        out.line(&format!("  - {line}"))?;
    }
    Ok(())
}

/// A name alone would mix two people up: the phone's tail stands beside it.
fn named(out: &Out, row: &ListRow) -> String {
    format!(
        "{} {} {}",
        row.name,
        row.phone,
        label::tier(out.s, row.tier)
    )
}

fn shape_of(preview: &Preview) -> Value {
    let rows = |rows: &[ListRow]| -> Vec<Value> {
        let names = rows.iter();
        names
            .map(|row| json!({ "id": row.id, "name": row.name, "phone": row.phone }))
            .collect()
    };
    json!({
        "gains": preview.gains, "losses": preview.losses, "gaining": rows(&preview.gaining), "losing": rows(&preview.losing),
    })
}
