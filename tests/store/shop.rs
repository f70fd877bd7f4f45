//! A folder with one desk file in it, with at least one row in every tracked table.

use std::path::PathBuf;

use shuke::app::answer::Answer;
use shuke::app::clock::Clock;
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{
    Access, App, company, consent, coupon, customer, fact, field, follow_up, import, interaction,
    level, merge, offer, pool, purchase, rights, rule, script, setting, tag, view, want,
};
use shuke::domain::consent::Purpose;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::custom::{Filled, Shape};
use shuke::domain::customer::{Basis, Draft};
use shuke::domain::event::Event;
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::interaction::Said;
use shuke::domain::log_line::{Channel, LogLine};
use shuke::domain::offer::Put;
use shuke::domain::purchase::Bought;
use shuke::domain::retention::Category;
use shuke::domain::script::Words;
use shuke::domain::time::Now;
use shuke::domain::view::View;
use shuke::domain::view::name::{Name, Pin};
use shuke::domain::want::Wish;
use tempfile::TempDir;

pub struct Shop {
    pub folder: TempDir,
}

impl Shop {
    pub fn empty() -> Self {
        let shop = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        App::create(&shop.path(), &clock()).expect("a new file");
        shop
    }

    pub fn full() -> Self {
        let shop = Self::empty();
        let mut app = shop.app();
        let now = clock().now().today();
        let mut draft = Draft::named("王芳");
        draft
            .contacts
            .push(ContactDraft::new(Method::Phone, "13866668000"));
        draft.tags.push("老客".to_owned());
        let id = app
            .run(&Op::Customer(customer::Op::Add(draft)))
            .expect("added")
            .show
            .expect("a customer");
        let bought = Bought {
            day: now,
            item: "龙井".to_owned(),
            quantity_milli: 1000,
            amount_cents: 19_800,
            pay_method: "微信".to_owned(),
            source_id: String::new(),
        };
        for op in [
            Op::Fact(fact::Op::Add {
                customer: id,
                leaning: Leaning::Likes,
                text: "龙井".to_owned(),
            }),
            Op::FollowUp(follow_up::Op::Schedule {
                customers: vec![id],
                due: now,
                note: "回访".to_owned(),
            }),
            Op::Purchase(purchase::Op::Add {
                customer: id,
                bought,
            }),
            Op::Level(level::Op::Put {
                name: "银卡".to_owned(),
                at_least: 100,
                discount_percent: 5,
                benefits: "包邮".to_owned(),
            }),
            Op::Level(level::Op::Card {
                customer: id,
                card: "88880001".to_owned(),
            }),
            Op::Coupon(coupon::Op::Issue {
                customer: id,
                what: "满100减20".to_owned(),
                value_cents: 2_000,
                until: now,
            }),
            Op::Offer(offer::Op::Decline {
                customer: id,
                put: Put::law("龙井", "茶点"),
            }),
            Op::Want(want::Op::Add {
                customer: id,
                wish: Wish {
                    item: "座椅".to_owned(),
                    budget_cents: None,
                    until: None,
                },
            }),
            Op::Import(Box::new(import::Op {
                events: vec![Event {
                    who: "+8613700137000".to_owned(),
                    said: Said {
                        at: Now::morning_of("2026-03-01").expect("a day").at,
                        channel: Channel::Other,
                        direction: None,
                        minutes: None,
                        outcome: None,
                        note: "浏览 龙井".to_owned(),
                        author: String::new(),
                        source_id: String::new(),
                    },
                }],
                ..import::Op::default()
            })),
            Op::Setting(setting::Op::Set {
                key: setting::Key::ShopName,
                value: "山风茶铺".to_owned(),
            }),
            Op::Tag(tag::Op::Group {
                tags: vec!["老客".to_owned()],
                group: "行为偏好".to_owned(),
            }),
            Op::Rule(rule::Op::Add {
                name: "买过".to_owned(),
                text: "消费>0 => +买过".to_owned(),
            }),
            Op::Rule(rule::Op::Enable("买过".to_owned())),
            Op::Setting(setting::Op::NameAgent("小林".to_owned())),
            Op::Interaction(interaction::Op::Log {
                customer: id,
                line: LogLine::parse("电话 已接 要两盒", now).expect("a line"),
                at: None,
                closes: None,
                after: After::Unasked,
            }),
            Op::Script(script::Op::Add(Words {
                code: "hi".to_owned(),
                text_zh: "您好".to_owned(),
                ..Words::default()
            })),
        ] {
            app.run(&op).expect("an op");
        }
        let code = match app.ask(&Query::Account { id }) {
            Ok(Answer::Account(account)) => account.coupons[0].code.clone(),
            other => panic!("no account: {other:?}"),
        };
        app.run(&Op::Coupon(coupon::Op::Redeem { code }))
            .expect("redeemed");
        app.run(&Op::Setting(setting::Op::Set {
            key: setting::Key::Pool,
            value: "on".to_owned(),
        }))
        .expect("an op");
        app.run(&Op::Pool(pool::Op::Claim(vec![id])))
            .expect("an op");
        add_own(&mut app);
        let hi = match app.ask(&Query::Scripts { customer: None }) {
            Ok(Answer::Scripts(told)) => told[0].script.id,
            other => panic!("no scripts: {other:?}"),
        };
        app.run(&Op::View(view::Op::Save {
            name: Name::new("老客"),
            view: Box::new(View::parse("消费>100 ; sort=-spend").expect("a view")),
            pin: Pin::new(1),
        }))
        .expect("a view");
        app.run(&Op::Script(script::Op::Use {
            ids: vec![hi],
            customer: id,
        }))
        .expect("an op");
        let other = app
            .run(&Op::Customer(customer::Op::Add(Draft::named("李雷"))))
            .expect("added")
            .show
            .expect("a customer");
        let gone = app
            .run(&Op::Customer(customer::Op::Add(Draft::named("赵四"))))
            .expect("added")
            .show
            .expect("a customer");
        let of_gone = Bought {
            day: now,
            item: "白茶".to_owned(),
            quantity_milli: 1000,
            amount_cents: 5_000,
            pay_method: String::new(),
            source_id: String::new(),
        };
        for op in [
            Op::Purchase(purchase::Op::Add {
                customer: gone,
                bought: of_gone,
            }),
            Op::Rights(rights::Op::Erase {
                ids: vec![gone],
                why: rights::Why::Reason("本人申请".to_owned()),
            }),
            Op::Consent(consent::Op::Record {
                id,
                given: consent::Given {
                    purpose: Purpose::Marketing,
                    channel: None,
                    basis: Basis::Consent,
                    evidence: "签名卡".to_owned(),
                    guardian: String::new(),
                },
            }),
            Op::Consent(consent::Op::Keep {
                category: Category::Trade,
                days: 1_000,
            }),
            Op::Merge(merge::Op::Distinct { one: id, other }),
            Op::Customer(customer::Op::Bin(vec![other])),
        ] {
            app.run(&op).expect("an op");
        }
        shop
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    pub fn app(&self) -> App {
        App::open(&self.path(), Access::Write, clock(), Source::Desk).expect("an open file")
    }

    /// The names in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").file_name().display().to_string())
            .collect()
    }
}

/// A field of the shop's own with a value, a tie, and a note on a company.
fn add_own(app: &mut App) {
    let shape = Shape::parse("皮肤类型 list 干|油 选品").expect("a field");
    app.run(&Op::Field(field::Op::Add(shape))).expect("an op");
    let field = match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => lists.fields[0].id,
        other => panic!("no fields: {other:?}"),
    };
    let mut draft = Draft::named("赵敏");
    draft.about.company = "大禹".to_owned();
    draft.referrer = Some("王芳".to_owned());
    draft.custom.push(Filled {
        field,
        text: "干".to_owned(),
    });
    for op in [
        Op::Customer(customer::Op::Add(draft)),
        Op::Company(company::Op::Note {
            name: "大禹".to_owned(),
            note: "月结".to_owned(),
        }),
    ] {
        app.run(&op).expect("an op");
    }
}

pub fn clock() -> Clock {
    Clock::Fixed(Now::morning_of("2026-03-02").expect("a day"))
}
