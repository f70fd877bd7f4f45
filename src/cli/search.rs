//! `shuke search`: notes, complaints, promises, facts and purchases, by the words in them.

use serde_json::{Value, json};

use super::out::{Out, Row};
use super::stop::Result;
use crate::app::App;
use crate::app::answer::{Answer, TextHit};
use crate::app::query::{HITS, Query};

/// Search everything people wrote: notes, complaints, follow-ups, facts, purchases
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The words to look for; all of them must be there
    #[arg(required = true)]
    text: Vec<String>,
}

/// Prints the newest texts that have every word; nothing found is no error.
///
/// # Errors
/// Only what the app says.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let text = args.text.join(" ");
    let Answer::Texts(texts) = app.ask(&Query::Search { text })? else {
        return Ok(());
    };
    let (s, w) = (out.s, &out.s.texts);
    let rows = texts
        .hits
        .iter()
        .map(|hit| Row {
            cells: vec![
                hit.customer.to_string(),
                format!("{} {}", hit.name, hit.beside).trim_end().to_owned(),
                (w.field)(hit.field).to_owned(),
                hit.day.map(|day| day.to_string()).unwrap_or_default(),
                hit.excerpt.text.clone(),
            ],
            json: shape(hit),
        })
        .collect();
    let header = [s.cli.id, s.field.name, w.found_in, s.field.day, w.text];
    out.table("texts", &header, rows)?;
    if texts.more {
        out.talk((s.cli.more)(HITS).as_str());
    } else if texts.hits.is_empty() {
        out.talk(w.nothing);
    }
    Ok(())
}

fn shape(hit: &TextHit) -> Value {
    json!({
        "customer": hit.customer, "name": hit.name, "beside": hit.beside, "field": hit.field.code(),
        "row": hit.row.to_string(), "day": hit.day.map(|day| day.to_string()), "excerpt": hit.excerpt.text,
        "marks": hit.excerpt.marks,
    })
}
