//! `shuke fact`: likes, taboos and needs.

use super::out::Out;
use super::stop::{Result, Stop};
use super::{told, who};
use crate::app::{App, Error, fact, op::Op};
use crate::domain::fact::{Leaning, parse};
use crate::domain::id::FactId;

/// Note likes, taboos and special needs
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add one: `shuke fact add 王芳 - 面霜过敏`; + likes, - avoids, ! needs
    Add {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The fact, after its sign
        #[arg(required = true, allow_hyphen_values = true)]
        text: Vec<String>,
        /// The kind, instead of a sign
        #[arg(long, value_enum)]
        kind: Option<LeaningArg>,
    },
    /// Remove one
    Remove {
        /// The fact's id, as `show` prints it
        id: FactId,
    },
}

/// What a fact says, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum LeaningArg {
    Like,
    Avoid,
    Need,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, nothing is said, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::Add { who, text, kind } => {
            let (signed, text) = parse(&text.join(" ")).ok_or(Stop::App(Error::NothingSaid))?;
            fact::Op::Add {
                customer: who::one(app, who)?,
                leaning: kind.map_or(signed, |kind| match kind {
                    LeaningArg::Like => Leaning::Likes,
                    LeaningArg::Avoid => Leaning::Avoids,
                    LeaningArg::Need => Leaning::Needs,
                }),
                text,
            }
        }
        Command::Remove { id } => fact::Op::Remove(*id),
    };
    let changed = app.run(&Op::Fact(op))?;
    told::done(out, &changed)
}
