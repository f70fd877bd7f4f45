//! Roles at the one doorway: each capability is granted to whom the table says and to nobody else, and what is hidden cannot be inferred.

use std::cell::RefCell;

use proptest::prelude::*;
use shuke::app::answer::Answer;
use shuke::app::bulk::Plan;
use shuke::app::error::Status;
use shuke::app::op::Op;
use shuke::app::pass::{Cost, Role};
use shuke::app::query::Query;
use shuke::app::{Access, App, Error, contact, customer, export, field, history, import, setting};
use shuke::domain::contact::{Copyable, Method};
use shuke::domain::custom::Shape;
use shuke::domain::customer::{About, Draft};
use shuke::domain::filter::Filter;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::listing::{Anchor, Moments, Sort};
use shuke::domain::name::Lang;
use shuke::domain::role::REVEALS;

use crate::shop::{OWNER, PHONE, Shop, later, words, words_of};

fn is_denied<T>(result: shuke::app::Result<T>) -> bool {
    result.is_err_and(|error| error.status() == Status::NotAllowed)
}

fn reveal(id: CustomerId) -> Op {
    Op::Customer(customer::Op::Reveal {
        id,
        purpose: "call back".to_owned(),
    })
}

/// Runs one op as every role; returns who was denied.
fn denied(op: impl Fn(CustomerId) -> Op) -> Vec<Role> {
    let shop = Shop::new();
    let id = shop.add(&mut shop.owner(), "李雷", "13900001111", "");
    Role::ALL
        .into_iter()
        .filter(|role| {
            let mut app = shop.as_new(role.code(), *role);
            is_denied(app.run(&op(id)))
        })
        .collect()
}

#[test]
fn each_op_is_granted_as_the_table_says() {
    use Role::{Agent, Manager, Viewer};
    let add = |_| {
        let about = About {
            name: "张三".to_owned(),
            ..About::default()
        };
        Op::Customer(customer::Op::Add(Draft {
            about,
            ..Draft::default()
        }))
    };
    assert_eq!(denied(add), [Viewer], "write");
    assert_eq!(
        denied(|id| Op::Customer(customer::Op::Bin(vec![id]))),
        [Viewer],
        "bin"
    );
    assert_eq!(denied(reveal), [Viewer], "reveal");
    let copy = |customer| {
        Op::Contact(contact::Op::Copy {
            customer,
            what: Copyable::Address,
        })
    };
    assert_eq!(denied(copy), [Viewer], "copy");
    let import = |_| Op::Import(Box::default());
    assert_eq!(denied(import), [Agent, Viewer], "import");
    let set = |_| {
        Op::Setting(setting::Op::Set {
            key: setting::Key::ShopName,
            value: "x".to_owned(),
        })
    };
    assert_eq!(denied(set), [Manager, Agent, Viewer], "rules");
    assert_eq!(
        denied(|_| Op::History(history::Op::Undo(None))).last(),
        Some(&Viewer),
        "undo"
    );
}

#[test]
fn only_an_owner_manages_users_and_keys() {
    for role in [Role::Manager, Role::Agent, Role::Viewer] {
        let shop = Shop::new();
        let mut app = shop.as_new("Anna", role);
        let pass = || {
            shop.pass(Some("Anna"), &words_of("Anna"))
                .unwrap_or_else(|error| panic!("{error:?}"))
        };
        assert!(
            app.add_user(
                &pass(),
                "Bo",
                Role::Viewer,
                &words_of("Bo"),
                Cost::LEAST_WORK
            )
            .is_err(),
            "{role:?}"
        );
        assert!(
            app.set_role(&pass(), "Anna", Role::Owner).is_err(),
            "{role:?}"
        );
        assert!(
            app.set_passphrase(&pass(), Some("Li"), &words_of("Li"), Cost::LEAST_WORK)
                .is_err(),
            "{role:?}"
        );
        assert!(
            app.renew_recovery(&pass(), Cost::LEAST_WORK).is_err(),
            "{role:?}"
        );
        assert!(is_denied(app.rekey(pass(), None)), "{role:?}");
        assert!(is_denied(shop.open(&pass()).decrypt()), "{role:?}");
        // Nothing of it has happened.
        assert!(shop.pass(Some("Li"), &words(OWNER)).is_ok());
        assert!(shop.pass(None, &shop.recovery).is_ok());
        assert!(shop.pass(Some("Bo"), &words_of("Bo")).is_err());
        assert_eq!(shop.owner().users().map(|users| users.len()).ok(), Some(2));
    }
}

#[test]
fn everybody_may_change_their_own_passphrase() {
    for role in Role::ALL {
        let shop = Shop::new();
        let mut app = shop.as_new("Anna", role);
        let pass = shop
            .pass(Some("Anna"), &words_of("Anna"))
            .unwrap_or_else(|error| panic!("{error:?}"));
        app.set_passphrase(&pass, None, &words_of("somebody new"), Cost::LEAST_WORK)
            .unwrap_or_else(|error| panic!("{error:?}"));
        assert!(
            shop.pass(Some("Anna"), &words_of("somebody new")).is_ok(),
            "{role:?}"
        );
    }
}

#[test]
fn nobody_can_undo_what_they_could_not_do() {
    let shop = Shop::new();
    let set = setting::Op::Set {
        key: setting::Key::ShopName,
        value: "x".to_owned(),
    };
    let op = shop
        .owner()
        .run(&Op::Setting(set))
        .unwrap_or_else(|error| panic!("{error:?}"))
        .op;
    let mut agent = shop.as_new("Anna", Role::Agent);
    assert!(is_denied(agent.run(&Op::History(history::Op::Undo(op)))));
}

#[test]
fn an_agent_sees_contacts_of_their_own_and_of_nobodys_customers() {
    let shop = Shop::new();
    let mut owner = shop.owner();
    let own = shop.add(&mut owner, "甲", "13900000001", "Anna");
    let nobodys = shop.add(&mut owner, "乙", "13900000002", "");
    let others = shop.add(&mut owner, "丙", "13900000003", "Bo");
    drop(owner);
    let mut anna = shop.as_new("Anna", Role::Agent);
    assert!(anna.run(&reveal(own)).is_ok());
    assert!(anna.run(&reveal(nobodys)).is_ok());
    assert!(is_denied(anna.run(&reveal(others))));
}

#[test]
fn too_many_reveals_are_refused_and_noted() {
    let shop = Shop::new();
    let id = shop.add(&mut shop.owner(), "甲", "13900000001", "");
    let mut anna = shop.as_new("Anna", Role::Agent);
    for _ in 0..REVEALS {
        assert!(anna.run(&reveal(id)).is_ok());
    }
    assert!(matches!(anna.run(&reveal(id)), Err(Error::TooManyReveals)));
    let traces = anna.ask(&Query::History { customer: None });
    assert!(format!("{traces:?}").contains("desk.limit"));
    let mut manager = shop.as_new("Mo", Role::Manager);
    for _ in 0..=REVEALS {
        assert!(manager.run(&reveal(id)).is_ok());
    }
}

#[test]
fn somebody_elses_reveal_shows_nothing() {
    let shop = Shop::new();
    let mut owner = shop.owner();
    let id = shop.add(&mut owner, "甲", "13900000001", "");
    let op = owner
        .run(&reveal(id))
        .unwrap_or_else(|error| panic!("{error:?}"))
        .op;
    let card = Query::Card { id, reveal: op };
    assert!(
        format!("{:?}", owner.ask(&card)).contains("139 0000 0001"),
        "{:?}",
        owner.ask(&card)
    );
    let mut viewer = shop.as_new("Vi", Role::Viewer);
    let seen = format!("{:?}", viewer.ask(&card));
    assert!(
        !seen.contains("00000001") && !seen.contains("0000 0001"),
        "{seen}"
    );
}

#[test]
fn a_manager_imports_only_shortly_after_the_passphrase() {
    let shop = Shop::new();
    let mut manager = shop.as_new("Mo", Role::Manager);
    assert!(manager.run(&Op::Import(Box::default())).is_ok());
    manager.set_clock(crate::shop::later(301));
    assert!(matches!(
        manager.run(&Op::Import(Box::<import::Op>::default())),
        Err(Error::Again(_))
    ));
}

#[test]
fn the_record_of_what_was_done_is_read_as_far_as_the_role_goes() {
    let shop = Shop::new();
    let history = Query::History { customer: None };
    let mut anna = shop.as_new("Anna", Role::Agent);
    shop.add(&mut anna, "乙", "13900000002", "");
    let own = format!("{:?}", anna.ask(&history));
    assert!(
        own.contains("customer.add") && !own.contains("user.add"),
        "{own}"
    );
    let mut viewer = shop.as_new("Vi", Role::Viewer);
    assert!(is_denied(viewer.ask(&history)));
    assert!(is_denied(viewer.verify()));
    let mut manager = shop.as_new("Mo", Role::Manager);
    assert!(format!("{:?}", manager.ask(&history)).contains("user.add"));
}

/// The same shop twice, but for the digits that are shown as stars.
fn twins() -> (Shop, App, Shop, App) {
    let make = |phone: &str| {
        let shop = Shop::new();
        let mut owner = shop.owner();
        let id = shop.add(&mut owner, "李雷", phone, "");
        // In texts as well: in a note that is pinned, and as a name.
        let text = format!("打 {phone} 或 x{phone}@qq.com");
        let pin = customer::Op::Pin { id, text };
        assert!(owner.run(&Op::Customer(pin)).is_ok());
        shop.add(&mut owner, &format!("客 {phone}"), "13700000000", "");
        drop(owner);
        let mut viewer = shop.as_new("Vi", Role::Viewer);
        while !viewer.warm().unwrap_or(true) {}
        (shop, viewer)
    };
    let (one, first) = make("13987654321");
    let (two, second) = make("13900004321");
    (one, first, two, second)
}

/// An answer without the ids and moments that differ between any two files.
fn told(app: &mut App, query: &Query) -> String {
    match app.ask(query) {
        Ok(answer) => {
            let text = format!("{answer:?}");
            let mut out = String::new();
            let mut digits = String::new();
            for c in text.chars().chain([' ']) {
                if c.is_ascii_digit() {
                    digits.push(c);
                    continue;
                }
                // Ids and times are longer than any phone number.
                out.push_str(if digits.len() > 12 { "#" } else { &digits });
                digits.clear();
                out.push(c);
            }
            out
        }
        Err(error) => error.message(shuke::i18n::strings(Lang::En)),
    }
}

fn queries(text: &str) -> Vec<Query> {
    let filters = [
        text.to_owned(),
        format!("phone:{text}"),
        format!("email:{text}"),
        format!("-phone:{text}"),
        format!("(city:x or phone:{text})"),
        format!("wechat:{text}"),
        format!("note:{text}"),
        format!("company:{text}"),
    ];
    let mut all = vec![
        Query::Find {
            text: text.to_owned(),
        },
        Query::Search {
            text: text.to_owned(),
        },
        Query::SameContact {
            method: Method::Phone,
            value: text.to_owned(),
        },
        Query::Choices,
        Query::Queue,
        Query::Pulse,
        Query::Tags,
        Query::Bin,
        Query::Draft,
        Query::WouldChange {
            plan: Plan::Bin,
            customers: Vec::new(),
        },
    ];
    for sort in Sort::ALL {
        all.push(Query::Customers {
            sort,
            anchor: Anchor::First,
        });
    }
    for filter in filters.iter().filter_map(|text| Filter::parse(text).ok()) {
        all.push(Query::Count {
            filter: filter.clone(),
        });
        all.push(Query::Filtered {
            filter,
            sort: Sort::Name,
            anchor: Anchor::First,
        });
    }
    all
}

#[test]
fn a_viewer_learns_no_hidden_digit_whatever_they_ask() {
    let (_one, first, _two, second) = twins();
    let desks = RefCell::new((first, second));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let text = prop_oneof![
        "[0-9]{1,11}",
        Just("13987654321".to_owned()),
        Just("8765".to_owned()),
        Just("secret13987654321".to_owned()),
        Just("ll".to_owned()),
        "[a-z0-9@.*]{1,6}",
    ];
    runner
        .run(&text, |text| {
            let (first, second) = &mut *desks.borrow_mut();
            for query in queries(&text) {
                prop_assert_eq!(told(first, &query), told(second, &query), "{:?}", query);
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    // The test itself sees a difference where there is one.
    let (owner_one, owner_two) = (&mut _one.owner(), &mut _two.owner());
    for owner in [&mut *owner_one, &mut *owner_two] {
        while !owner.warm().unwrap_or(true) {}
    }
    let find = Query::Find {
        text: "8765".to_owned(),
    };
    assert_ne!(told(owner_one, &find), told(owner_two, &find));
}

#[test]
fn a_viewer_sees_no_more_of_a_card_than_is_masked() {
    let shop = Shop::new();
    let id = shop.add(&mut shop.owner(), "李雷", PHONE, "");
    let mut viewer = shop.as_new("Vi", Role::Viewer);
    for query in [
        Query::Card { id, reveal: None },
        Query::Timeline {
            id,
            moments: Moments::All,
            reveal: None,
        },
        Query::Find {
            text: "李雷".to_owned(),
        },
    ] {
        let seen = format!("{:?}", viewer.ask(&query));
        assert!(
            !seen.contains("1381234") && !seen.contains("2345"),
            "{seen}"
        );
    }
}

/// An export of everybody, and where it would go.
fn exported(shop: &Shop, name: &str) -> export::Op {
    let out = shop.folder().join(format!("{name}.csv"));
    export::Op::new(export::Order::new(export::Kind::Csv, out, Lang::En))
}

/// Adds customers until there are so many.
fn filled(shop: &Shop, customers: usize) {
    let mut owner = shop.owner();
    for n in 1..customers {
        shop.add(&mut owner, &format!("客{n}"), &format!("137{n:08}"), "");
    }
}

#[test]
fn whoever_may_not_export_makes_no_file_by_whatever_door() {
    let shop = Shop::new();
    for role in [Role::Agent, Role::Viewer] {
        let mut app = shop.as_new(role.code(), role);
        let op = exported(&shop, role.code());
        assert!(is_denied(app.export(&op)), "{role:?}");
        assert!(is_denied(app.run(&Op::Export(Box::new(op.clone())))));
        assert!(!op.order.out.exists(), "{role:?}");
    }
}

#[test]
fn more_than_fifty_rows_take_the_passphrase_once_more() {
    let shop = Shop::new();
    filled(&shop, 50);
    let mut owner = shop.owner();
    assert!(owner.export(&exported(&shop, "fifty")).is_ok());
    filled(&shop, 2);
    let mut op = exported(&shop, "more");
    for (typed, is_right) in [
        (None, false),
        (Some("not the passphrase"), false),
        (Some(OWNER), true),
    ] {
        op.again = typed.map(|typed| export::Again::new(words(typed)));
        let made = owner.export(&op);
        assert_eq!(made.is_ok(), is_right, "{made:?}");
        assert_eq!(op.order.out.exists(), is_right);
    }
    // Another row of a customer counts as a row.
    let mut other = exported(&shop, "again");
    assert!(matches!(owner.export(&other), Err(Error::Again(_))));
    // Somebody else's passphrase is not one's own.
    drop(shop.as_new("Mo", Role::Manager));
    other.again = Some(export::Again::new(words_of("Mo")));
    assert!(owner.export(&other).is_err());
    // Whoever holds the export of a manager needs it for fewer rows too.
    assert!(!other.order.out.exists());
}

#[test]
fn a_command_has_just_asked_for_the_passphrase() {
    let shop = Shop::new();
    filled(&shop, 51);
    let mut owner = App::open_with(&shop.owner_pass(), Access::Write, later(0), Source::Cli)
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(owner.export(&exported(&shop, "cli")).is_ok());
    owner.set_clock(later(301));
    let late = owner.export(&exported(&shop, "late"));
    assert!(matches!(late, Err(Error::Again(_))), "{late:?}");
}

#[test]
fn a_sensitive_field_is_shown_to_owner_and_manager_alone_and_told_by_no_filter() {
    let shop = Shop::new();
    let mut owner = shop.owner();
    let id = shop.add(&mut owner, "李雷", "13900001111", "");
    let shape = Shape::parse("过敏史 text 敏感 用途=安全").expect("a shape");
    let add = Op::Field(field::Op::Add(shape));
    owner.run(&add).expect("a field");
    let Ok(Answer::Lists(lists)) = owner.ask(&Query::Lists) else {
        panic!("no lists");
    };
    let set = |text: &str| {
        Op::Field(field::Op::Set {
            customers: vec![id],
            field: lists.fields[0].id,
            text: text.to_owned(),
        })
    };
    owner.run(&set("青霉素")).expect("a value");
    owner.run(&set("花生")).expect("another value");
    drop(owner);
    let filter = Filter::parse_with("过敏史=花生", &lists.fields).expect("a filter");
    for role in [Role::Manager, Role::Agent] {
        let mut app = shop.as_new(role.code(), role);
        let is_manager = role == Role::Manager;
        let reveal = app.run(&reveal(id)).expect("a reveal").op;
        let card = format!("{:?}", app.ask(&Query::Card { id, reveal }));
        assert_eq!(card.contains("花生"), is_manager, "{role:?}");
        let count = app.ask(&Query::Count {
            filter: filter.clone(),
        });
        assert_eq!(is_denied(count), !is_manager, "{role:?}");
        let log = app.ask(&Query::Timeline {
            id,
            moments: Moments::All,
            reveal,
        });
        assert!(!format!("{log:?}").contains("青霉素"), "{role:?}");
    }
}
