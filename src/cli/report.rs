//! `shuke report` and `shuke schema`: how good the book is, and what it keeps of whom.

use serde_json::{Value, json};

use super::out::{Form, Out, Row};
use super::stop::Result;
use crate::app::App;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::schema::{self, Entry};
use crate::domain::name::Lang;
use crate::domain::quality::{Board, Counter, Month};
use crate::i18n::{order, strings};

/// Tell how good the book is
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// The score and the eight counters, with the months before
    Quality,
}

/// Runs one of the reports.
///
/// # Errors
/// Only what the app says.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let Command::Quality = command;
    app.keep_the_score()?;
    let Answer::Quality(told) = app.ask(&Query::Quality)? else {
        return Ok(());
    };
    if out.form == Form::Json {
        let months: Vec<Value> = told
            .months
            .iter()
            .map(|month| shape(&month.board, Some(&month.month)))
            .collect();
        let mut now = shape(&told.now, None);
        now["months"] = months.into();
        return out.document("quality", vec![now]);
    }
    let w = &out.s.order.quality;
    let before = told.months.first().map(|month| &month.board);
    out.line(&format!("{}  {}", w.score, order::score(&told.now, before)))?;
    for (n, counter) in Counter::ALL.into_iter().enumerate() {
        let count = order::trend(told.now.counts[n], before.map(|board| board.counts[n]));
        let view = counter.filter(told.stale_days).print(out.s.lang);
        out.line(&format!("{}  {count}  {view}", (w.counter)(counter)))?;
    }
    for Month { month, board } in &told.months {
        out.line(&format!("{month}  {}", order::score(board, None)))?;
    }
    Ok(())
}

fn shape(board: &Board, month: Option<&str>) -> Value {
    let mut value = json!({
        "month": month, "records": board.records, "score": board.score_tenths.map(order::tenths),
    });
    for (counter, count) in Counter::ALL.into_iter().zip(board.counts) {
        value[counter.code()] = count.into();
    }
    value
}

/// Prints the data dictionary, in both languages.
///
/// # Errors
/// The output cannot be written.
pub fn schema(out: &mut Out) -> Result<()> {
    let rows = schema::entries().map(|entry| row(out, &entry)).collect();
    let w = &out.s.order.schema;
    let header = [
        w.field,
        w.meaning_zh,
        w.meaning_en,
        w.allowed,
        w.seen,
        w.stays,
    ];
    out.table("schema", &header, rows)
}

fn row(out: &Out, entry: &Entry) -> Row {
    let w = &out.s.order.schema;
    let (zh, en) = (
        entry.meaning(strings(Lang::Zh)),
        entry.meaning(strings(Lang::En)),
    );
    let (seen, stays) = ((w.seen_by)(entry.seen()), (w.stays_for)(entry.stays()));
    Row {
        json: json!({
            "field": entry.name(), "zh": zh, "en": en, "allowed": entry.allowed(), "seen": seen, "retention": stays,
        }),
        cells: vec![
            entry.name(),
            zh.to_owned(),
            en.to_owned(),
            entry.allowed().join(" "),
            seen.to_owned(),
            stays.to_owned(),
        ],
    }
}
