//! The questions around copying: which value of a customer, and whether to log what was sent.

use super::{Answer, Choice, Choosable};
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
    pub fn copy(card: &Card, s: &Strings) -> Self {
        let customer = card.customer.id;
        let option = |key, label: &str, detail: &str, what| Choosable {
            key,
            label: label.to_owned(),
            detail: detail.to_owned(),
            answer: Answer::run(Op::Contact(contact::Op::Copy { customer, what })),
        };
        let good = card
            .contacts
            .iter()
            .filter(|shown| shown.reach == Reach::Good);
        let (mut options, mut others, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for shown in good {
            let what = Copyable::Contact(shown.contact);
            let name = label::method(s, shown.method);
            if seen.contains(&shown.method) {
                others.push((name, shown.text.as_str(), what));
            } else {
                seen.push(shown.method);
                options.push(option(letter(shown.method), name, &shown.text, what));
            }
        }
        let about = &card.customer.about;
        if !about.address.is_empty() {
            options.push(option(
                "a",
                s.field.address,
                &about.address,
                Copyable::Address,
            ));
        }
        options.push(option("n", s.field.name, &about.name, Copyable::Name));
        let further = FURTHER.iter().zip(others);
        options.extend(further.map(|(key, (name, text, what))| option(key, name, text, what)));
        Self::of(s.desk.script.copy_what.to_owned(), options)
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
        let option = |key, label: &str, answer| Choosable {
            key,
            label: label.to_owned(),
            detail: String::new(),
            answer,
        };
        let typed = format!("{channel} {sent} ");
        let w = &s.desk.script;
        Self::of(
            w.log_it.to_owned(),
            vec![
                option(
                    "l",
                    w.log_yes,
                    Answer::Type(Purpose::Log { customer }, typed.trim_start().to_owned()),
                ),
                option("0", w.log_no, Answer::Nothing),
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
