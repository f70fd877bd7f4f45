//! Chinese: the screen.

use crate::i18n::desk::DeskWords;

pub(super) const DESK: DeskWords = DeskWords {};
