//! `shuke analyze`: the models on plain files. Opens no desk and imports nothing; input and output are CSV, or JSON where it is asked for.

mod basket;
mod btyd;
mod cohort;
mod fault;
mod rfm;
mod satisfaction;
mod sequence;
mod sheet;
mod table;
mod tickets;

pub use fault::Fault;

use super::out::Out;
use super::stop::Result;

/// Run the models on plain CSV files; nothing is imported
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Btyd(btyd::Args),
    Rfm(rfm::Args),
    Cohort(cohort::Args),
    Basket(basket::Args),
    Sequence(sequence::Args),
    Service(tickets::Args),
    Satisfaction(satisfaction::Args),
}

/// Runs one model.
///
/// # Errors
/// A file cannot be read, or is not what the model needs.
pub fn run(command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::Btyd(args) => btyd::run(args, out),
        Command::Rfm(args) => rfm::run(args, out),
        Command::Cohort(args) => cohort::run(args, out),
        Command::Basket(args) => basket::run(args, out),
        Command::Sequence(args) => sequence::run(args, out),
        Command::Service(args) => tickets::run(args, out),
        Command::Satisfaction(args) => satisfaction::run(args, out),
    }
}
