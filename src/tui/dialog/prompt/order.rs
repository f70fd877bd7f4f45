//! Lines typed for the order of the book: names of tags and groups.

use crate::app::op::Op;
use crate::app::tag;
use crate::i18n::Strings;

/// What such a line is about.
#[derive(Debug, Clone)]
pub enum Asked {
    RenameTag(String),
    /// The group a tag is put into.
    GroupTag(String),
    RenameGroup(String),
}

impl Asked {
    /// What the line does, or what is wrong with it.
    pub(super) fn op(&self, text: &str, s: &Strings) -> Result<Op, String> {
        let (text, nothing) = (text.to_owned(), s.desk.prompt.nothing);
        Ok(match self {
            Self::RenameTag(_) | Self::RenameGroup(_) if text.is_empty() => {
                return Err(nothing.to_owned());
            }
            Self::RenameTag(from) => Op::Tag(tag::Op::Rename {
                from: from.clone(),
                to: text,
            }),
            Self::GroupTag(name) => Op::Tag(tag::Op::Group {
                tags: vec![name.clone()],
                group: text,
            }),
            Self::RenameGroup(from) => Op::Tag(tag::Op::RenameGroup {
                from: from.clone(),
                to: text,
            }),
        })
    }

    pub(super) fn title_and_hint(&self, s: &'static Strings) -> (&'static str, &'static str) {
        let w = &s.order.tag;
        match self {
            Self::RenameTag(_) => (w.rename, w.name_hint),
            Self::GroupTag(_) => (w.group, w.group_hint),
            Self::RenameGroup(_) => (s.order.field.group, w.name_hint),
        }
    }
}
