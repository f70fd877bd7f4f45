//! `shuke pool`: customers that nobody looks after.

use super::out::Out;
use super::stop::Result;
use super::{list, told, who};
use crate::app::{App, op::Op, pool, rule};
use crate::domain::filter::field::TextField;
use crate::domain::filter::{Expr, Filter, How, Test};
use crate::domain::view::View;

/// Claim customers that nobody looks after, and give them back; off until `shuke set pool on`
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the customers that nobody looks after
    List,
    /// Look after customers from now on
    Claim(Whom),
    /// Give customers back
    Return(Whom),
    /// Let those fall in whom nobody has touched for 30 days; VIPs never do
    Sweep,
}

/// Customers.
#[derive(Debug, clap::Args)]
pub struct Whom {
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, the pool is not in use, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return nobodys(app, out),
        Command::Claim(whom) => pool::Op::Claim(who::each(app, &whom.who)?),
        Command::Return(whom) => pool::Op::Return(who::each(app, &whom.who)?),
        Command::Sweep => pool::Op::Sweep {
            asked: rule::Asked::ByPerson,
        },
    };
    let changed = app.run(&Op::Pool(op))?;
    told::done(out, &changed)
}

/// Whom nobody looks after, whoever was longest out of touch last.
fn nobodys(app: &mut App, out: &mut Out) -> Result<()> {
    let filter = Filter(Some(Expr::Is(Test::Text {
        field: TextField::Owner,
        how: How::Is,
        value: String::new(),
    })));
    list::viewed(app, &View::of(filter), usize::MAX, out)
}
