//! `shuke report`: where customers come from, and who brought whom.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use crate::app::App;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::money::Cents;
use crate::i18n::custom as words;
use crate::i18n::label;

/// See where customers come from and who brings them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Customers, repeat rate and revenue by source
    Source,
    /// Who brought how many customers, and what those spent
    Referral,
}

/// Prints one of the reports.
///
/// # Errors
/// Only what the app says.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::Source => source(app, out),
        Command::Referral => referral(app, out),
    }
}

fn source(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::Sources(lines) = app.ask(&Query::Sources)? else {
        return Ok(());
    };
    let s = out.s;
    let rows = lines
        .into_iter()
        .map(|line| Row {
            json: json!({
                "source": line.name, "customers": line.customers, "buyers": line.buyers, "repeaters": line.repeaters,
                "repeat_rate": share(line.repeaters, line.buyers), "revenue": Cents(line.spend_cents).to_string(),
            }),
            cells: vec![
                if line.name.is_empty() {
                    s.relation.unknown_source.to_owned()
                } else {
                    line.name.clone()
                },
                line.customers.to_string(),
                line.buyers.to_string(),
                words::rate(line.repeaters, line.buyers),
                label::money(s, line.spend_cents),
            ],
        })
        .collect();
    let r = &s.relation;
    let header = [
        s.field.source,
        s.cli.customers,
        r.buyers,
        r.repeat_rate,
        r.revenue,
    ];
    out.table("sources", &header, rows)?;
    out.talk(r.source_note);
    Ok(())
}

/// A share with four decimals; `None` of nobody.
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0)
}

fn referral(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::Advocates(all) = app.ask(&Query::Advocates)? else {
        return Ok(());
    };
    let s = out.s;
    let is_empty = all.is_empty();
    let rows = all
        .into_iter()
        .map(|line| Row {
            json: json!({
                "id": line.who.id, "name": line.who.name, "phone": line.phone, "referred": line.brought,
                "buyers": line.buyers, "revenue": Cents(line.spend_cents).to_string(),
            }),
            cells: vec![
                line.who.id.to_string(),
                words::named(&line.who),
                line.phone,
                line.brought.to_string(),
                line.buyers.to_string(),
                label::money(s, line.spend_cents),
            ],
        })
        .collect();
    let r = &s.relation;
    let header = [
        s.cli.id,
        s.field.name,
        s.field.phone,
        r.brought,
        r.buyers,
        r.revenue,
    ];
    out.table("referrals", &header, rows)?;
    if is_empty {
        out.talk(r.nobody_brought);
    }
    Ok(())
}
