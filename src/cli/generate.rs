//! `shuke generate`: a made-up shop of any size in a new file, the same for the same seed and day.

use std::path::PathBuf;
use std::sync::Arc;

use super::import::with_progress;
use super::out::Out;
use super::stop::Result;
use crate::app::clock::Clock;
use crate::app::pace::Pace;
use crate::app::{Access, App};
use crate::domain::history::Source;

/// Write a made-up shop of any size into a new file: for trying out and for measuring
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many customers
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    customers: usize,
    /// The same seed makes the same shop on the same day
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The file to make; one that is there is never touched
    file: PathBuf,
}

/// Makes the shop.
///
/// # Errors
/// The file is there already, or cannot be written.
pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    App::create(&args.file, &Clock::System)?;
    let mut app = App::open(&args.file, Access::Write, Clock::System, Source::Cli)?;
    let pace = Arc::new(Pace::default());
    let filled = with_progress(&Arc::clone(&pace), out, || {
        app.make_up(args.customers, args.seed, &pace)
    });
    if filled.is_err() {
        drop(app);
        // A half-made shop helps nobody, and its name would be taken at the next try.
        std::fs::remove_file(&args.file)
            .map_err(|error| super::stop::Stop::Unwritten(args.file.clone(), error))?;
    }
    filled?;
    out.talk(&(out.s.cli.generated)(
        args.customers,
        &args.file.display().to_string(),
    ));
    Ok(())
}
