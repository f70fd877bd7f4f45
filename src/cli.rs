//! The command line: one file per subcommand, each running the same ops and queries as the screen. Decides which front end is meant,
//! where the file lies and in which language to speak; does nothing to the data itself.

mod add;
mod after;
mod analyze;
mod backup;
mod bin;
mod bulk;
mod buy;
mod call;
mod company;
mod config;
mod contact;
mod cut;
mod doctor;
mod dupes;
mod edit;
mod event;
mod export;
mod fact;
mod field;
mod fields;
mod figures;
mod follow_up;
mod generate;
mod history;
mod howto;
mod import;
mod key_table;
mod level;
mod list;
mod localise;
mod lock;
mod log;
mod manual;
mod merge;
mod offer;
mod out;
mod person;
mod points;
mod pool;
mod preset;
#[cfg(feature = "testkit")]
mod put;
mod register;
mod relation;
mod report;
mod retention;
mod rule;
mod script;
mod search;
pub mod secret;
mod selection;
mod setting;
mod shape;
mod show;
mod start;
mod stop;
mod tag;
mod tier;
mod told;
mod verify;
mod view;
mod want;
mod when;
mod who;

use std::path::PathBuf;

use clap::{CommandFactory, Parser};

pub use call::Call;
pub use key_table::{KeyDefault, KeyLine, KeyTable};
pub use out::say;
pub use secret::Entrance;
pub use selection::selection;
pub use start::{Desk, Face, Front, Shop, front};
pub use stop::Stop;

use crate::domain::name::Lang;

/// shuke (熟客): the customer desk of a small shop, in a terminal
#[derive(Debug, Parser)]
#[command(
    name = "shuke",
    version,
    infer_subcommands = true,
    max_term_width = 100
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    global: Global,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
struct Global {
    /// The customer file, instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The language: zh or en
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
    /// The settings file, instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Change nothing
    #[arg(long, global = true)]
    read_only: bool,
    /// For screen readers and scripts: no colours, boxes or columns; the desk talks line by line
    #[arg(long, global = true)]
    plain: bool,
    /// Who opens an encrypted file, where several can
    #[arg(long, global = true, value_name = "NAME")]
    user: Option<String>,
    /// Read the passphrase from this descriptor: --passphrase-fd 3 3<file
    #[arg(long, global = true, value_name = "N")]
    passphrase_fd: Option<u32>,
    /// Print one JSON document
    #[arg(long, global = true)]
    json: bool,
    /// Open a throw-away shop full of invented customers
    #[arg(long, conflicts_with = "db")]
    demo: bool,
}

/// A language, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// The subcommands, in the order of the help.
#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(add::Args),
    Edit(edit::Args),
    Show(show::Args),
    Find(list::FindArgs),
    List(list::Args),
    Search(search::Args),
    Log(log::Args),
    Amend(log::AmendArgs),
    #[command(subcommand)]
    Followup(follow_up::Command),
    Due(follow_up::DueArgs),
    #[command(subcommand)]
    Fact(fact::Command),
    #[command(subcommand)]
    Contact(contact::Command),
    #[command(subcommand)]
    Tag(tag::Command),
    #[command(subcommand)]
    Rule(rule::Command),
    #[command(subcommand)]
    Script(script::Command),
    #[command(subcommand)]
    View(view::Command),
    #[command(subcommand)]
    Field(field::Command),
    #[command(subcommand)]
    Relation(relation::Command),
    #[command(subcommand)]
    Company(company::Command),
    Bulk(bulk::Args),
    Tier(tier::Args),
    Stage(tier::StageArgs),
    Consent(tier::ConsentArgs),
    Pin(tier::PinArgs),
    Owner(verify::OwnerArgs),
    Verify(verify::Args),
    Buy(buy::Args),
    Refund(buy::RefundArgs),
    #[command(subcommand)]
    Product(want::ProductCommand),
    #[command(subcommand)]
    Points(points::Command),
    #[command(subcommand)]
    Level(level::Command),
    #[command(subcommand)]
    Coupon(level::CouponCommand),
    #[command(subcommand)]
    Want(want::Command),
    #[command(subcommand)]
    Event(event::Command),
    Rebuy(want::RebuyArgs),
    #[command(subcommand)]
    Offer(offer::Command),
    #[command(subcommand)]
    Bin(bin::Command),
    Reveal(show::RevealArgs),
    Import(import::Args),
    #[command(subcommand)]
    Preset(preset::Command),
    Export(export::Args),
    Generate(generate::Args),
    #[command(subcommand)]
    Person(person::Command),
    #[command(subcommand)]
    Register(register::Command),
    #[command(subcommand)]
    Retention(retention::Command),
    /// Print the shop's policy for customer information, made from its live settings
    Policy,
    Dupes(dupes::Args),
    Merge(merge::Args),
    Undo(history::UndoArgs),
    Redo(history::RedoArgs),
    History(history::Args),
    #[command(subcommand)]
    Audit(history::AuditCommand),
    Backup(backup::Args),
    Restore(backup::RestoreArgs),
    Doctor(doctor::Args),
    Salvage(doctor::SalvageArgs),
    #[command(subcommand)]
    User(lock::UserCommand),
    /// Check that your passphrase opens the file
    Unlock,
    /// Give the file new keys, so that copies of the old keys open only old copies
    Rekey,
    Encrypt(lock::EncryptArgs),
    Decrypt(lock::DecryptArgs),
    /// Make a new recovery code; the old one is void
    Recovery,
    Setup(setting::SetupArgs),
    Set(setting::Args),
    Agent(setting::AgentArgs),
    #[command(subcommand)]
    Cut(cut::Command),
    #[command(subcommand)]
    Pool(pool::Command),
    #[command(subcommand)]
    Report(report::Command),
    /// Print the data dictionary: every field, in both languages
    Schema,
    #[command(subcommand)]
    Analyze(analyze::Command),
    /// Learn the desk in ten steps, on the demo shop
    Tour,
    Howto(howto::Args),
    Info(setting::InfoArgs),
    /// Print the keys of the desk
    Keys,
    #[command(subcommand)]
    Config(config::Command),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
    #[cfg(feature = "testkit")]
    #[command(hide = true)]
    Put(put::Args),
}

/// Which command runs which op. An op without a twin here fails a test.
pub const TWINS: &[(&str, &[&str])] = &[
    ("customer.add", &["add"]),
    ("customer.edit", &["edit"]),
    ("customer.bin", &["bin", "put"]),
    ("customer.restore", &["bin", "restore"]),
    ("customer.pin", &["pin"]),
    ("customer.tier", &["tier"]),
    ("customer.stage", &["stage"]),
    ("customer.consent", &["consent"]),
    ("customer.owner", &["owner"]),
    ("customer.verify", &["verify"]),
    ("customer.reveal", &["reveal"]),
    ("customer.merge", &["merge"]),
    ("customer.distinct", &["dupes", "dismiss"]),
    ("customer.erase", &["person", "erase"]),
    ("customer.restrict", &["person", "restrict"]),
    ("customer.release", &["person", "release"]),
    ("customer.hand_over", &["person", "export"]),
    ("consent.record", &["register", "add"]),
    ("consent.withdraw", &["register", "withdraw"]),
    ("retention.set", &["retention", "set"]),
    ("contact.reach", &["contact", "bad"]),
    ("contact.promote", &["contact", "primary"]),
    ("contact.copy", &["contact", "copy"]),
    ("fact.add", &["fact", "add"]),
    ("fact.remove", &["fact", "remove"]),
    ("tag.add", &["tag", "add"]),
    ("tag.remove", &["tag", "remove"]),
    ("tag.rename", &["tag", "rename"]),
    ("tag.merge", &["tag", "merge"]),
    ("tag.group", &["tag", "group"]),
    ("tag.rename_group", &["tag", "rename-group"]),
    ("tag.exclusive", &["tag", "exclusive"]),
    ("tag.colour", &["tag", "colour"]),
    ("tag.delete", &["tag", "delete"]),
    ("interaction.log", &["log"]),
    ("interaction.amend", &["amend"]),
    ("follow_up.schedule", &["followup", "add"]),
    ("follow_up.snooze", &["followup", "snooze"]),
    ("follow_up.done", &["followup", "done"]),
    ("follow_up.cancel", &["followup", "cancel"]),
    ("purchase.add", &["buy"]),
    ("purchase.refund", &["refund"]),
    ("product.put", &["product", "put"]),
    ("points.adjust", &["points", "adjust"]),
    ("points.open", &["points", "open"]),
    ("points.spend", &["points", "spend"]),
    ("level.put", &["level", "put"]),
    ("level.remove", &["level", "remove"]),
    ("level.review", &["level", "review"]),
    ("level.card", &["level", "card"]),
    ("coupon.issue", &["coupon", "issue"]),
    ("coupon.redeem", &["coupon", "redeem"]),
    ("offer.take", &["offer", "take"]),
    ("offer.decline", &["offer", "decline"]),
    ("want.add", &["want", "add"]),
    ("want.remove", &["want", "remove"]),
    ("event.match", &["event", "match"]),
    ("event.drop", &["event", "drop"]),
    ("setting.set_up", &["setup"]),
    ("setting.set", &["set"]),
    ("setting.agent", &["agent"]),
    ("rule.add", &["rule", "add"]),
    ("rule.edit", &["rule", "edit"]),
    ("rule.rename", &["rule", "rename"]),
    ("rule.enable", &["rule", "enable"]),
    ("rule.disable", &["rule", "disable"]),
    ("rule.remove", &["rule", "remove"]),
    ("rule.starter", &["rule", "starter"]),
    ("rule.run", &["rule", "run"]),
    ("pool.claim", &["pool", "claim"]),
    ("pool.return", &["pool", "return"]),
    ("pool.sweep", &["pool", "sweep"]),
    ("script.add", &["script", "add"]),
    ("script.edit", &["script", "edit"]),
    ("script.delete", &["script", "remove"]),
    ("script.use", &["script", "fill"]),
    ("script.starter", &["script", "starter"]),
    ("view.save", &["view", "save"]),
    ("view.rename", &["view", "rename"]),
    ("view.pin", &["view", "pin"]),
    ("view.delete", &["view", "remove"]),
    ("field.add", &["field", "add"]),
    ("field.edit", &["field", "edit"]),
    ("field.remove", &["field", "remove"]),
    ("field.set", &["field", "set"]),
    ("relation.add", &["relation", "add"]),
    ("relation.remove", &["relation", "remove"]),
    ("company.note", &["company", "note"]),
    ("company.rename", &["company", "rename"]),
    ("company.merge", &["company", "merge"]),
    ("history.undo", &["undo"]),
    ("history.redo", &["redo"]),
    ("file.accept", &["doctor"]),
    ("file.restore", &["restore"]),
    ("file.salvage", &["salvage"]),
    ("import.run", &["import"]),
    ("user.add", &["user", "add"]),
    ("user.remove", &["user", "remove"]),
    ("user.role", &["user", "role"]),
    ("user.passphrase", &["user", "passphrase"]),
    ("user.recovery", &["recovery"]),
    ("desk.refused", &["unlock"]),
    ("desk.limit", &["reveal"]),
    ("desk.handed", &["show"]),
    ("desk.encrypt", &["encrypt"]),
    ("desk.decrypt", &["decrypt"]),
    ("desk.rekey", &["rekey"]),
    ("export.run", &["export"]),
    ("import.shop", &["import"]),
];

/// The whole command tree, in one language.
#[must_use]
pub fn command(lang: Lang) -> clap::Command {
    localise::command(Cli::command(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::op::Op;

    #[test]
    fn the_command_tree_holds_together() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }

    #[test]
    fn every_op_has_a_command_that_runs_it() {
        let tree = command(Lang::En);
        for name in Op::NAMES {
            let (_, words) = TWINS
                .iter()
                .find(|(op, _)| op == name)
                .unwrap_or_else(|| panic!("no command runs {name}"));
            let found = words
                .iter()
                .try_fold(&tree, |command, word| command.find_subcommand(word));
            assert!(
                found.is_some(),
                "{name}: there is no `shuke {}`",
                words.join(" ")
            );
        }
        assert_eq!(TWINS.len(), Op::NAMES.len());
    }
}
