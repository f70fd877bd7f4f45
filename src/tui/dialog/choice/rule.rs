//! What can be done with one rule, as a question.

use super::{Answer, Choice, Choosable, word};
use crate::app::op::Op;
use crate::app::rule;
use crate::domain::rule::{Rule, State};
use crate::tui::dialog::prompt::Purpose;
use crate::tui::dialog::prompt::order::Asked;

impl Choice {
    /// "What to do with this rule?"
    #[must_use]
    pub fn rule(rule: &Rule) -> Self {
        let name = rule.name.clone();
        let preview = Answer::PreviewRule(name.clone(), rule.text.clone());
        let toggle = match rule.state {
            // Nothing is switched on unseen.
            State::Off => Choosable::new("e", word(|s| s.order.rule.enable), preview.clone()),
            State::On => Choosable::new(
                "x",
                word(|s| s.order.rule.disable),
                Answer::run(Op::Rule(rule::Op::Disable(name.clone()))),
            ),
        };
        let ask = |asked, text: &str| Answer::Type(Purpose::Order(asked), text.to_owned());
        let options = vec![
            Choosable::new("p", word(|s| s.order.rule.preview), preview),
            toggle,
            Choosable::new(
                "c",
                word(|s| s.order.rule.edit),
                ask(Asked::EditRule(name.clone()), &rule.text),
            ),
            Choosable::new(
                "r",
                word(|s| s.order.rule.rename),
                ask(Asked::RenameRule(name.clone()), &name),
            ),
            Choosable::new(
                "d",
                word(|s| s.order.rule.remove),
                Answer::run(Op::Rule(rule::Op::Remove(name.clone()))),
            ),
        ];
        Self::of(Box::new(move |_| name.clone()), options)
    }
}
