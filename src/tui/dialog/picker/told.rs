//! Lists of the file's own: a company and who belongs to it, sources, referrals, a customer's own fields, whom a tie could be to. Each
//! line says what choosing it does.

use chrono::{Datelike, Months, NaiveDate};

use crate::app::answer::{Advocate, Answer, Company, Drift, Hits, SourceLine};
use crate::app::cut::{Cut, CutSet};
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::setting::Key;
use crate::app::{event, field, relation};
use crate::domain::custom::{Custom, Held, Holding, Type};
use crate::domain::event::Visitor;
use crate::domain::id::{CustomerId, EventId};
use crate::domain::level::Level;
use crate::domain::relation::Role;
use crate::domain::rule::{Alert, AlertState};
use crate::domain::time::Now;
use crate::i18n::{Strings, custom, label};
use crate::tui::dialog::prompt::own::Own;
use crate::tui::widget::menu::Item;

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Who could be this to the customer.
    Others {
        customer: CustomerId,
        role: Role,
    },
    Company {
        name: String,
    },
    Sources,
    /// Visitors nobody knows.
    Visitors,
    /// Who a visitor could be.
    Whose {
        event: EventId,
        who: String,
    },
    Advocates,
    /// What changed about customers in the month that begins on that day.
    Drift {
        month: NaiveDate,
    },
    /// Warnings of rules.
    Alerts,
    /// Where customers are cut apart.
    Cuts,
    Fields {
        customer: CustomerId,
    },
    /// What a customer can hold in a field.
    Values {
        customer: CustomerId,
        field: Box<Custom>,
    },
}

/// What choosing a line does.
#[derive(Debug, Clone)]
pub enum Target {
    Show(CustomerId),
    Run(Box<Op>),
    Ask(Own, String),
    Cut(Cut, String),
    List(Rows),
    Nothing,
}

type Line = (Item, Target);

fn line(label: String, hint: String, target: Target) -> Line {
    let item = Item {
        label,
        hint,
        disabled: None,
    };
    (item, target)
}

/// The parts that say something, a blank between them.
fn joined<const N: usize>(parts: [&str; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

impl Rows {
    /// What changed about customers this month.
    #[must_use]
    pub fn drift(today: NaiveDate) -> Self {
        Self::Drift {
            month: today.with_day(1).unwrap_or(today),
        }
    }

    /// What it shows of the file; `typed` is what stands in the filter.
    #[must_use]
    pub fn query(&self, typed: &str) -> Option<Query> {
        Some(match self {
            Self::Others { customer, .. } => Query::Others {
                of: *customer,
                text: typed.to_owned(),
            },
            Self::Company { name } => Query::Company { name: name.clone() },
            Self::Sources => Query::Sources,
            Self::Visitors => Query::Visitors,
            // Nobody is left out of whom it could be.
            Self::Whose { .. } => Query::Others {
                of: CustomerId(0),
                text: typed.to_owned(),
            },
            Self::Advocates => Query::Advocates,
            Self::Drift { month } => Query::Drift { month: *month },
            Self::Alerts => Query::Alerts,
            Self::Cuts => Query::Cuts,
            Self::Fields { customer } => Query::Card {
                id: *customer,
                reveal: None,
            },
            Self::Values { .. } => return None,
        })
    }

    /// Whether what is typed is looked for in the file, not among the lines.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        matches!(self, Self::Others { .. } | Self::Whose { .. })
    }

    /// Title, what the filter says while it is empty, and what stands where there is nothing.
    #[must_use]
    pub fn words(&self, s: &'static Strings) -> (String, &'static str, &'static str) {
        let (r, none) = (&s.relation, s.desk.no_match);
        let filter = s.desk.type_to_filter;
        match self {
            Self::Others { role, .. } => ((r.who)((r.role)(*role)), r.who_hint, none),
            Self::Company { name } => ((r.company_title)(name), filter, none),
            Self::Sources => (r.source_title.to_owned(), filter, none),
            Self::Visitors => (s.event.title.to_owned(), filter, s.event.nobody),
            Self::Whose { who, .. } => ((s.event.whose)(who), r.who_hint, none),
            Self::Advocates => (r.referral_title.to_owned(), filter, r.nobody_brought),
            Self::Drift { month } => {
                let w = &s.order.drift;
                (
                    (w.title)(&month.format("%Y-%m").to_string()),
                    filter,
                    w.none,
                )
            }
            Self::Alerts => {
                let w = &s.order.rule;
                (w.alerts_title.to_owned(), filter, w.alerts_none)
            }
            Self::Cuts => (s.report.cuts.to_owned(), filter, none),
            Self::Fields { .. } => (s.custom.title.to_owned(), filter, s.custom.empty),
            Self::Values { field, .. } => (field.shape.name.clone(), filter, none),
        }
    }

    /// The lines that stand there whatever the file says.
    #[must_use]
    pub fn own_lines(&self, s: &'static Strings) -> Vec<Line> {
        match self {
            Self::Values { customer, field } => values(*customer, field, s),
            _ => Vec::new(),
        }
    }

    /// The lines of an answer; `None` while it is another question's.
    #[must_use]
    pub fn lines(&self, answer: &Answer, s: &'static Strings, now: Now) -> Option<Vec<Line>> {
        Some(match (self, answer) {
            (Self::Others { customer, role }, Answer::Hits(hits)) => others(*customer, *role, hits),
            (Self::Company { .. }, Answer::Company(Some(company))) => page(company, s, now),
            (Self::Sources, Answer::Sources(lines)) => sources(lines, s),
            (Self::Visitors, Answer::Visitors(all)) => visitors(all, s, now),
            (Self::Whose { event, who }, Answer::Hits(hits)) => whose(*event, who, hits, s),
            (Self::Advocates, Answer::Advocates(all)) => advocates(all, s),
            (Self::Drift { month }, Answer::Drift(all)) => drift(*month, all, s),
            (Self::Alerts, Answer::Alerts(all)) => alerts(all, s, now),
            (Self::Cuts, Answer::Cuts(standing, levels)) => cuts(standing, levels, s),
            (Self::Fields { customer }, Answer::Card(Some(card))) => {
                fields(*customer, &card.own, s)
            }
            _ => return None,
        })
    }
}

fn others(customer: CustomerId, role: Role, hits: &Hits) -> Vec<Line> {
    hits.rows
        .iter()
        .map(|row| {
            let tie = relation::Op::Add {
                customer,
                other: row.id,
                role,
            };
            line(
                joined([&row.name, &row.company, &row.city]),
                row.phone.clone(),
                Target::Run(Box::new(Op::Relation(tie))),
            )
        })
        .collect()
}

fn page(company: &Company, s: &'static Strings, now: Now) -> Vec<Line> {
    let r = &s.relation;
    let today = now.today();
    let last = company.last_contact.map_or(s.time.never.to_owned(), |at| {
        label::distance(s, at.day(now.offset), today)
    });
    let count = i64::try_from(company.members.len()).unwrap_or(i64::MAX);
    let spend = label::money(s, company.spend_cents);
    let mut lines = vec![line(
        (r.company_sum)(count, &spend, &last),
        String::new(),
        Target::Nothing,
    )];
    let note = joined([r.note_company, &company.note]);
    let asked = Own::NoteCompany {
        name: company.name.clone(),
    };
    lines.push(line(
        note,
        String::new(),
        Target::Ask(asked, company.note.clone()),
    ));
    lines.extend(company.members.iter().map(|member| {
        let who = custom::named(&member.who);
        line(
            joined([&who, &member.title, &member.row.phone]),
            label::money(s, member.spend_cents),
            Target::Show(member.who.id),
        )
    }));
    lines.extend(company.open.iter().map(|promise| {
        let member = company
            .members
            .iter()
            .find(|member| member.who.id == promise.customer);
        let who = member.map_or(String::new(), |member| custom::named(&member.who));
        line(
            joined([s.field.next, &who, &promise.note]),
            label::distance(s, promise.due, today),
            Target::Show(promise.customer),
        )
    }));
    let asked = Own::RenameCompany {
        from: company.name.clone(),
    };
    lines.push(line(
        r.rename_company.to_owned(),
        String::new(),
        Target::Ask(asked, company.name.clone()),
    ));
    lines
}

fn sources(lines: &[SourceLine], s: &'static Strings) -> Vec<Line> {
    let r = &s.relation;
    let mut told: Vec<Line> = lines
        .iter()
        .map(|one| {
            let name = if one.name.is_empty() {
                r.unknown_source
            } else {
                &one.name
            };
            let rate = custom::rate(one.repeaters, one.buyers);
            let rate = if rate.is_empty() {
                rate
            } else {
                format!("{} {rate}", r.repeat_rate)
            };
            let count = format!("{} {}", s.desk.customers, label::count(one.customers));
            line(
                joined([name, &count, &rate]),
                label::money(s, one.spend_cents),
                Target::Nothing,
            )
        })
        .collect();
    told.push(line(
        r.referral_title.to_owned(),
        String::new(),
        Target::List(Rows::Advocates),
    ));
    told
}

fn visitors(all: &[Visitor], s: &'static Strings, now: Now) -> Vec<Line> {
    all.iter()
        .map(|one| {
            let whose = Rows::Whose {
                event: one.newest,
                who: one.who.clone(),
            };
            line(
                joined([&one.who, &(s.event.times)(one.events), &one.note]),
                label::distance(s, one.last.day(now.offset), now.today()),
                Target::List(whose),
            )
        })
        .collect()
}

fn whose(event: EventId, who: &str, hits: &Hits, s: &'static Strings) -> Vec<Line> {
    let run = |op| Target::Run(Box::new(Op::Event(op)));
    let mut lines: Vec<Line> = hits
        .rows
        .iter()
        .map(|row| {
            let matched = event::Op::Match {
                event,
                customer: row.id,
            };
            line(
                joined([&row.name, &row.company, &row.city]),
                row.phone.clone(),
                run(matched),
            )
        })
        .collect();
    let dropped = (s.event.drop)(who);
    lines.push(line(dropped, String::new(), run(event::Op::Drop(event))));
    lines
}

fn advocates(all: &[Advocate], s: &'static Strings) -> Vec<Line> {
    let r = &s.relation;
    let mut lines = Vec::new();
    for one in all {
        let who = custom::named(&one.who);
        let brought = format!("{} {}", r.brought, one.brought);
        let buyers = format!("{} {}", r.buyers, one.buyers);
        let cost = (r.reward)(one.points, one.buyers);
        lines.push(line(
            joined([&who, &one.phone, &brought, &buyers, &cost]),
            label::money(s, one.spend_cents),
            Target::Show(one.who.id),
        ));
        // Two levels: those they brought, and how many those brought in turn.
        lines.extend(one.brought_whom.iter().map(|next| {
            let bought = if next.has_bought {
                r.has_bought
            } else {
                r.not_bought
            };
            let in_turn = if next.brought > 0 {
                format!("{} {}", r.brought, next.brought)
            } else {
                String::new()
            };
            let name = format!("  + {}", custom::named(&next.who));
            line(
                joined([&name, bought, &in_turn]),
                String::new(),
                Target::Show(next.who.id),
            )
        }));
    }
    lines
}

/// The open ones first.
fn alerts(all: &[Alert], s: &'static Strings, now: Now) -> Vec<Line> {
    let mut all: Vec<&Alert> = all.iter().collect();
    all.sort_by_key(|alert| alert.state != AlertState::Open);
    all.into_iter()
        .map(|alert| {
            let state = (s.order.rule.alert_state)(alert.state);
            let day = label::day(s, alert.raised.day(now.offset), now.today());
            line(
                joined([&format!("[{state}]"), &alert.name, &alert.note, &alert.who]),
                day,
                Target::Show(alert.customer),
            )
        })
        .collect()
}

/// What changed in a month; the month before stands last.
fn drift(month: NaiveDate, all: &[Drift], s: &'static Strings) -> Vec<Line> {
    let mut lines: Vec<Line> = all
        .iter()
        .map(|one| {
            let what = one.what.told(s);
            line(
                joined([&custom::named(&one.who), &one.phone, &what]),
                one.day.to_string(),
                Target::Show(one.who.id),
            )
        })
        .collect();
    if let Some(before) = month.checked_sub_months(Months::new(1)) {
        let title = (s.order.drift.title)(&before.format("%Y-%m").to_string());
        let list = Rows::Drift { month: before };
        lines.push(line(title, String::new(), Target::List(list)));
    }
    lines
}

fn cuts(standing: &[CutSet], levels: &[Level], s: &'static Strings) -> Vec<Line> {
    let w = s.report;
    let set = standing.iter().map(|one| {
        let now = one.now.map_or_else(String::new, |now| match one.key {
            Key::VipCut => label::money(s, now),
            _ => label::count(now),
        });
        let hint = if one.set.is_empty() {
            w.cut_measured.to_owned()
        } else {
            (w.cut_set)(&one.set)
        };
        let target = Target::Cut(Cut::Set(one.key), one.set.clone());
        line(joined([(w.cut)(one.key.code()), &now]), hint, target)
    });
    let levels = levels.iter().map(|level| {
        let at_least = level.at_least.to_string();
        let target = Target::Cut(Cut::Level(level.clone()), at_least.clone());
        line(
            joined([s.trade.level, &level.name, &at_least]),
            String::new(),
            target,
        )
    });
    set.chain(levels).collect()
}

fn fields(customer: CustomerId, own: &[Holding], s: &'static Strings) -> Vec<Line> {
    let mut lines: Vec<Line> = own
        .iter()
        .map(|holding| {
            let field = Box::new(holding.field.clone());
            let target = match (&holding.field.shape.of, &holding.held) {
                (Type::List(_) | Type::Bool, _) => Target::List(Rows::Values { customer, field }),
                (_, Held::Value(kept)) => Target::Ask(Own::Value { customer, field }, kept.clone()),
                (_, Held::Nothing | Held::Masked) => {
                    Target::Ask(Own::Value { customer, field }, String::new())
                }
            };
            let secrecy = custom::secrecy(s, holding.field.shape.secrecy);
            line(
                joined([&holding.field.shape.name, secrecy]),
                custom::holding(s, holding),
                target,
            )
        })
        .collect();
    lines.push(line(
        s.custom.add.to_owned(),
        String::new(),
        Target::Ask(Own::AddField, String::new()),
    ));
    lines
}

fn values(customer: CustomerId, field: &Custom, s: &'static Strings) -> Vec<Line> {
    let set = |text: &str| {
        Target::Run(Box::new(Op::Field(field::Op::Set {
            customers: vec![customer],
            field: field.id,
            text: text.to_owned(),
        })))
    };
    let mut lines: Vec<Line> = match &field.shape.of {
        Type::List(choices) => choices
            .iter()
            .map(|choice| line(choice.clone(), String::new(), set(choice)))
            .collect(),
        _ => [s.custom.yes, s.custom.no]
            .into_iter()
            .map(|word| line(word.to_owned(), String::new(), set(word)))
            .collect(),
    };
    lines.push(line(s.desk.form.unset.to_owned(), String::new(), set("")));
    lines
}
