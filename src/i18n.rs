//! Every word shown to people, in both languages: one struct, two statics, so that a missing text is a compile error. Nothing here
//! decides; it turns the desk's values into words.

pub mod cell;
pub mod cli;
pub mod command;
pub mod custom;
pub mod desk;
mod en;
pub mod event;
pub mod export;
pub mod filter;
pub mod howto;
pub mod label;
pub mod lock;
pub mod merge;
pub mod offer;
pub mod order;
pub mod plain;
pub mod privacy;
pub mod refusal;
pub mod report;
pub mod safe;
pub mod script;
pub mod standard;
pub mod texts;
pub mod trade;
pub mod view;
pub mod wizard;
mod zh;

use crate::domain::kind::Kind;
use crate::domain::name::Lang;

/// Every text of one language, grouped by noun.
pub struct Strings {
    pub lang: Lang,
    /// Between the parts of a list.
    pub list_comma: &'static str,
    pub error: ErrorWords,
    pub field: FieldWords,
    pub kind: KindWords,
    pub tier: TierWords,
    pub stage: StageWords,
    pub talk: TalkWords,
    pub leaning: LeaningWords,
    pub step: StepWords,
    pub time: TimeWords,
    /// The shop's own fields.
    pub custom: custom::CustomWords,
    /// Ties between customers, companies and sources.
    pub relation: custom::RelationWords,
    /// What is said about filters.
    pub filter: filter::FilterWords,
    /// What is said about duplicates, merging and a field's past.
    pub merge: merge::MergeWords,
    /// What is said about views of the list.
    pub view: view::ViewWords,
    /// What is said about searching everything.
    pub texts: texts::TextsWords,
    /// Tags, rules, quality and the pool.
    pub order: order::OrderWords,
    /// What the shop asks of its records.
    pub standard: standard::StandardWords,
    /// What the screen says.
    pub desk: desk::DeskWords,
    pub wizard: wizard::WizardWords,
    /// What the command line says.
    pub cli: cli::CliWords,
    /// What is said about passphrases and roles.
    pub lock: &'static lock::LockWords,
    /// What is said about taking the book out.
    pub export: export::ExportWords,
    /// What the desk in lines says.
    pub plain: plain::PlainWords,
    /// What the reports say.
    pub report: &'static report::ReportWords,
    /// What is said about sales, points, levels, coupons and wants.
    pub trade: trade::TradeWords,
    pub offer: &'static offer::OfferWords,
    /// What is said about visitors and what they did.
    pub event: event::EventWords,
    /// What is said about keeping the file safe.
    pub privacy: privacy::PrivacyWords,
    pub safe: safe::SafeWords,
}

/// Refusals: what happened, and what to do.
pub struct ErrorWords {
    pub not_found: fn(&str) -> String,
    pub name_missing: &'static str,
    pub nothing_said: &'static str,
    pub reason_missing: &'static str,
    pub masked_phone: &'static str,
    pub too_long: fn(usize) -> String,
    pub too_many: fn(usize) -> String,
    pub code_taken: fn(&str) -> String,
    pub name_taken: fn(&str) -> String,
    pub built_in: &'static str,
    pub do_not_contact: &'static str,
    pub stale: &'static str,
    pub same_person: &'static str,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub conflicts: fn(&str) -> String,
    pub read_only: &'static str,
    pub cancelled: &'static str,
    pub no_random: &'static str,
    pub file_missing: fn(&str) -> String,
    pub file_empty: fn(&str) -> String,
    pub file_foreign: fn(&str) -> String,
    pub file_damaged: fn(&str) -> String,
    pub file_newer: fn(&str, i64) -> String,
    pub file_exists: fn(&str) -> String,
    pub file_io: fn(&str, &str) -> String,
    pub io_denied: &'static str,
    pub io_missing: &'static str,
    pub io_full: &'static str,
    pub io_read_only: &'static str,
    pub io_other: &'static str,
    pub busy: &'static str,
    pub disk_full: &'static str,
    pub constraint: &'static str,
    pub bad_value: fn(&str, &str) -> String,
    pub sqlite: fn(&str) -> String,
}

/// What columns are called.
pub struct FieldWords {
    pub key: &'static str,
    pub value: &'static str,
    pub agent: &'static str,
    pub role: &'static str,
    pub customer: &'static str,
    pub party: &'static str,
    pub name: &'static str,
    pub nickname: &'static str,
    pub gender: &'static str,
    pub birthday: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub wechat: &'static str,
    pub company: &'static str,
    pub title: &'static str,
    pub city: &'static str,
    pub address: &'static str,
    pub source: &'static str,
    pub owner: &'static str,
    pub hobbies: &'static str,
    pub preferred: &'static str,
    /// The same in a narrow column.
    pub preferred_short: &'static str,
    pub note: &'static str,
    pub pinned: &'static str,
    pub legal_basis: &'static str,
    pub tier: &'static str,
    pub stage: &'static str,
    pub source_id: &'static str,
    pub created_at: &'static str,
    pub deleted_at: &'static str,
    pub method: &'static str,
    pub contact: &'static str,
    pub label: &'static str,
    pub rank: &'static str,
    pub reach: &'static str,
    pub leaning: &'static str,
    pub fact: &'static str,
    pub day: &'static str,
    pub tag: &'static str,
    pub tags: &'static str,
    pub at: &'static str,
    pub channel: &'static str,
    pub direction: &'static str,
    pub minutes: &'static str,
    pub outcome: &'static str,
    pub author: &'static str,
    pub corrects: &'static str,
    pub due: &'static str,
    pub progress: &'static str,
    pub closed_at: &'static str,
    pub reason: &'static str,
    pub item: &'static str,
    pub quantity: &'static str,
    pub amount: &'static str,
    pub pay_method: &'static str,
    pub last_contact: &'static str,
    pub next: &'static str,
    pub consent: &'static str,
    pub folder: &'static str,
    pub code: &'static str,
    pub headline: &'static str,
    pub text_zh: &'static str,
    pub text_en: &'static str,
    pub script: &'static str,
    pub view_name: &'static str,
    pub view_line: &'static str,
    pub view_pin: &'static str,
}

/// What kinds of rows are called.
pub struct KindWords {
    pub customer: &'static str,
    pub contact: &'static str,
    pub fact: &'static str,
    pub tag: &'static str,
    pub interaction: &'static str,
    pub follow_up: &'static str,
    pub purchase: &'static str,
    pub setting: &'static str,
    pub script: &'static str,
    pub product: &'static str,
    pub points: &'static str,
    pub level: &'static str,
    pub coupon: &'static str,
    pub want: &'static str,
    pub view: &'static str,
    pub rule: &'static str,
    pub field: &'static str,
    pub relation: &'static str,
    pub company: &'static str,
    pub op: &'static str,
}

pub struct TierWords {
    pub vip: &'static str,
    pub regular: &'static str,
    pub potential: &'static str,
}

pub struct StageWords {
    pub potential: &'static str,
    pub new: &'static str,
    pub active: &'static str,
    pub silent: &'static str,
    pub lost: &'static str,
}

/// Channels, directions and outcomes of interactions.
pub struct TalkWords {
    pub call: &'static str,
    pub wechat: &'static str,
    pub sms: &'static str,
    pub email: &'static str,
    pub visit: &'static str,
    pub store: &'static str,
    pub video: &'static str,
    pub social: &'static str,
    pub other: &'static str,
    pub answered: &'static str,
    pub no_answer: &'static str,
    pub busy: &'static str,
    pub wrong_number: &'static str,
    pub left_message: &'static str,
    pub interested: &'static str,
    pub refused: &'static str,
    pub sold: &'static str,
    pub resolved: &'static str,
    pub inward: &'static str,
    pub outward: &'static str,
    pub minutes: fn(u32) -> String,
    pub male: &'static str,
    pub female: &'static str,
}

pub struct LeaningWords {
    pub likes: &'static str,
    pub avoids: &'static str,
    pub needs: &'static str,
}

/// What ops are called when they are told, undone or redone.
pub struct StepWords {
    /// The label of an op's name.
    pub of: fn(&str) -> &'static str,
    pub did: fn(&str, &str) -> String,
    pub undid: fn(&str, &str) -> String,
    pub redid: fn(&str, &str) -> String,
    pub count: fn(i64) -> String,
}

/// Days and times relative to today.
pub struct TimeWords {
    pub today: &'static str,
    pub yesterday: &'static str,
    pub tomorrow: &'static str,
    pub days_ago: fn(i64) -> String,
    pub in_days: fn(i64) -> String,
    pub weekdays: [&'static str; 7],
    pub never: &'static str,
}

/// The texts of a language.
#[must_use]
pub fn strings(lang: Lang) -> &'static Strings {
    match lang {
        Lang::Zh => &zh::ZH,
        Lang::En => &en::EN,
    }
}

/// What a kind of row is called.
#[must_use]
pub fn kind(s: &Strings, kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => s.kind.customer,
        Kind::Contact => s.kind.contact,
        Kind::Fact => s.kind.fact,
        Kind::Tag => s.kind.tag,
        Kind::Interaction => s.kind.interaction,
        Kind::FollowUp => s.kind.follow_up,
        Kind::Purchase => s.kind.purchase,
        Kind::Setting => s.kind.setting,
        Kind::Script => s.kind.script,
        Kind::Product => s.kind.product,
        Kind::Points => s.kind.points,
        Kind::Level => s.kind.level,
        Kind::Coupon => s.kind.coupon,
        Kind::Want => s.kind.want,
        Kind::Offer => s.offer.one,
        Kind::Event => s.event.one,
        Kind::View => s.kind.view,
        Kind::Rule => s.kind.rule,
        Kind::Field => s.kind.field,
        Kind::Relation => s.kind.relation,
        Kind::Company => s.kind.company,
        Kind::Op => s.kind.op,
    }
}

/// Why the operating system refused.
#[must_use]
pub fn io(s: &Strings, kind: std::io::ErrorKind) -> &'static str {
    use std::io::ErrorKind as Why;
    match kind {
        Why::PermissionDenied => s.error.io_denied,
        Why::NotFound | Why::NotADirectory => s.error.io_missing,
        Why::StorageFull | Why::QuotaExceeded => s.error.io_full,
        Why::ReadOnlyFilesystem => s.error.io_read_only,
        _ => s.error.io_other,
    }
}

/// The code of a language, as settings keep it.
#[must_use]
pub fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// The language of a code such as `zh`, `zh_CN.UTF-8` or `en`.
#[must_use]
pub fn lang_of(code: &str) -> Option<Lang> {
    let code = code.to_ascii_lowercase();
    if code.starts_with("zh") {
        Some(Lang::Zh)
    } else if code.starts_with("en") {
        Some(Lang::En)
    } else {
        None
    }
}
