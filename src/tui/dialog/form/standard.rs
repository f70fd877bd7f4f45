//! What the shop asks of the record in the form: texts that are chosen from a list, and what must be filled in.

use super::{CustomerForm, Slots, index};
use crate::app::answer::Lists;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::custom::{Held, Holding};
use crate::domain::customer::{About, Draft};
use crate::domain::filter::field::Facet;
use crate::domain::id::FieldId;
use crate::domain::standard::{Asked, Listed, Refusal, Standard, Whom};
use crate::i18n::{Strings, standard};
use crate::tui::widget::form::Field;

/// What the shop asks of the record in the form, and what its lists offer.
#[derive(Clone, Default)]
pub(super) struct Picks {
    pub standard: Standard,
    /// What the customer is, as far as anything is asked of it.
    pub whom: Vec<Whom>,
    /// The shop's list of sources, else the usual ones, and what stands there now.
    sources: Vec<String>,
    /// What else can only be chosen.
    closed: Vec<(Listed, Vec<String>)>,
}

impl Picks {
    pub(super) fn new(lists: &Lists, now: &About, whom: Vec<Whom>, s: &Strings) -> Self {
        let standard = lists.standard.clone();
        let with_now = |mut all: Vec<String>, now: &str| {
            if !now.is_empty() && !all.iter().any(|one| one == now) {
                all.push(now.to_owned());
            }
            all
        };
        let mut sources = standard.list(Listed::Source).values();
        if sources.is_empty() {
            sources.extend(s.custom.sources.iter().map(|one| (*one).to_owned()));
        }
        let closed = |of: Listed| {
            let list = standard.list(of);
            list.is_closed
                .then(|| (of, with_now(list.values(), of.of(now))))
        };
        Self {
            sources: with_now(sources, &now.source),
            closed: [Listed::City, Listed::Title]
                .into_iter()
                .filter_map(closed)
                .collect(),
            standard,
            whom,
        }
    }

    /// What a text can only be chosen from.
    fn options(&self, of: Listed) -> Option<&[String]> {
        match of {
            Listed::Source => Some(&self.sources),
            of => {
                let found = self.closed.iter().find(|(closed, _)| *closed == of);
                found.map(|(_, options)| options.as_slice())
            }
        }
    }
}

/// The field of a text that may have a list.
pub(super) fn listed(picks: &Picks, of: Listed, now: &str, s: &Strings) -> Field {
    let label = standard::listed(s, of);
    match picks.options(of) {
        Some(options) => {
            let chosen = options.iter().position(|one| one == now);
            let options =
                std::iter::once(s.desk.form.unset.to_owned()).chain(options.iter().cloned());
            Field::choice(label, options.collect(), chosen.map_or(0, |n| n + 1))
        }
        None => {
            let usual = picks.standard.list(of).values().join(s.list_comma);
            Field::line(label, now).hint(&usual)
        }
    }
}

/// The fields that must be filled in, marked.
pub(super) fn marked(mut fields: Vec<Field>, picks: &Picks, own: &[Holding]) -> Vec<Field> {
    for one in &picks.standard.required {
        let is_asked = picks.whom.contains(&one.whom);
        if let Some(field) = place(&one.asked, own)
            .filter(|_| is_asked)
            .and_then(|n| fields.get_mut(n))
        {
            *field = field.clone().required();
        }
    }
    formed(fields, picks, own)
}

/// What texts must be like, said beside them.
fn formed(mut fields: Vec<Field>, picks: &Picks, own: &[Holding]) -> Vec<Field> {
    for one in &picks.standard.patterns {
        if let Some(field) = place(&one.of, own).and_then(|n| fields.get_mut(n))
            && field.chosen().is_none()
        {
            *field = field.clone().hint(&one.wants());
        }
    }
    fields
}

/// Where what is asked for stands in the form.
fn place(asked: &Asked, own: &[Holding]) -> Option<usize> {
    let slot = match asked {
        Asked::Own(field) => {
            let at = own.iter().position(|holding| holding.field.id == field.id);
            return at.map(|at| index(Slots::Note) + 1 + at);
        }
        Asked::Part(Facet::Phone) => Slots::Phones,
        Asked::Part(Facet::WeChat) => Slots::WeChat,
        Asked::Part(Facet::Email) => Slots::Emails,
        Asked::Part(Facet::Gender) => Slots::Gender,
        Asked::Part(Facet::Birthday) => Slots::Birthday,
        Asked::Part(Facet::Source) => Slots::Source,
        Asked::Part(Facet::Company) => Slots::Company,
        Asked::Part(Facet::City) => Slots::City,
        Asked::Part(Facet::Address) => Slots::Address,
        Asked::Part(Facet::Owner) => Slots::Owner,
        Asked::Part(Facet::Tag) => Slots::Tags,
        Asked::Part(_) => Slots::Note,
    };
    Some(index(slot))
}

impl CustomerForm {
    /// A text that may have a list.
    pub(super) fn listed(&self, of: Listed) -> String {
        let slot = match of {
            Listed::Source => Slots::Source,
            Listed::City => Slots::City,
            Listed::Title => Slots::Title,
        };
        match self.form.fields.get(index(slot)).and_then(Field::chosen) {
            Some(0) => String::new(),
            _ => self.value(slot).to_owned(),
        }
    }

    /// Where the shop would not take the record, and why not.
    pub(super) fn refused(&self, draft: &Draft) -> Option<(usize, Refusal)> {
        let standard = &self.picks.standard;
        let filled = self
            .own
            .iter()
            .filter(|holding| holding.held != Held::Nothing);
        let held: Vec<FieldId> = filled.map(|holding| holding.field.id).collect();
        let before = self.of.map(|_| &self.kept);
        let is = |whom| self.picks.whom.contains(&whom);
        let refusal = standard
            .check_lists(&draft.about, before)
            .and_then(|()| standard.check_typed(&self.said_anew(draft), before))
            .and_then(|()| standard.check_required(draft, &held, is))
            .err()?;
        let place = match &refusal {
            Refusal::Lacking(one) => place(&one.asked, &self.own),
            Refusal::Unlike { of, .. } => place(of, &self.own),
            Refusal::OffList { of, .. } => Some(index(match of {
                Listed::Source => Slots::Source,
                Listed::City => Slots::City,
                Listed::Title => Slots::Title,
            })),
            Refusal::LackingAmong { .. }
            | Refusal::Unshapable(_)
            | Refusal::Unread { .. }
            | Refusal::NoPattern(_)
            | Refusal::Unknown(_)
            | Refusal::EmptyList(_) => None,
        };
        Some((place.unwrap_or_default(), refusal))
    }

    /// The draft without the contacts that stood there already.
    fn said_anew(&self, draft: &Draft) -> Draft {
        let stood = |one: &&ContactDraft| {
            let slot = match one.method {
                Method::Phone => Slots::Phones,
                Method::WeChat => Slots::WeChat,
                Method::Email => Slots::Emails,
            };
            let field = self.form.fields.get(index(slot));
            field.is_some_and(|field| field.original().contains(&one.value))
        };
        let new = draft.contacts.iter().filter(|one| !stood(one));
        Draft {
            contacts: new.cloned().collect(),
            ..draft.clone()
        }
    }
}
