//! `shuke merge`: makes one customer of two, field by field.

use super::out::{Form, Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{shape, told, who};
use crate::app::answer::{Answer, Comparison};
use crate::app::past::{column_label, column_named};
use crate::app::query::Query;
use crate::app::{App, merge, op::Op};
use crate::domain::kind::Kind;
use crate::domain::merge::{Field, Side};
use crate::i18n::{self, cell::cell};

/// Make one customer of two: everything of the second goes to the first, the second goes to the recycle bin
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The customer who stays: id, name, phone, or a text that finds one
    keep: String,
    /// The customer who goes
    lose: String,
    /// Whose value of a field is kept: field=keep, field=lose or field=both; repeat for several
    #[arg(long, value_name = "FIELD=SIDE")]
    take: Vec<String>,
    /// Only say what would come of it
    #[arg(long)]
    dry_run: bool,
}

/// Merges the two, or shows what would come of it.
///
/// # Errors
/// Nobody is meant, a field cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let (keep, lose) = (who::one(app, &args.keep)?, who::one(app, &args.lose)?);
    let take: Vec<(&'static str, Side)> = args
        .take
        .iter()
        .map(|text| side(text))
        .collect::<Result<_>>()?;
    if keep == lose {
        return Err(crate::app::Error::SamePerson.into());
    }
    let Answer::Comparison(Some(mut found)) = app.ask(&Query::Comparison { keep, lose })? else {
        return Err(super::stop::missing(Kind::Customer));
    };
    for (column, side) in &take {
        let wanted = found
            .fields
            .iter_mut()
            .filter(|field| field.column == *column);
        wanted.for_each(|field| field.side = *side);
    }
    if args.dry_run {
        return foresee(&found, out);
    }
    let seen = Some((found.keep.version, found.lose.version));
    let changed = app.run(&Op::Merge(merge::Op::Merge {
        keep,
        lose,
        take,
        seen,
    }))?;
    told::done(out, &changed)
}

fn side(text: &str) -> Result<(&'static str, Side)> {
    let wrong = || Stop::Bad(Bad::Take, text.to_owned());
    let (name, side) = text.split_once('=').ok_or_else(wrong)?;
    let column = column_named(name).filter(|column| *column != "deleted_at");
    column.zip(Side::from_code(side.trim())).ok_or_else(wrong)
}

fn foresee(found: &Comparison, out: &mut Out) -> Result<()> {
    let refused = found.refused(|field| field.side);
    let refused = refused.map(|refusal| i18n::standard::refusal(out.s, &refusal));
    if out.form == Form::Json {
        let mut row = shape::comparison(found);
        if let Some(row) = row.as_object_mut() {
            row.insert("refused".to_owned(), refused.into());
        }
        return out.document("merge", vec![row]);
    }
    let (s, w, offset) = (out.s, &out.s.merge, out.now.offset);
    let row = |field: &Field| {
        let said = |value: &str| cell(s, "customer", field.column, value, offset);
        let after = match (field.side, &field.both) {
            (Side::Lose, _) => said(&field.lose),
            (Side::Both, Some(text)) => said(text),
            (Side::Keep | Side::Both, _) => said(&field.keep),
        };
        let label = column_label(s, "customer", field.column).to_owned();
        Row {
            cells: vec![label, said(&field.keep), said(&field.lose), after],
            json: serde_json::Value::Null,
        }
    };
    let differing = found.fields.iter().filter(|field| field.differs());
    let rows = differing.map(row).collect();
    out.table("merge", &[w.field, w.stays, w.goes, w.result], rows)?;
    let moves: Vec<String> = found
        .moved
        .iter()
        .filter(|moved| moved.rows > 0)
        .map(|moved| format!("{} {}", i18n::kind(s, moved.kind), moved.rows))
        .collect();
    if let Some(refused) = refused {
        out.talk(&refused);
    }
    out.talk(&if moves.is_empty() {
        w.nothing_moves.to_owned()
    } else {
        (w.moves)(&moves.join(s.list_comma))
    });
    Ok(())
}
