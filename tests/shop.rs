//! The shops that never were: the demo shop is whole on any day and in both languages, and filling keeps every promise of the
//! one doorway: history, derived data, undo, all or nothing.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::{Days, NaiveDate};
use shuke::app::answer::{Answer, Card, Queue};
use shuke::app::clock::Clock;
use shuke::app::import::{self, Mode};
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::query::Query;
use shuke::app::{App, Error, history};
use shuke::domain::clean;
use shuke::domain::customer::{Stage, Tier};
use shuke::domain::follow_up::Progress;
use shuke::domain::id::CustomerId;
use shuke::domain::listing::{Anchor, ListRow, Sort};
use shuke::domain::log_line::{Channel, Outcome};
use shuke::domain::name::{self, Lang};
use shuke::domain::record::Record;
use shuke::domain::time::Now;
use shuke::shop;

/// A working day, a leap day, the first day of the lunar year 2027, the last day of a year.
const DAYS: [&str; 4] = ["2026-03-02", "2028-02-29", "2027-02-06", "2026-12-31"];

fn on(day: &str) -> Now {
    Now::morning_of(day).expect("a day")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn desk() -> App {
    App::in_memory(Clock::Fixed(on("2026-03-02"))).expect("a desk")
}

fn demo(lang: Lang, on_day: &str) -> App {
    App::demo(None, Clock::Fixed(on(on_day)), lang, 1).expect("a demo shop")
}

fn everybody(app: &mut App) -> Vec<ListRow> {
    let mut all: Vec<ListRow> = Vec::new();
    let mut anchor = Anchor::First;
    loop {
        let Answer::Customers(window) = app
            .ask(&Query::Customers {
                sort: Sort::Newest,
                anchor,
            })
            .expect("an answer")
        else {
            panic!("no list");
        };
        let last = window.rows.last().map(|row| row.id);
        all.extend(window.rows);
        match last {
            Some(id) if !window.to_last => anchor = Anchor::At(id),
            _ => break,
        }
    }
    let mut seen = HashSet::new();
    all.retain(|row| seen.insert(row.id));
    all
}

fn queue(app: &mut App) -> Queue {
    match app.ask(&Query::Queue).expect("an answer") {
        Answer::Queue(queue) => queue,
        other => panic!("no queue: {other:?}"),
    }
}

fn card(app: &mut App, row: &ListRow) -> Card {
    match app
        .ask(&Query::Card {
            id: row.id,
            reveal: None,
        })
        .expect("an answer")
    {
        Answer::Card(Some(card)) => *card,
        other => panic!("no card: {other:?}"),
    }
}

/// Everything a record says that people will read, apart from names of people.
fn texts(record: &Record) -> Vec<&str> {
    let about = &record.draft.about;
    let mut all: Vec<&str> = vec![
        &about.company,
        &about.title,
        &about.city,
        &about.address,
        &about.source,
        &about.hobbies,
        &record.pinned,
    ];
    all.extend(record.draft.tags.iter().map(String::as_str));
    all.extend(record.facts.iter().map(|(_, text)| text.as_str()));
    all.extend(record.said.iter().map(|said| said.note.as_str()));
    all.extend(
        record
            .bought
            .iter()
            .flat_map(|bought| [bought.item.as_str(), &bought.pay_method]),
    );
    all.extend(record.promised.iter().map(|promise| promise.note.as_str()));
    all.extend(
        record
            .draft
            .contacts
            .iter()
            .map(|contact| contact.label.as_str()),
    );
    all.retain(|text| !text.is_empty());
    all
}

#[test]
fn the_same_seed_and_day_make_the_same_shop() {
    for lang in [Lang::Zh, Lang::En] {
        let shop = |seed| shop::demo(lang, on("2026-03-02"), seed);
        assert_eq!(shop(1), shop(1));
        assert_ne!(shop(1), shop(2));
        assert_eq!(shop(3).len(), shop::DEMO_CUSTOMERS);
    }
}

#[test]
fn both_languages_tell_the_same_stories() {
    let shape = |lang| {
        let mut stories: Vec<(String, usize, usize)> = shop::demo(lang, on("2026-03-02"), 1)
            .into_iter()
            .filter(|record| !record.pinned.is_empty())
            .map(|record| {
                let born = record.draft.about.birthday.map(|day| day.to_string());
                (
                    born.unwrap_or_default(),
                    record.said.len(),
                    record.promised.len(),
                )
            })
            .collect();
        stories.sort();
        stories
    };
    assert_eq!(shape(Lang::Zh), shape(Lang::En));
    assert!(shape(Lang::Zh).len() >= 4);
}

#[test]
fn nothing_has_happened_later_than_yesterday_and_nothing_is_older_than_a_year() {
    for (today, lang) in DAYS
        .into_iter()
        .zip([Lang::Zh, Lang::En].into_iter().cycle())
    {
        let (now, year) = (on(today), Days::new(366));
        let (yesterday, oldest) = (day(today) - Days::new(1), day(today) - year);
        for record in shop::demo(lang, now, 5) {
            let said = record.said.iter().map(|said| said.at);
            let closed = record
                .promised
                .iter()
                .filter_map(|promise| promise.closed_at);
            let made = record.draft.created_at;
            let mut days: Vec<NaiveDate> = said
                .chain(closed)
                .chain(made)
                .map(|at| at.day(now.offset))
                .collect();
            days.extend(record.bought.iter().map(|bought| bought.day));
            for one in days {
                assert!(
                    (oldest..=yesterday).contains(&one),
                    "{} {one}",
                    record.draft.about.name
                );
            }
        }
    }
}

#[test]
fn every_text_is_clean_and_in_one_language() {
    for lang in [Lang::Zh, Lang::En] {
        for record in shop::demo(lang, on("2026-03-02"), 1) {
            let name = &record.draft.about.name;
            assert!(clean::is_clean(name) && !name.is_empty());
            for text in texts(&record) {
                assert_eq!(clean::clean_text(text), text);
                assert!(!text.contains(['{', '|']) && !text.contains("  "), "{text}");
                let chinese = text.chars().any(name::is_cjk);
                assert!(
                    text == "VIP" || chinese == (lang == Lang::Zh),
                    "{name}: {text}"
                );
            }
        }
    }
}

#[test]
fn a_sale_that_is_told_was_rung_up() {
    let now = on("2026-03-02");
    for record in shop::demo(Lang::Zh, now, 1) {
        for said in &record.said {
            if said.channel == Channel::Store && said.outcome == Some(Outcome::Sold) {
                let day = said.at.day(now.offset);
                assert!(
                    record.bought.iter().any(|bought| bought.day == day),
                    "{} {day} {}",
                    record.draft.about.name,
                    said.note
                );
            }
        }
    }
}

#[test]
fn phones_are_fictitious_and_nobody_shares_one() {
    for lang in [Lang::Zh, Lang::En] {
        let mut seen = HashSet::new();
        for record in shop::demo(lang, on("2026-03-02"), 1) {
            for contact in &record.draft.contacts {
                assert!(seen.insert(contact.value.clone()), "{}", contact.value);
                let value = &contact.value;
                if value.chars().all(|c| c.is_ascii_digit() || c == '+') {
                    let fiction = value.starts_with("1510000") || value[5..].starts_with("55501");
                    assert!(fiction, "{value}");
                }
            }
        }
    }
}

#[test]
fn every_screen_of_the_demo_has_something_on_any_day() {
    for (today, lang) in DAYS
        .into_iter()
        .zip([Lang::En, Lang::Zh].into_iter().cycle())
    {
        let mut app = demo(lang, today);
        let all = everybody(&mut app);
        assert_eq!(all.len(), shop::DEMO_CUSTOMERS);
        for tier in Tier::ALL {
            assert!(
                all.iter().filter(|row| row.tier == tier).count() >= 15,
                "{tier:?}"
            );
        }
        for stage in [
            Stage::Potential,
            Stage::New,
            Stage::Active,
            Stage::Silent,
            Stage::Lost,
        ] {
            let count = all.iter().filter(|row| row.stage == stage).count();
            assert!(count >= 8, "{today} {stage:?} {count}");
        }
        let queue = queue(&mut app);
        assert_queue(&queue);
        let cards: Vec<Card> = all.iter().map(|row| card(&mut app, row)).collect();
        let birthdays = cards.iter().filter(|card| {
            let left = card
                .customer
                .about
                .birthday
                .and_then(|born| born.days_left(day(today)));
            left.is_some_and(|left| left < 7)
        });
        assert!(birthdays.count() >= 7, "{today}");
        assert!(
            cards
                .iter()
                .filter(|card| !card.customer.pinned.is_empty())
                .count()
                >= 4
        );
        let dead = cards.iter().flat_map(|card| &card.contacts);
        assert_eq!(
            dead.filter(|shown| shown.reach == shuke::domain::contact::Reach::Bad)
                .count(),
            1
        );
        assert!(matches!(app.ask(&Query::Bin), Ok(Answer::Bin(binned)) if binned.is_empty()));
        assert_eq!(app.verify().expect("a chain").1, None);
    }
}

fn assert_queue(queue: &Queue) {
    let [overdue, today, soon, later] = queue.counts;
    assert!(overdue >= 5, "{:?}", queue.counts);
    assert!((6..=10).contains(&today), "{:?}", queue.counts);
    assert!(soon >= 8 && later >= 10, "{:?}", queue.counts);
}

#[test]
fn two_people_share_a_name_and_live_in_two_cities() {
    for lang in [Lang::Zh, Lang::En] {
        let cities: HashSet<String> = shop::demo(lang, on("2026-03-02"), 1)
            .into_iter()
            .filter(|record| record.draft.about.name == "王芳")
            .map(|record| record.draft.about.city)
            .collect();
        assert_eq!(cities.len(), 2);
    }
}

#[test]
fn some_promises_were_kept_this_week() {
    let (now, today) = (on("2026-03-02"), day("2026-03-02"));
    let kept = shop::demo(Lang::Zh, now, 1)
        .iter()
        .flat_map(|record| &record.promised)
        .filter(|promise| promise.progress == Progress::Done)
        .filter_map(|promise| promise.closed_at)
        .filter(|at| at.days_before(today, now.offset) <= 6)
        .count();
    assert!(kept >= 6, "{kept}");
}

#[test]
fn undoing_a_fill_gives_back_the_empty_shop_and_redo_the_full_one() {
    let mut app = desk();
    let empty = app.state_hash().expect("a hash");
    let records = shop::generate(3, app.now()).take(60);
    app.fill(records, &Arc::default()).expect("a full shop");
    let full = app.state_hash().expect("a hash");
    app.run(&Op::History(history::Op::Undo(None)))
        .expect("undone");
    assert_eq!(app.state_hash().expect("a hash"), empty);
    assert!(everybody(&mut app).is_empty());
    app.run(&Op::History(history::Op::Redo)).expect("redone");
    assert_eq!(app.state_hash().expect("a hash"), full);
    assert_eq!(app.verify().expect("a chain").1, None);
}

#[test]
fn a_cancelled_fill_leaves_nothing() {
    let mut app = desk();
    let empty = app.state_hash().expect("a hash");
    let pace = Arc::<Pace>::default();
    let stop = Arc::clone(&pace);
    let records = shop::generate(3, app.now()).take(50).inspect(move |_| {
        stop.cancel.store(true, Ordering::Relaxed);
    });
    assert!(matches!(app.fill(records, &pace), Err(Error::Cancelled)));
    assert_eq!(app.state_hash().expect("a hash"), empty);
    assert_eq!(app.verify().expect("a chain"), (0, None));
}

#[test]
fn progress_ends_at_its_total() {
    let (mut app, pace) = (desk(), Arc::<Pace>::default());
    let records = shop::generate(3, app.now()).take(120);
    app.fill(records, &pace).expect("a full shop");
    assert_eq!(pace.done.load(Ordering::Relaxed), 120);
    assert_eq!(pace.total.load(Ordering::Relaxed), 120);
}

/// What the list and the cards show is derived data; the customers of both shops come in the same order.
fn shown(app: &mut App) -> Vec<(String, Tier, Stage, String)> {
    let rows = everybody(app);
    rows.iter()
        .map(|row| {
            let card = card(app, row);
            let numbers = (
                card.spend_cents,
                card.year_cents,
                card.purchase_days,
                row.next_due,
                row.last_contact,
            );
            (
                row.name.clone(),
                row.tier,
                row.stage,
                format!("{numbers:?}"),
            )
        })
        .collect()
}

#[test]
fn a_filled_shop_shows_what_a_shop_entered_one_by_one_shows() {
    let records: Vec<Record> = shop::generate(11, on("2026-03-02")).take(150).collect();
    let (mut filled, mut entered) = (desk(), desk());
    filled
        .fill(records.clone(), &Arc::default())
        .expect("filled");
    for record in records {
        let import = import::Op {
            mode: Mode::Strangers,
            records: vec![record],
            ..import::Op::default()
        };
        entered.run(&Op::Import(Box::new(import))).expect("entered");
    }
    // The daily renewal derives row by row and measures the rhythm itself.
    entered.renew(CustomerId(0)).expect("renewed");
    assert_eq!(shown(&mut filled), shown(&mut entered));
}

#[test]
fn the_demo_shop_has_members_coupons_wishes_advocates_and_tried_to_win_people_back() {
    for (lang, on_day) in [Lang::Zh, Lang::En]
        .into_iter()
        .flat_map(|lang| DAYS.map(|day| (lang, day)))
    {
        let mut app = demo(lang, on_day);
        let ids: Vec<CustomerId> = everybody(&mut app).iter().map(|row| row.id).collect();
        let accounts: Vec<_> = ids
            .iter()
            .map(|id| app.account(*id).expect("an account"))
            .collect();
        let count = |is: fn(&shuke::app::trade::Account) -> bool| {
            accounts.iter().filter(|one| is(one)).count()
        };
        assert!(count(|one| one.trade.points > 0) > 50, "{on_day}");
        assert!(count(|one| one.trade.expiring.is_some()) > 5, "{on_day}");
        assert!(count(|one| one.held.is_some()) > 30, "{on_day}");
        assert!(count(|one| one.coupons.iter().any(|coupon| coupon.used.is_some())) > 1);
        assert!(count(|one| !one.trade.coupons.is_empty()) > 4, "{on_day}");
        assert!(count(|one| !one.trade.wants.is_empty()) > 3, "{on_day}");
        assert!(accounts.iter().all(|one| one.trade.points >= 0));
        let Answer::Advocates(advocates) = app.ask(&Query::Advocates).expect("an answer") else {
            panic!("no advocates");
        };
        assert!(advocates.len() > 2 && advocates.iter().any(|one| one.points > 0));
        assert!(!app.ending_coupons().expect("coupons").is_empty());
        assert_eq!(app.levels().expect("levels").len(), 2);
        let plays = app.plays().expect("plays");
        assert!(plays.iter().map(|(_, hits)| hits.n).sum::<i64>() > 15);
        assert!(
            plays
                .iter()
                .any(|(_, hits)| 0 < hits.hits && hits.hits < hits.judged)
        );
        assert!(app.suggested().expect("suggestions").rows.len() > 5);
        assert!(app.run(&Op::Level(shuke::app::level::Op::Review)).is_ok());
        let Answer::Queue(queue) = app.ask(&Query::Queue).expect("an answer") else {
            panic!("no queue");
        };
        let told = queue
            .rows
            .iter()
            .filter(|row| row.follow_up.note.contains("VIP"));
        assert!(told.count() < 20, "a review has little to tell: {on_day}");
    }
}
