//! `shuke verify` and `shuke owner`: a record is right, and whose customer it is.

use super::out::Out;
use super::stop::Result;
use super::{told, who};
use crate::app::{App, customer, op::Op};

/// Mark customers as verified today; stale ones: `shuke list --view 'verified>180d'`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Marks them.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let ids = who::each(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::Verify(ids)))?;
    told::done(out, &changed)
}

/// Say who looks after customers; '' is nobody
#[derive(Debug, clap::Args)]
pub struct OwnerArgs {
    /// The name
    owner: String,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Says who looks after them.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn owner(app: &mut App, args: &OwnerArgs, out: &mut Out) -> Result<()> {
    let ids = who::each(app, &args.who)?;
    let owner = args.owner.clone();
    let changed = app.run(&Op::Customer(customer::Op::SetOwner { ids, owner }))?;
    told::done(out, &changed)
}
