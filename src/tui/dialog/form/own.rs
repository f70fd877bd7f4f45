//! The shop's own part of the customer form: its fields.

use super::{CustomerForm, Slots, index};
use crate::app::field::Refusal;
use crate::domain::custom::{Custom, Filled, Held, Holding, Type};
use crate::i18n::Strings;
use crate::i18n::custom::{MASK, takes};
use crate::tui::widget::form::Field;

/// The fields of somebody of whom nothing is known.
pub(super) fn blank(fields: &[Custom]) -> Vec<Holding> {
    let nothing = |field: &Custom| Holding {
        field: field.clone(),
        held: Held::Nothing,
    };
    fields.iter().map(nothing).collect()
}

/// One of the shop's own fields.
pub(super) fn field(holding: &Holding, s: &Strings) -> Field {
    let shape = &holding.field.shape;
    let kept = match &holding.held {
        Held::Nothing => "",
        Held::Masked => MASK,
        Held::Value(kept) => kept,
    };
    match options(&shape.of, s) {
        Some((codes, words)) if holding.held != Held::Masked => {
            let chosen = codes.iter().position(|code| code == kept).unwrap_or(0);
            Field::choice(&shape.name, words, chosen)
        }
        _ => Field::line(&shape.name, kept).hint(&takes(s, &shape.of)),
    }
}

/// What a list or a yes-or-no is chosen from, as it is kept and in words; nothing stands first.
fn options(of: &Type, s: &Strings) -> Option<(Vec<String>, Vec<String>)> {
    let unset = || vec![String::new()];
    let (mut codes, mut words) = (unset(), vec![s.desk.form.unset.to_owned()]);
    match of {
        Type::List(choices) => {
            codes.extend(choices.iter().cloned());
            words.extend(choices.iter().cloned());
        }
        Type::Bool => {
            codes.extend(["yes", "no"].map(str::to_owned));
            words.extend([s.custom.yes, s.custom.no].map(str::to_owned));
        }
        _ => return None,
    }
    Some((codes, words))
}

impl CustomerForm {
    /// What was changed in the shop's own fields, or which field cannot hold what stands in it.
    pub(super) fn custom(&self) -> Result<Vec<Filled>, (usize, Refusal)> {
        let mut filled = Vec::new();
        let first = index(Slots::Note) + 1;
        for (n, holding) in self.own.iter().enumerate() {
            let Some(field) = self.form.fields.get(first + n) else {
                continue;
            };
            // What is masked and was left alone stays as it is.
            if !field.is_changed() {
                continue;
            }
            let text = match field.chosen() {
                Some(0) => String::new(),
                _ => field.value().trim().to_owned(),
            };
            if let Err(fault) = holding.field.shape.of.read(&text) {
                let field = Box::new(holding.field.clone());
                return Err((first + n, Refusal::Value { field, fault, text }));
            }
            filled.push(Filled {
                field: holding.field.id,
                text,
            });
        }
        Ok(filled)
    }
}
