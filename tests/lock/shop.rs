//! An encrypted shop in a folder of its own, with one customer and as many users as a test wants.

use std::path::PathBuf;

use chrono::{FixedOffset, TimeZone};
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::pass::{Cost, Pass, Passphrase, Role};
use shuke::app::{Access, App, Result, customer};
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{About, Draft};
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::time::{Millis, Now};

pub const OWNER: &str = "correct horse battery";
pub const PHONE: &str = "13812345678";

pub fn now() -> Now {
    let offset = FixedOffset::east_opt(8 * 3600).expect("an offset");
    let at = offset
        .with_ymd_and_hms(2026, 3, 2, 10, 0, 0)
        .single()
        .expect("a moment");
    Now {
        at: Millis::from(at),
        offset,
    }
}

pub fn later(seconds: i64) -> Clock {
    Clock::Fixed(Now {
        at: Millis(now().at.0 + seconds * 1000),
        ..now()
    })
}

pub fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// Somebody's passphrase: long enough, and another for everybody.
pub fn words_of(name: &str) -> Passphrase {
    words(&format!("the long words of {name}"))
}

pub struct Shop {
    folder: tempfile::TempDir,
    pub recovery: Passphrase,
}

impl Shop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let recovery = App::create_locked(&path, &later(0), "Li", &words(OWNER), Cost::LEAST_WORK)
            .unwrap_or_else(|error| panic!("{error:?}"));
        let shop = Self { folder, recovery };
        shop.add(&mut shop.owner(), "王芳", PHONE, "");
        shop
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn pass(&self, name: Option<&str>, passphrase: &Passphrase) -> Result<Pass> {
        Pass::unlock(&self.path(), name, passphrase, later(0))
    }

    pub fn owner_pass(&self) -> Pass {
        self.pass(Some("Li"), &words(OWNER))
            .unwrap_or_else(|error| panic!("{error:?}"))
    }

    pub fn open(&self, pass: &Pass) -> App {
        App::open_with(pass, Access::Write, later(0), Source::Desk)
            .unwrap_or_else(|error| panic!("{error:?}"))
    }

    pub fn owner(&self) -> App {
        self.open(&self.owner_pass())
    }

    /// Gives somebody a slot and opens the shop as them.
    pub fn as_new(&self, name: &str, role: Role) -> App {
        let pass = self.owner_pass();
        let mut owner = self.open(&pass);
        owner
            .add_user(&pass, name, role, &words_of(name), Cost::LEAST_WORK)
            .unwrap_or_else(|error| panic!("{error:?}"));
        drop(owner);
        let pass = self
            .pass(Some(name), &words_of(name))
            .unwrap_or_else(|error| panic!("{error:?}"));
        self.open(&pass)
    }

    pub fn add(&self, app: &mut App, name: &str, phone: &str, owner: &str) -> CustomerId {
        let draft = Draft {
            about: About {
                name: name.to_owned(),
                owner: owner.to_owned(),
                ..About::default()
            },
            contacts: vec![
                ContactDraft::new(Method::Phone, phone),
                ContactDraft::new(Method::Email, format!("secret{phone}@example.com")),
            ],
            ..Draft::default()
        };
        let changed = app
            .run(&Op::Customer(customer::Op::Add(draft)))
            .unwrap_or_else(|error| panic!("{error:?}"));
        changed.show.expect("a customer")
    }
}
