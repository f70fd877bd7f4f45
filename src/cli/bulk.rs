//! `shuke bulk`: one thing done to everyone a view means, told before it is done, and taken back by one undo.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Result, Stop};
use super::tier::TierArg;
use super::{told, view, when};
use crate::app::answer::Answer;
use crate::app::bulk::{Foreseen, Plan};
use crate::app::query::Query;
use crate::app::{App, Error};
use crate::domain::id::CustomerId;

/// From more customers than this on, whoever asks must say how many.
const ASK_FROM: usize = 100;

/// Change everyone a view means, in one undoable step: `shuke bulk '#VIP last>30d' --dry-run tag win-back`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whom: a filter, or a saved view's name
    #[arg(allow_hyphen_values = true)]
    view: String,
    /// Only say how many would change
    #[arg(long)]
    dry_run: bool,
    /// How many are to change; needed from 101 on, and nothing is done when it is another number
    #[arg(long, value_name = "N")]
    count: Option<usize>,
    #[command(subcommand)]
    what: What,
}

/// What is done to each of them
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// Put a tag on them
    Tag {
        /// The tag
        tag: String,
    },
    /// Take a tag off them
    Untag {
        /// The tag
        tag: String,
    },
    /// Set their tier by hand, or let the rule decide again
    Tier {
        /// The tier; auto lets the rule decide
        #[arg(value_enum)]
        tier: TierArg,
    },
    /// Say who looks after them; '' is nobody
    Owner {
        /// The name
        owner: String,
    },
    /// Schedule a follow-up with each of them
    Followup {
        /// 2026-03-09, 下周一, 3天后, next monday, +2w
        day: String,
        /// What is to be done
        note: Vec<String>,
    },
    /// Mark them as verified today
    Verify,
    /// Look after those whom nobody looks after
    Claim,
    /// Give them back to the pool
    Return,
    /// Move them to the recycle bin
    Bin,
}

impl What {
    fn plan(&self, out: &Out) -> Result<Plan> {
        Ok(match self {
            Self::Tag { tag } => Plan::Tag { name: tag.clone() },
            Self::Untag { tag } => Plan::Untag { name: tag.clone() },
            Self::Tier { tier } => Plan::Tier((*tier).into()),
            Self::Owner { owner } => Plan::Owner(owner.clone()),
            Self::Followup { day, note } => Plan::Schedule {
                due: when::day(day, out.now)?,
                note: note.join(" "),
            },
            Self::Verify => Plan::Verify,
            Self::Claim => Plan::Claim,
            Self::Return => Plan::Return,
            Self::Bin => Plan::Bin,
        })
    }
}

/// Does it, or says whom it would change.
///
/// # Errors
/// The view cannot be read, the number is another, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let view = view::meant(app, &args.view, out.s.lang)?;
    let filter = Box::new(view.filter);
    let customers = match app.ask(&Query::Everyone { filter })? {
        Answer::Between(ids) => ids,
        _ => Vec::new(),
    };
    let of = customers.len();
    let plan = args.what.plan(out)?;
    let foreseen = foreseen(app, &plan, customers)?;
    let changing = foreseen.changing.len();
    if args.dry_run {
        return tell(&foreseen, of, out);
    }
    let is_said = match args.count {
        Some(count) => count == changing,
        None => changing <= ASK_FROM,
    };
    if !is_said {
        return Err(Stop::Count(changing));
    }
    if changing == 0
        && let Some(told) = foreseen.lacking.told(out.s)
    {
        return Err(Stop::Lacking(told));
    }
    let changed = app.run(&plan.op(foreseen.changing))?;
    if let Some(told) = foreseen.lacking.told(out.s) {
        out.talk(&told);
    }
    told::done(out, &changed)
}

fn foreseen(app: &mut App, plan: &Plan, customers: Vec<CustomerId>) -> Result<Foreseen> {
    let plan = plan.clone();
    match app.ask(&Query::WouldChange { plan, customers })? {
        Answer::WouldChange(foreseen) => Ok(foreseen),
        _ => Err(Error::NothingSaid.into()),
    }
}

fn tell(foreseen: &Foreseen, of: usize, out: &mut Out) -> Result<()> {
    let (changing, lacking) = (foreseen.changing.len(), foreseen.lacking.count);
    let told = (out.s.desk.bulk.would_change)(changing, of);
    let why = foreseen.lacking.told(out.s);
    let row = Row {
        json: json!({ "of": of, "changing": changing, "lacking": lacking, "why": why }),
        cells: vec![of.to_string(), changing.to_string(), lacking.to_string()],
    };
    out.talk(&told);
    if let Some(why) = &why {
        out.talk(why);
    }
    let c = &out.s.cli;
    out.table(
        "would_change",
        &[c.customers, c.changing, c.left_out],
        vec![row],
    )
}
