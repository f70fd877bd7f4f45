//! What is done about the current customer, or about every marked one.

use super::desk::{ask, open};
use super::wish::grant;
use super::{Focus, State, copy, focus};
use crate::app::bulk::Plan;
use crate::app::customer;
use crate::app::op::Op;
use crate::domain::customer::Consent;
use crate::domain::id::CustomerId;
use crate::tui::dialog::picker::told::Rows;
use crate::tui::dialog::{Dialog, bulk, choice, form, picker, prompt, quick_tags, scripts, tags};
use crate::tui::keymap::Action;
use crate::tui::layer::Wish;
use crate::tui::msg::Effect;
use crate::tui::pane::profile;
use crate::tui::widget::toast::Level;

/// What needs a customer to be about.
pub(super) fn about_current(state: &mut State, action: Action) {
    if about_marked(state, action) {
        return;
    }
    let Some(customer) = state.current() else {
        let text = state.s.desk.no_customer;
        state.say(Level::Info, text);
        return;
    };
    match action {
        Action::Log => ask(state, prompt::Purpose::Log { customer }),
        Action::Buy => ask(state, prompt::Purpose::Buy { customer }),
        Action::Account => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::account(customer, state.s)))
        }),
        Action::Schedule => ask(
            state,
            prompt::Purpose::Schedule {
                customers: vec![customer],
            },
        ),
        Action::Fact => ask(state, prompt::Purpose::Fact { customer }),
        Action::Tag => pick_tags(state, vec![customer]),
        Action::QuickTags => quick_tags(state, vec![customer]),
        Action::Reveal => ask(state, prompt::Purpose::Reveal { customer }),
        Action::Relate => {
            let marks = state.customers.marks();
            state
                .dialogs
                .push(Dialog::Choice(choice::Choice::relate(customer, &marks)));
        }
        Action::Fields => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(
                Rows::Fields { customer },
                state.s,
            )))
        }),
        Action::Company => company(state, customer),
        Action::Open => focus(state, Focus::Profile),
        Action::Past => {
            focus(state, Focus::Profile);
            let text = state.s.merge.choose_field;
            state.say(Level::Info, text);
        }
        Action::BadNumber | Action::Promote | Action::RemoveFact => {
            focus(state, Focus::Profile);
            let text = state.s.desk.choose_contact;
            state.say(Level::Info, text);
        }
        Action::Scripts => open(state, |state| {
            Some(Dialog::Scripts(Box::new(scripts::Scripts::new(
                customer, state.s,
            ))))
        }),
        Action::Copy if !copy::is_on(state) => {}
        Action::Copy | Action::Pin | Action::Edit | Action::Delete | Action::Tier => {
            about_card(state, customer, action)
        }
        _ => {}
    }
}

/// Opens the page of the customer's company.
pub(super) fn company(state: &mut State, customer: CustomerId) {
    let card = profile::card(&state.feed, Some(customer));
    match card.map(|card| card.customer.about.company.clone()) {
        Some(name) if !name.is_empty() => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(
                Rows::Company { name },
                state.s,
            )))
        }),
        Some(_) => {
            let text = state.s.relation.no_company;
            state.say(Level::Info, text);
        }
        // The card is on its way.
        None => {}
    }
}

/// Notes that the customer is not to be contacted, or may be again.
pub(super) fn consent(state: &mut State) -> Vec<Effect> {
    let Some(card) = profile::card(&state.feed, state.current()) else {
        let text = state.s.desk.no_customer;
        state.say(Level::Info, text);
        return Vec::new();
    };
    let consent = match card.customer.consent {
        Consent::Open => Consent::Withdrawn,
        Consent::Withdrawn => Consent::Open,
    };
    let ids = vec![card.customer.id];
    let op = Op::Customer(customer::Op::SetConsent { ids, consent });
    grant(state, vec![Wish::Run(Box::new(op))])
}

/// Does it to the current customer at once; of several marked ones, tells first how many it would change.
pub(super) fn of_all(state: &mut State, plan: Plan) -> Vec<Effect> {
    let marked = state.customers.marks();
    if !marked.is_empty() {
        open(state, |_| Some(Dialog::Bulk(bulk::Bulk::new(plan, marked))));
        return Vec::new();
    }
    let op = plan.op(state.current().into_iter().collect());
    grant(state, vec![Wish::Run(Box::new(op))])
}

/// What is done to every marked customer, if any are marked and the action can be.
pub(super) fn about_marked(state: &mut State, action: Action) -> bool {
    let customers = state.customers.marks();
    if customers.is_empty() {
        return false;
    }
    match action {
        Action::Tag => pick_tags(state, customers),
        Action::QuickTags => quick_tags(state, customers),
        Action::Schedule => ask(state, prompt::Purpose::Schedule { customers }),
        Action::Tier => open(state, |_| {
            Some(Dialog::Choice(choice::Choice::tier(&customers)))
        }),
        Action::Edit => open(state, |_| {
            Some(Dialog::Choice(choice::Choice::bulk(customers)))
        }),
        Action::Delete => open(state, |_| {
            Some(Dialog::Bulk(bulk::Bulk::new(Plan::Bin, customers)))
        }),
        _ => return false,
    }
    true
}

pub(super) fn pick_tags(state: &mut State, customers: Vec<CustomerId>) {
    open(state, |state| {
        let task = tags::Task::Pick(customers);
        Some(Dialog::Tags(Box::new(tags::Tags::new(task, state.s))))
    });
}

pub(super) fn quick_tags(state: &mut State, customers: Vec<CustomerId>) {
    open(state, |_| {
        Some(Dialog::QuickTags(quick_tags::QuickTags::new(customers)))
    });
}

/// What needs to know more of the customer than who they are.
pub(super) fn about_card(state: &mut State, customer: CustomerId, action: Action) {
    open(state, |state| {
        let card = profile::card(&state.feed, Some(customer))?;
        Some(match action {
            Action::Pin => Dialog::Prompt(prompt::Prompt::with(
                prompt::Purpose::Pin { customer },
                &card.customer.pinned,
            )),
            Action::Edit => {
                let form = form::CustomerForm::edit(card, &state.lists(), state.s);
                Dialog::Form(Box::new(form))
            }
            Action::Tier => Dialog::Choice(choice::Choice::tier(&[customer])),
            Action::Copy => Dialog::Choice(choice::Choice::copy(card)),
            _ => Dialog::Choice(choice::Choice::bin(customer, &card.customer.about.name)),
        })
    });
}
