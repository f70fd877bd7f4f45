//! `shuke report` and `shuke schema`: how good the book is, where customers come from and who brought them, and what is kept of whom.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::figures::{self, Name};
use super::out::{Form, Out, Row};
use super::stop::{Bad, Result, Stop};
use crate::app::App;
use crate::app::answer::{Answer, Drifted, Lists};
use crate::app::query::Query;
use crate::app::schema;
use crate::domain::money::Cents;
use crate::domain::quality::{Board, Counter, Month};
use crate::i18n::custom as words;
use crate::i18n::report::sheet::{Cell, Part, Sheet};
use crate::i18n::{label, order};

/// See how good the book is, where customers come from and who brings them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// The score and the eight counters, with the months before
    Quality(figures::Plain),
    /// Customers, repeat rate and revenue by source
    Source(figures::Plain),
    /// Who brought how many customers, and what those spent
    Referral(figures::Plain),
    /// What changed about customers in a month: addresses, names, contacts, who comes less often
    Changes {
        /// 2026-03; this month unless said
        #[arg(long)]
        month: Option<String>,
    },
    /// Revenue, buyers, stages and months
    Overview(figures::Args),
    /// The ten segments and the eight classes
    Segments(figures::Args),
    /// The grid of recency and frequency
    Rfm(figures::Args),
    /// Who bought again, by month of first purchase
    Cohort(figures::Args),
    /// Who is likely to stay away, and whom to call
    Churn(figures::ChurnArgs),
    /// What is bought after what, and who has not bought it yet
    Baskets(figures::Args),
    /// How many stand in each stage
    Funnel(figures::Args),
    /// What each of the shop's people did
    Agents(figures::Args),
}

/// Prints one of the reports.
///
/// # Errors
/// Only what the app says.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::Quality(plain) => quality(app, plain, out),
        Command::Source(plain) => source(app, plain, out),
        Command::Referral(plain) => referral(app, plain, out),
        Command::Changes { month } => changes(app, month.as_deref(), out),
        Command::Overview(args) => figures::run(app, Name::Overview, args, out),
        Command::Segments(args) => figures::run(app, Name::Segments, args, out),
        Command::Rfm(args) => figures::run(app, Name::Rfm, args, out),
        Command::Cohort(args) => figures::run(app, Name::Cohort, args, out),
        Command::Churn(churn) => figures::run(app, churn.name(), &churn.args, out),
        Command::Baskets(args) => figures::run(app, Name::Baskets, args, out),
        Command::Funnel(args) => figures::run(app, Name::Funnel, args, out),
        Command::Agents(args) => figures::run(app, Name::Agents, args, out),
    }
}

fn quality(app: &mut App, plain: &figures::Plain, out: &mut Out) -> Result<()> {
    app.keep_the_score()?;
    let Answer::Quality(told) = app.ask(&Query::Quality)? else {
        return Ok(());
    };
    if plain.run(
        app,
        &quality_sheet(&told.now, &told.months, told.stale_days, out),
        out,
    )? {
        return Ok(());
    }
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
    if let (Some(count), Some(filter)) = (told.now.lacking, &told.lacking) {
        let count = order::trend(count, before.and_then(|board| board.lacking));
        let view = filter.print(out.s.lang);
        out.line(&format!("{}  {count}  {view}", out.s.standard.counter))?;
    }
    for Month { month, board } in &told.months {
        out.line(&format!("{month}  {}", order::score(board, None)))?;
    }
    Ok(())
}

/// The counters of today and the score of each month, as tables.
fn quality_sheet(now: &Board, months: &[Month], stale_days: u16, out: &Out) -> Sheet {
    let s = out.s;
    let w = &s.order.quality;
    let before = months.first().map(|month| &month.board);
    let counters = Counter::ALL.into_iter().enumerate().map(|(n, counter)| {
        let count = now.counts[n];
        let view = counter.filter(stale_days).print(out.s.lang);
        let cells = vec![
            Cell::plain((w.counter)(counter)),
            Cell::number(count),
            Cell::plain(view),
        ];
        (counter.code().to_owned(), cells)
    });
    let scores = months.iter().map(|Month { month, board }| {
        let cells = vec![
            Cell::plain(month.clone()),
            Cell::plain(order::score(board, None)),
        ];
        (month.clone(), cells)
    });
    let title = format!("{}  {}", w.score, order::score(now, before));
    Sheet {
        parts: vec![
            Part::plain(
                "counters",
                w.score,
                [s.order.schema.field, s.cli.customers, s.kind.view],
                counters,
            ),
            Part::plain("months", w.score, [s.privacy.month, w.score], scores),
        ],
        title,
    }
}

fn shape(board: &Board, month: Option<&str>) -> Value {
    let mut value = json!({
        "month": month, "records": board.records, "score": board.score_tenths.map(order::tenths),
    });
    for (counter, count) in Counter::ALL.into_iter().zip(board.counts) {
        value[counter.code()] = count.into();
    }
    if let Some(lacking) = board.lacking {
        value["lacking"] = lacking.into();
    }
    value
}

/// Prints the data dictionary, in both languages; a shop that is there adds its own fields, its lists and what must be filled in.
///
/// # Errors
/// The output cannot be written.
pub fn schema(lists: &Lists, out: &mut Out) -> Result<()> {
    let lines = schema::lines(lists, out.s);
    let rows = lines.into_iter().map(|line| row(out, line)).collect();
    let w = &out.s.order.schema;
    let header = [
        w.field,
        w.meaning_zh,
        w.meaning_en,
        w.allowed,
        w.must,
        w.seen,
        w.stays,
    ];
    out.table("schema", &header, rows)
}

fn row(out: &Out, line: schema::Line) -> Row {
    let w = &out.s.order.schema;
    let (seen, stays) = ((w.seen_by)(line.seen), (w.stays_for)(line.stays));
    Row {
        json: json!({
            "field": line.name, "zh": line.zh, "en": line.en, "allowed": line.allowed, "required": line.must, "seen": seen,
            "retention": stays,
        }),
        cells: vec![
            line.name,
            line.zh,
            line.en,
            line.allowed.join(" "),
            line.must.unwrap_or_default(),
            seen.to_owned(),
            stays.to_owned(),
        ],
    }
}

/// One table as a report.
fn sheet_of(code: &'static str, title: &str, header: &[&str], rows: &[Row]) -> Sheet {
    let rows = rows.iter().enumerate().map(|(n, row)| {
        let cells = row
            .cells
            .iter()
            .map(|text| Cell::plain(text.clone()))
            .collect();
        ((n + 1).to_string(), cells)
    });
    Sheet {
        title: title.to_owned(),
        parts: vec![Part::plain(code, title, header.iter().copied(), rows)],
    }
}

fn source(app: &mut App, plain: &figures::Plain, out: &mut Out) -> Result<()> {
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
    let rows: Vec<Row> = rows;
    if plain.run(
        app,
        &sheet_of("sources", s.field.source, &header, &rows),
        out,
    )? {
        return Ok(());
    }
    out.table("sources", &header, rows)?;
    out.talk(r.source_note);
    Ok(())
}

/// A share with four decimals; `None` of nobody.
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0)
}

fn changes(app: &mut App, month: Option<&str>, out: &mut Out) -> Result<()> {
    let today = out.now.today();
    let month = match month {
        None => today.with_day(1).unwrap_or(today),
        Some(text) => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
            .map_err(|_| Stop::Bad(Bad::Day, text.to_owned()))?,
    };
    let Answer::Drift(all) = app.ask(&Query::Drift { month })? else {
        return Ok(());
    };
    let (s, w) = (out.s, &out.s.order.drift);
    let is_empty = all.is_empty();
    let rows = all
        .into_iter()
        .map(|one| {
            let (old, new) = match &one.what {
                Drifted::Column { old, new, .. } => (json!(old), json!(new)),
                Drifted::Contact => (Value::Null, Value::Null),
                Drifted::Rarer { before, now } => (json!(before), json!(now)),
            };
            Row {
                json: json!({
                    "id": one.who.id, "name": one.who.name, "phone": one.phone, "what": one.what.code(), "old": old, "new": new,
                    "day": one.day.to_string(),
                }),
                cells: vec![
                    one.who.id.to_string(),
                    words::named(&one.who),
                    one.phone.clone(),
                    one.what.told(s),
                    one.day.to_string(),
                ],
            }
        })
        .collect();
    let header = [s.cli.id, s.field.name, s.field.phone, w.what, s.field.day];
    out.table("changes", &header, rows)?;
    if is_empty {
        out.talk(w.none);
    }
    Ok(())
}

fn referral(app: &mut App, plain: &figures::Plain, out: &mut Out) -> Result<()> {
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
                "points": line.points, "points_per_buyer": share(line.points, line.buyers),
                "brought": line.brought_whom.iter().map(|next| json!({
                    "id": next.who.id, "name": next.who.name, "has_bought": next.has_bought, "referred": next.brought,
                })).collect::<Vec<_>>(),
            }),
            cells: vec![
                line.who.id.to_string(),
                words::named(&line.who),
                line.phone,
                line.brought.to_string(),
                line.buyers.to_string(),
                label::money(s, line.spend_cents),
                (s.relation.reward)(line.points, line.buyers),
                line.brought_whom
                    .iter()
                    .map(|next| words::named(&next.who))
                    .collect::<Vec<_>>()
                    .join(s.list_comma),
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
        r.reward_label,
        r.brought_whom,
    ];
    let rows: Vec<Row> = rows;
    if plain.run(app, &sheet_of("referrals", r.brought, &header, &rows), out)? {
        return Ok(());
    }
    out.table("referrals", &header, rows)?;
    if is_empty {
        out.talk(r.nobody_brought);
    }
    Ok(())
}
