//! The questions around copying: which value of a customer, and whether to log what was sent.

use super::{Answer, Choice, Choosable, Say, word};
use crate::app::answer::Card;
use crate::app::contact;
use crate::app::op::Op;
use crate::domain::contact::{Copyable, Method, Reach};
use crate::domain::id::CustomerId;
use crate::domain::log_line::Channel;
use crate::i18n::{Strings, label};
use crate::tui::dialog::prompt::Purpose;

/// Keys of further contacts of a method that has several.
const FURTHER: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

impl Choice {
    /// "Copy what?": the first good contact of each method by its letter, the others by a digit; dead ones are skipped.
    #[must_use]
    pub fn copy(card: &Card) -> Self {
        let customer = card.customer.id;
        let option = |key, label: Say, detail: &str, what| {
            let detail = detail.to_owned();
            Choosable {
                key,
                label,
                detail: Some(Box::new(move |_| detail.clone())),
                answer: Answer::run(Op::Contact(contact::Op::Copy { customer, what })),
            }
        };
        let good = card
            .contacts
            .iter()
            .filter(|shown| shown.reach == Reach::Good);
        let (mut options, mut others, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for shown in good {
            let (what, method) = (Copyable::Contact(shown.contact), shown.method);
            let name: Say = Box::new(move |s| label::method(s, method).to_owned());
            if seen.contains(&method) {
                others.push((name, shown.text.as_str(), what));
            } else {
                seen.push(method);
                options.push(option(letter(method), name, &shown.text, what));
            }
        }
        let about = &card.customer.about;
        if !about.address.is_empty() {
            let name = word(|s| s.field.address);
            options.push(option("a", name, &about.address, Copyable::Address));
        }
        let name = word(|s| s.field.name);
        options.push(option("n", name, &about.name, Copyable::Name));
        let further = FURTHER.iter().zip(others);
        options.extend(further.map(|(key, (name, text, what))| option(key, name, text, what)));
        Self::of(word(|s| s.desk.script.copy_what), options)
    }

    /// "Log it?", with the channel and what was sent already typed.
    #[must_use]
    pub fn log_sent(
        customer: CustomerId,
        channel: Option<Channel>,
        sent: &str,
        s: &Strings,
    ) -> Self {
        let channel = channel.map_or("", |channel| label::channel(s, channel));
        let typed = format!("{channel} {sent} ").trim_start().to_owned();
        Self::of(
            word(|s| s.desk.script.log_it),
            vec![
                Choosable::new(
                    "l",
                    word(|s| s.desk.script.log_yes),
                    Answer::Type(Purpose::Log { customer }, typed),
                ),
                Choosable::new("0", word(|s| s.desk.script.log_no), Answer::Nothing),
            ],
        )
    }
}

fn letter(method: Method) -> &'static str {
    match method {
        Method::Phone => "p",
        Method::Email => "e",
        Method::WeChat => "w",
    }
}
