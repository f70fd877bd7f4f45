//! Files of more customers than are held at once: read once to see that all of it can be read, and again while it is written, row by row.
//! Only lists of customers come so large; orders and messages belong to customers of the same file, which must be known first.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::files;
use super::incoming::{Refused, readable};
use super::record;
use crate::app::answer::Lists;
use crate::app::{Error, Result};
use crate::codec::preset::Presets;
use crate::codec::report::{ErrorCode, Found, Report};
use crate::codec::{self, MOST_COLLECTED, Options, Stop};
use crate::domain::record::Record;
use crate::domain::time::Now;
use crate::store;

/// Files to be read as they are written.
#[derive(Debug, Clone)]
pub struct Large {
    paths: Vec<PathBuf>,
    options: Options,
    presets: Presets,
    lists: Lists,
    now: Now,
    /// Customers in them.
    pub customers: usize,
}

impl Large {
    /// Reads everything once and keeps what is wrong with it.
    ///
    /// # Errors
    /// A file cannot be read, holds more than customers, or has more rows at fault than are listed.
    pub fn scan(
        paths: &[PathBuf],
        options: &Options,
        presets: &Presets,
        (lists, now): (&Lists, Now),
    ) -> std::result::Result<(Report, Self), Refused> {
        let too_large = |name: &str| Refused::File {
            code: ErrorCode::TooLarge,
            name: name.to_owned(),
            line: None,
        };
        let picked = files::gather(paths).map_err(Refused::Unread)?;
        let (sources, _) = readable(picked, options, presets);
        let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
        let name = |file: usize| names.get(file).map_or("", String::as_str);
        let (mut report, mut customers, mut is_other) = (Report::default(), 0_usize, false);
        let outcome = codec::read(sources, options, presets, &mut |found| {
            match found {
                Found::Customer(_) => customers += 1,
                Found::Reject(one) => report.rejects.push(one),
                Found::Skip(one) => report.skips.push(one),
                Found::Warning(one) => report.warnings.push(one),
                Found::Progress(_) => {}
                Found::Order(_)
                | Found::Interaction(_)
                | Found::Task(_)
                | Found::Detail(_)
                | Found::Ware(_) => {
                    is_other = true;
                }
            }
            let listed = report.rejects.len() + report.skips.len() + report.warnings.len();
            match is_other || listed > MOST_COLLECTED {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        match outcome {
            Ok(summaries) => {
                report.format = summaries.first().map(|file| file.format.clone());
                report.files = summaries;
            }
            Err(Stop::Cancelled) => return Err(too_large(name(0))),
            Err(Stop::File(error)) => {
                return Err(Refused::File {
                    code: error.code,
                    name: name(error.file).to_owned(),
                    line: error.line,
                });
            }
        }
        let large = Self {
            paths: paths.to_vec(),
            options: options.clone(),
            presets: presets.clone(),
            lists: lists.clone(),
            now,
            customers,
        };
        Ok((report, large))
    }

    /// Hands over every customer as the desk keeps one.
    ///
    /// # Errors
    /// What the taker says, or the files are not any more what they were.
    pub fn each(&self, take: &mut dyn FnMut(&Record) -> Result<()>) -> Result<()> {
        let changed = || {
            Error::Store(store::Error::Io {
                path: self.paths.first().cloned().unwrap_or_default(),
                source: std::io::Error::from(std::io::ErrorKind::InvalidData),
            })
        };
        let picked = files::gather(&self.paths).map_err(|_| changed())?;
        let (sources, _) = readable(picked, &self.options, &self.presets);
        let mut reader = record::OneByOne::new(self.now, &self.lists);
        let (mut taken, mut refused) = (0, None);
        let outcome = codec::read(sources, &self.options, &self.presets, &mut |found| {
            let done = match found {
                Found::Warning(warning) => {
                    reader.warned(&warning);
                    Ok(())
                }
                Found::Customer(customer) => {
                    taken += 1;
                    take(&reader.record(&customer))
                }
                _ => Ok(()),
            };
            match done {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    refused = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match (refused, outcome) {
            (Some(error), _) => Err(error),
            (None, Ok(_)) if taken == self.customers => Ok(()),
            (None, _) => Err(changed()),
        }
    }
}
