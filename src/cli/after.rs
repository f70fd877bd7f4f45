//! What comes after something was settled, as flags: shared by `log` and `followup done`.

use super::out::Out;
use super::stop::Result;
use super::when;
use crate::app::follow_up::After;

/// The next step, or why there is none.
#[derive(Debug, clap::Args)]
pub struct NextArgs {
    /// The day of the next follow-up
    #[arg(long, value_name = "DAY")]
    next: Option<String>,
    /// What is to be done then
    #[arg(long, value_name = "TEXT", requires = "next")]
    what: Option<String>,
    /// Why there is no next step
    #[arg(long, value_name = "TEXT", conflicts_with = "next")]
    reason: Option<String>,
}

impl NextArgs {
    /// What the flags say comes after.
    ///
    /// # Errors
    /// The day cannot be read.
    pub fn after(&self, out: &Out) -> Result<After> {
        Ok(match (&self.next, &self.reason) {
            (Some(day), _) => After::Next {
                due: when::day(day, out.now)?,
                note: self.what.clone().unwrap_or_default(),
            },
            (None, Some(reason)) => After::Nothing {
                reason: reason.clone(),
            },
            (None, None) => After::Unasked,
        })
    }
}
