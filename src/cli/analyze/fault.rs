//! Why a model could not be run, as a sentence.

use crate::i18n::Strings;

/// Why a model could not be run.
#[derive(Debug)]
pub enum Fault {
    /// The file lacks these columns.
    Columns(String, Vec<&'static str>),
    /// A cell is not what its column holds.
    Cell {
        file: String,
        line: u64,
        column: &'static str,
        text: String,
    },
    /// Nobody has bought by the day.
    NoCustomers,
    /// There is no prior for Pareto/NBD.
    NoPrior,
    /// A support so low that there are too many item sets.
    TooManySets,
    /// A threshold that is no share.
    Share(String),
    /// A level of confidence that is none.
    Level(String),
    /// Cuts that are neither the mean nor three numbers.
    Cuts(String),
    /// Counts that do not fit each other.
    Counts,
    /// A calendar is named as FILE#NAME.
    CalendarName(String),
    CalendarShape(String),
    /// The file, the name, and the names there are.
    NoCalendar(String, String, Vec<String>),
}

impl Fault {
    /// What happened, and what to do.
    #[must_use]
    pub fn message(&self, s: &Strings) -> String {
        let c = &s.cli.analyze;
        let at = s.cli.stop.file;
        match self {
            Self::Columns(file, names) => at(file, None, &(c.columns)(&names.join(s.list_comma))),
            Self::Cell {
                file,
                line,
                column,
                text,
            } => at(file, Some(*line), &(c.cell)(column, text)),
            Self::NoCustomers => c.no_customers.to_owned(),
            Self::NoPrior => c.no_prior.to_owned(),
            Self::TooManySets => c.too_many_sets.to_owned(),
            Self::Share(text) => (s.cli.stop.bad)(c.share, text),
            Self::Level(text) => (s.cli.stop.bad)(c.level, text),
            Self::Cuts(text) => (s.cli.stop.bad)(c.cuts, text),
            Self::Counts => c.counts.to_owned(),
            Self::CalendarName(text) => (s.cli.stop.bad)(c.calendar_name, text),
            Self::CalendarShape(file) => at(file, None, c.calendar_shape),
            Self::NoCalendar(file, name, known) => at(
                file,
                None,
                &(c.no_calendar)(name, &known.join(s.list_comma)),
            ),
        }
    }
}
