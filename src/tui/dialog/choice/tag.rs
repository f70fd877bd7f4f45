//! What can be done with one tag and its group, as a question.

use super::{Answer, Choice, Choosable, word};
use crate::app::op::Op;
use crate::app::tag;
use crate::domain::tag::{self as tags, Colour, Told};
use crate::tui::dialog::prompt::Purpose;
use crate::tui::dialog::prompt::order::Asked;

/// A digit a colour.
const DIGITS: [&str; Colour::ALL.len()] = ["1", "2", "3", "4", "5", "6"];

impl Choice {
    /// "What to do with this tag?"
    #[must_use]
    pub fn tag(told: &Told) -> Self {
        let (name, customers) = (told.name.clone(), told.customers);
        let ask = |asked| Purpose::Order(asked);
        let mut options = vec![
            Choosable::new(
                "r",
                word(|s| s.order.tag.rename),
                Answer::Type(ask(Asked::RenameTag(name.clone())), name.clone()),
            ),
            Choosable::new(
                "m",
                word(|s| s.order.tag.merge),
                Answer::MergeTag(name.clone()),
            ),
            Choosable::new(
                "g",
                word(|s| s.order.tag.group),
                Answer::Type(
                    ask(Asked::GroupTag(name.clone())),
                    told.group
                        .as_ref()
                        .map_or(String::new(), |g| g.name.clone()),
                ),
            ),
        ];
        if let Some(group) = &told.group {
            options.extend(of_group(group));
        }
        for (colour, key) in Colour::ALL.into_iter().zip(DIGITS) {
            let op = tag::Op::Colour {
                name: name.clone(),
                colour,
            };
            options.push(Choosable::new(
                key,
                Box::new(move |s| (s.order.tag.set_colour)(colour)),
                Answer::run(Op::Tag(op)),
            ));
        }
        options.push(Choosable::new(
            "d",
            Box::new(move |s| (s.order.tag.delete)(customers)),
            Answer::run(Op::Tag(tag::Op::Delete { name: name.clone() })),
        ));
        Self::of(Box::new(move |_| format!("#{name}")), options)
    }
}

fn of_group(group: &tags::Group) -> [Choosable; 2] {
    let choice = match group.choice {
        tags::Choice::Many => tags::Choice::One,
        tags::Choice::One => tags::Choice::Many,
    };
    let (shown, renamed) = (group.name.clone(), group.name.clone());
    let op = tag::Op::SetChoice {
        group: group.name.clone(),
        choice,
    };
    [
        Choosable::new(
            "x",
            Box::new(move |s| (s.order.tag.set_choice)(&shown, choice)),
            Answer::run(Op::Tag(op)),
        ),
        Choosable::new(
            "R",
            Box::new(move |s| (s.order.tag.rename_group)(&renamed)),
            Answer::Type(
                Purpose::Order(Asked::RenameGroup(group.name.clone())),
                group.name.clone(),
            ),
        ),
    ]
}
