//! `shuke add`: a customer from one typed line, from flags, or from both.

use std::io::Read;

use super::fields::Fields;
use super::out::{Form, Out};
use super::stop::{Result, Stop};
use super::told;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, customer, op::Op};
use crate::domain::customer::Draft;
use crate::domain::pasted::{self, PASTED_CHARS};
use crate::domain::quick_add::QuickAdd;

/// No more is read of what is pasted.
const MOST_BYTES: u64 = 4 * PASTED_CHARS as u64 + 4;

/// Add a customer: `shuke add 王芳 13800138000 #VIP 来源=小红书`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, phone, #tag and key=value in any order
    line: Vec<String>,
    /// Read a pasted address or slip instead, from the line or from standard input: name, phone, place
    #[arg(long)]
    paste: bool,
    #[command(flatten)]
    fields: Fields,
}

/// Adds the customer and prints the new id.
///
/// # Errors
/// The line or a flag cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let mut draft = match args.line.join(" ") {
        line if args.paste => pasted(&line)?,
        line if line.trim().is_empty() => Draft::default(),
        line => QuickAdd::parse(&line)
            .map(Draft::from)
            .map_err(Stop::QuickAdd)?,
    };
    args.fields.write(&mut draft.about)?;
    draft.contacts.extend(args.fields.contacts());
    draft.tags.extend(args.fields.tag.iter().cloned());
    draft.custom = args.fields.custom(app)?;
    let op = with_warning(app, draft, out)?;
    let changed = app.run(&op)?;
    if out.form == Form::Json {
        return told::done(out, &changed);
    }
    if let Some(id) = changed.show {
        out.line(&id.to_string())?;
    }
    told::talk(out, &changed);
    Ok(())
}

/// The customer that a pasted text tells of. Only an address without a name is no customer yet: the app says so.
fn pasted(line: &str) -> Result<Draft> {
    let text = if line.trim().is_empty() {
        let mut text = String::new();
        std::io::stdin()
            .take(MOST_BYTES)
            .read_to_string(&mut text)
            .map_err(Stop::Input)?;
        text
    } else {
        line.to_owned()
    };
    pasted::read(&text).map(Draft::from).ok_or(Stop::NotPasted)
}

/// The op, which records who may be there already; says so too.
fn with_warning(app: &mut App, draft: Draft, out: &mut Out) -> Result<Op> {
    let typed = Box::new(draft.clone());
    let twins = match app.ask(&Query::Twins { typed, own: None })? {
        Answer::Twins(twins) => twins,
        _ => Vec::new(),
    };
    for twin in &twins {
        out.talk(&told::twin(out.s, twin));
    }
    let op = Op::Customer(customer::Op::Add(draft));
    Ok(match twins.first() {
        Some(twin) => op.despite(twin),
        None => op,
    })
}
