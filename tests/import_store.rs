//! Every sample through the doorway: nothing is lost on the way to the shop, a second import changes nothing, an undo leaves nothing.

use std::fs;
use std::path::{Path, PathBuf};

use shuke::app::answer::{Answer, Moment};
use shuke::app::clock::Clock;
use shuke::app::import::incoming::{self, Found};
use shuke::app::import::{Op as Import, record};
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, history};
use shuke::codec::preset::Presets;
use shuke::codec::report::{OrderStatus, Report};
use shuke::domain::customer::{Draft, NOTE_MAX};
use shuke::domain::listing::Moments;
use shuke::domain::time::Now;

fn desk() -> App {
    App::in_memory(Clock::Fixed(now("2026-03-02"))).expect("a desk")
}

fn now(day: &str) -> Now {
    Now::morning_of(day).expect("a day")
}

/// The samples that can be read, as folders.
fn samples() -> Vec<(PathBuf, Found)> {
    let presets = Presets::builtin().expect("presets");
    let options = incoming::usual(now("2026-03-02").today());
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/formats")
        .expect("samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("expected.json").is_file())
        .collect();
    cases.sort();
    cases
        .into_iter()
        .filter_map(|case| {
            let expected: serde_json::Value =
                serde_json::from_slice(&fs::read(case.join("expected.json")).ok()?).ok()?;
            let files = expected["files"].as_array()?.iter();
            let paths: Vec<PathBuf> = files.map(|f| case.join(f.as_str().unwrap_or(""))).collect();
            let found = incoming::read(&paths, &options, &presets).ok()?;
            Some((case, found))
        })
        .collect()
}

fn op(report: &Report, day: &str) -> Import {
    let gathered = record::gather(report, now(day));
    Import {
        records: gathered.records,
        events: gathered.events,
        ..Import::default()
    }
}

#[test]
fn every_sample_comes_in_once_and_goes_out_whole() {
    let samples = samples();
    assert!(samples.len() >= 40, "only {} samples", samples.len());
    for (case, found) in samples {
        let name = case.display();
        let mut app = desk();
        let empty = app.state_hash().expect("a hash");
        let changed = app
            .run(&Op::Import(Box::new(op(&found.report, "2026-03-02"))))
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let full = app.state_hash().expect("a hash");
        assert_ne!(full, empty, "{name}");
        // A later day: what had no time of its own must still be known again.
        app.set_clock(Clock::Fixed(now("2026-03-09")));
        let again = op(&found.report, "2026-03-09");
        let tally = app.foresee(&again).expect("a tally");
        app.run(&Op::Import(Box::new(again))).expect("runs");
        assert_eq!(app.state_hash().expect("a hash"), full, "{name}: twice");
        assert_eq!(
            (
                tally.created,
                tally.updated,
                tally.bought + tally.said + tally.promised + tally.held
            ),
            (0, 0, 0),
            "{name}: {tally:?}"
        );
        app.run(&Op::History(history::Op::Undo(changed.op)))
            .expect("undoes");
        assert_eq!(app.state_hash().expect("a hash"), empty, "{name}: undone");
    }
}

#[test]
fn every_order_message_and_task_is_in_a_record_or_told_as_homeless() {
    for (case, found) in samples() {
        let (name, report) = (case.display(), &found.report);
        let gathered = record::gather(report, now("2026-03-02"));
        let text = format!("{:?} {:?}", gathered.records, gathered.events);
        let told = format!("{:?}", gathered.homeless);
        for order in &report.orders {
            assert!(
                text.contains(&order.number) || told.contains(&order.number),
                "{name}: order {}",
                order.number
            );
        }
        let promised: usize = gathered.records.iter().map(|r| r.promised.len()).sum();
        assert!(
            promised + gathered.homeless.len() >= report.tasks.len(),
            "{name}"
        );
        for said in &report.interactions {
            let body = format!("{:?}", said.body);
            assert!(
                text.contains(body.trim_matches('"')) || !gathered.homeless.is_empty(),
                "{name}: {body}"
            );
        }
        let rows_of_homeless_orders = gathered.homeless.iter().filter(|r| r.cells.is_empty());
        assert_eq!(
            rows_of_homeless_orders.count(),
            0,
            "{name}: rejects without their row"
        );
    }
}

#[test]
fn what_stands_is_bought_to_the_cent() {
    for (case, found) in samples() {
        let cents = |text: &Option<String>| {
            let text = text.clone().unwrap_or_default();
            (text.parse::<f64>().unwrap_or_default() * 100.0).round() as i64
        };
        let stands = |status: Option<OrderStatus>| {
            !matches!(
                status,
                Some(OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Refunded)
            )
        };
        let paid: i64 = found
            .report
            .orders
            .iter()
            .filter(|o| stands(o.status) && o.date.is_some() && o.customer_at.is_some())
            .filter(|o| o.currency.as_deref().is_none_or(|code| code == "CNY"))
            .map(|o| cents(&o.amount))
            .sum();
        let gathered = record::gather(&found.report, now("2026-03-02"));
        let rows = gathered.records.iter().flat_map(|r| &r.bought);
        let bought: i64 = rows.map(|row| row.amount_cents).sum();
        assert_eq!(bought, paid, "{}", case.display());
    }
}

/// What an import of such a file would do.
fn read_csv(text: &str) -> Import {
    let file = tempfile::Builder::new()
        .suffix(".csv")
        .tempfile()
        .expect("a file");
    fs::write(file.path(), text).expect("writes");
    let presets = Presets::builtin().expect("presets");
    let options = incoming::usual(now("2026-03-02").today());
    let found = incoming::read(&[file.path().to_owned()], &options, &presets).expect("reads");
    op(&found.report, "2026-03-02")
}

#[test]
fn an_order_refunded_after_it_was_brought_in_gives_the_money_back_once() {
    let read = |status: &str| {
        let text = format!(
            "订单编号,买家昵称,收货人姓名,联系手机,订单创建时间,买家实际支付金额,订单状态,宝贝标题\nA1,小明,王芳,13800138000,2026-02-01 10:00:00,20.00,{status},壶\n"
        );
        read_csv(&text)
    };
    let mut app = desk();
    for (status, bought) in [("交易成功", 1), ("交易关闭", 1), ("交易关闭", 0)] {
        let op = read(status);
        assert_eq!(
            app.foresee(&op).expect("a tally").bought,
            bought,
            "{status}"
        );
        app.run(&Op::Import(Box::new(op))).expect("runs");
    }
}

#[test]
fn a_sample_folder_is_read_as_its_files_are() {
    let folder = Path::new("tests/formats/10_youzan");
    let presets = Presets::builtin().expect("presets");
    let options = incoming::usual(now("2026-03-02").today());
    let found = incoming::read(&[folder.to_owned()], &options, &presets).expect("reads");
    assert!(!found.report.orders.is_empty());
}

#[test]
fn what_people_changed_since_stands_in_the_way_of_an_undo_and_is_named() {
    use shuke::app::{Error, follow_up};
    use shuke::i18n::strings;
    let presets = Presets::builtin().expect("presets");
    let options = incoming::usual(now("2026-03-02").today());
    let folder = Path::new("tests/formats/10_youzan").to_owned();
    let found = incoming::read(&[folder], &options, &presets).expect("reads");
    let mut app = desk();
    let import = app
        .run(&Op::Import(Box::new(op(&found.report, "2026-03-02"))))
        .expect("runs");
    app.set_clock(Clock::Fixed(now("2026-03-23")));
    let customer = import.customers[0];
    app.run(&Op::FollowUp(follow_up::Op::Schedule {
        customers: vec![customer],
        due: now("2026-03-30").today(),
        note: "回访".into(),
    }))
    .expect("schedules");
    let before = app.state_hash().expect("a hash");
    let refused = app.run(&Op::History(history::Op::Undo(import.op)));
    let Err(error @ Error::Conflicts(_)) = refused else {
        panic!("{refused:?}");
    };
    let Error::Conflicts(list) = &error else {
        panic!()
    };
    let text = error.message(strings(shuke::domain::name::Lang::Zh));
    assert!(!list[0].0.is_empty() && text.contains(&list[0].0), "{text}");
    assert_eq!(app.state_hash().expect("a hash"), before);
}

#[test]
fn what_a_full_note_has_no_room_for_goes_to_the_log_once() {
    let mut app = desk();
    let mut draft = Draft::named("王芳");
    draft.about.source_id = "77".into();
    draft.about.note = "字".repeat(NOTE_MAX);
    let import = |draft: &Draft| {
        Op::Import(Box::new(Import {
            records: vec![draft.clone().into()],
            ..Import::default()
        }))
    };
    let added = app.run(&import(&draft)).expect("added");
    draft.about.note = "花生过敏".into();
    app.run(&import(&draft)).expect("updated");
    let once = app.state_hash().expect("a hash");
    let query = Query::Timeline {
        id: added.customers[0],
        moments: Moments::Said,
        reveal: None,
    };
    let Answer::Timeline(said) = app.ask(&query).expect("an answer") else {
        panic!("no timeline");
    };
    let is_there =
        |moment: &Moment| matches!(moment, Moment::Said(row) if row.said.note == "花生过敏");
    assert!(said.iter().any(is_there), "{said:?}");
    app.run(&import(&draft)).expect("again");
    assert_eq!(app.state_hash().expect("a hash"), once);
}

#[test]
fn only_what_was_refunded_goes_back_however_often_the_file_is_brought() {
    let read = |back: &str| {
        let text = format!(
            "订单号,客户,手机,下单时间,实付金额,退款金额,订单状态,商品\nB1,王芳,13800138000,2026-02-01 10:00,20.00,{back},已完成,壶\n"
        );
        read_csv(&text)
    };
    let mut app = desk();
    let mut last = None;
    for (back, cents, rows) in [
        ("", 2_000, 1),
        ("5.00", 1_500, 2),
        ("5.00", 1_500, 2),
        ("8.00", 1_200, 3),
    ] {
        let changed = app.run(&Op::Import(Box::new(read(back)))).expect("runs");
        last = changed.op.or(last);
        let Answer::Customers(list) = app
            .ask(&Query::SameContact {
                method: shuke::domain::contact::Method::Phone,
                value: "+8613800138000".to_owned(),
            })
            .expect("asks")
        else {
            panic!()
        };
        let id = list.rows[0].id;
        let Answer::Card(Some(card)) = app.ask(&Query::Card { id, reveal: None }).expect("a card")
        else {
            panic!()
        };
        let query = Query::Timeline {
            id,
            moments: Moments::Bought,
            reveal: None,
        };
        let Answer::Timeline(all) = app.ask(&query).expect("a timeline") else {
            panic!()
        };
        assert_eq!((card.spend_cents, all.len()), (cents, rows), "{back}");
        let linked = all
            .iter()
            .filter(|one| matches!(one, Moment::Bought(row) if row.refunds.is_some()));
        assert_eq!(linked.count(), rows - 1, "{back}");
    }
}
