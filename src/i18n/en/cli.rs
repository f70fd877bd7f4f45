//! English: the command line.

use crate::i18n::cli::CliWords;

pub(super) const CLI: CliWords = CliWords {};
