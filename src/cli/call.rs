//! One command, from opening its desk to its exit status.

use std::path::{Path, PathBuf};

use super::out::{Form, Out};
use super::secret::Entrance;
use super::stop::{Result, Stop};
use super::{
    Command, KeyTable, Shop, add, analyze, backup, bin, bulk, buy, company, config, contact, cut,
    doctor, dupes, edit, event, export, fact, field, follow_up, generate, history, howto, import,
    level, list, lock, log, manual, merge, offer, person, points, pool, preset, register, relation,
    report, retention, rule, script, search, setting, show, tag, tier, verify, view, want,
};
use crate::app::anchor::{Care, Presence};
use crate::app::answer::Lists;
use crate::app::clock::Clock;
use crate::app::derived::Renewal;
use crate::app::error::Status;
use crate::app::generate::DEMO_SEED;
use crate::app::pace::Pace;
use crate::app::pass::{Door, door};
use crate::app::{self, Access, App};
use crate::config::{Places, Settings};
use crate::domain::history::Source;
use crate::domain::id::CustomerId;
use crate::i18n;

/// The status of `due --exit-code` when something is due.
const SOMETHING_DUE: u8 = 10;

/// A command with all it was told.
pub struct Call {
    pub(super) command: Command,
    pub(super) shop: Shop,
    /// Nobody named the file: it is made at the first use.
    pub(super) is_usual: bool,
    pub(super) read_only: bool,
    pub(super) entrance: Entrance,
    pub(super) settings: Settings,
    pub(super) places: Option<Places>,
    /// Where the settings are read from.
    pub(super) settings_file: Option<PathBuf>,
    pub(super) keys: KeyTable,
    pub(super) out: Out,
}

impl Call {
    /// Runs the command and returns the exit status.
    #[must_use]
    pub fn run(mut self) -> u8 {
        match self.perform() {
            Ok(status) => status,
            Err(Stop::App(error)) => {
                let error = match path_of(&self.shop) {
                    Ok(path) => error.in_file(path),
                    Err(_) => error,
                };
                refuse(&mut self.out, &Stop::App(error))
            }
            Err(stop) => refuse(&mut self.out, &stop),
        }
    }

    fn perform(&mut self) -> Result<u8> {
        match &self.command {
            Command::Howto(args) => {
                let (keys, s) = (self.keys, self.out.s);
                let told = |text: &str| (keys.told)(s, &self.settings, text);
                howto::run(args, told, &mut self.out)?;
            }
            Command::Keys => {
                let lines = (self.keys.lines)(self.out.s, &self.settings);
                manual::keys(lines, &mut self.out)?;
            }
            Command::Config(command) => {
                let file = self.settings_file.as_deref();
                return config::run(command, file, &self.keys, &mut self.out);
            }
            Command::Completions(args) => manual::completions(args, &mut self.out)?,
            Command::Schema => {
                let lists = self.lists_there();
                report::schema(&lists, &mut self.out)?;
            }
            Command::Man(args) => manual::man(args, &mut self.out)?,
            Command::Analyze(command) => analyze::run(command, &mut self.out)?,
            Command::Generate(args) => generate::run(args, &mut self.out)?,
            Command::Preset(command) => preset::run(command, &self.settings, &mut self.out)?,
            Command::Restore(args) => {
                let care = self.care();
                backup::bring_back(
                    path_of(&self.shop)?,
                    args,
                    &care,
                    &self.entrance,
                    &mut self.out,
                )?;
            }
            Command::Doctor(args) => {
                let care = self.care();
                return doctor::run(
                    path_of(&self.shop)?,
                    args,
                    &care,
                    &self.entrance,
                    &mut self.out,
                );
            }
            Command::Salvage(args) => doctor::save(args, &self.entrance, &mut self.out)?,
            #[cfg(feature = "testkit")]
            Command::Put(args) => return Ok(super::put::run(args, self.out.s)),
            Command::Import(args) if import::shop(args).is_some() => {
                let Some(path) = import::shop(args).cloned() else {
                    return Ok(Status::Done as u8);
                };
                if args.dry_run {
                    import::rehearse(&path, &mut self.out)?;
                } else {
                    let mut app = self.open()?;
                    import::whole(&mut app, &path, &mut self.out)?;
                }
            }
            Command::Import(args) => {
                // First the files: one that cannot be read shall not leave a new, empty desk behind.
                // One that is there says which fields are its own.
                let mut there = match &self.shop {
                    Shop::File(path) if path.exists() => Some(self.open()?),
                    _ => None,
                };
                let lists = there.as_mut().map(field::lists).transpose()?;
                let lists = lists.unwrap_or_default();
                let read = import::read(args, &self.settings, &lists, &mut self.out)?;
                let mut app = there.map_or_else(|| self.open(), Ok)?;
                warn(&app, &mut self.out)?;
                import::run(&mut app, args, read, &mut self.out)?;
                self.keep_safe(&app);
            }
            Command::Export(args) if args.encrypts() => self.export_locked()?,
            Command::User(_)
            | Command::Unlock
            | Command::Rekey
            | Command::Encrypt(_)
            | Command::Decrypt(_)
            | Command::Recovery => self.at_the_lock()?,
            _ => {
                let mut app = self.open()?;
                warn(&app, &mut self.out)?;
                let status = self.on_the_desk(&mut app)?;
                self.keep_safe(&app);
                return Ok(status);
            }
        }
        Ok(Status::Done as u8)
    }

    /// A second passphrase is asked for: that of the file which is made.
    fn export_locked(&mut self) -> Result<()> {
        let locked = match &self.shop {
            Shop::File(path) if matches!(door(path), Ok(Door::Locked(_))) => {
                Some(lock::enter(path, &self.entrance, &self.out)?)
            }
            _ => None,
        };
        let (mut app, mut secrets) = match locked {
            Some(inside) => (inside.app, inside.secrets),
            None => (self.open()?, self.entrance.secrets()?),
        };
        let Command::Export(args) = &self.command else {
            return Ok(());
        };
        export::run_locked(&mut app, args, &mut secrets, &mut self.out)
    }

    /// What is about the file's keys and needs whoever got in, not only their desk.
    fn at_the_lock(&mut self) -> Result<()> {
        let (Shop::File(path), entrance, out) = (&self.shop, &self.entrance, &mut self.out) else {
            return Err(Stop::App(crate::app::Error::NotEncrypted));
        };
        if self.read_only && !matches!(self.command, Command::Unlock) {
            return Err(Stop::App(crate::app::Error::ReadOnly));
        }
        match &self.command {
            Command::User(command) => lock::user(command, path, entrance, out),
            Command::Rekey => lock::rekey(path, entrance, out),
            Command::Encrypt(args) => lock::encrypt(args, path, entrance, out),
            Command::Decrypt(args) => lock::decrypt(args, path, entrance, out),
            Command::Recovery => lock::renew_recovery(path, entrance, out),
            _ => lock::unlock(path, entrance, out),
        }
    }

    fn on_the_desk(&mut self, app: &mut App) -> Result<u8> {
        let out = &mut self.out;
        match &self.command {
            Command::Add(args) => add::run(app, args, out)?,
            Command::Edit(args) => edit::run(app, args, out)?,
            Command::Show(args) => show::run(app, args, out)?,
            Command::Find(args) => list::find(app, args, out)?,
            Command::List(args) => list::run(app, args, out)?,
            Command::Search(args) => search::run(app, args, out)?,
            Command::Log(args) => log::run(app, args, out)?,
            Command::Amend(args) => log::amend(app, args, out)?,
            Command::Followup(command) => follow_up::run(app, command, out)?,
            Command::Due(args) => {
                if follow_up::due(app, args, out)? {
                    return Ok(SOMETHING_DUE);
                }
            }
            Command::Fact(command) => fact::run(app, command, out)?,
            Command::Contact(command) => contact::run(app, command, out)?,
            Command::Tag(command) => tag::run(app, command, out)?,
            Command::Pool(command) => pool::run(app, command, out)?,
            Command::Report(command) => report::run(app, command, out)?,
            Command::Rule(command) => rule::run(app, command, out)?,
            Command::Script(command) => script::run(app, command, out)?,
            Command::View(command) => view::run(app, command, out)?,
            Command::Field(command) => field::run(app, command, out)?,
            Command::Relation(command) => relation::run(app, command, out)?,
            Command::Company(command) => company::run(app, command, out)?,
            Command::Bulk(args) => bulk::run(app, args, out)?,
            Command::Tier(args) => tier::run(app, args, out)?,
            Command::Cut(command) => cut::run(app, command, out)?,
            Command::Stage(args) => tier::stage(app, args, out)?,
            Command::Consent(args) => tier::consent(app, args, out)?,
            Command::Pin(args) => tier::pin(app, args, out)?,
            Command::Owner(args) => verify::owner(app, args, out)?,
            Command::Verify(args) => verify::run(app, args, out)?,
            Command::Buy(args) => buy::run(app, args, out)?,
            Command::Refund(args) => buy::refund(app, args, out)?,
            Command::Product(command) => want::product(app, command, out)?,
            Command::Points(command) => points::run(app, command, out)?,
            Command::Level(command) => level::run(app, command, out)?,
            Command::Coupon(command) => level::coupon(app, command, out)?,
            Command::Want(command) => want::run(app, command, out)?,
            Command::Event(command) => event::run(app, command, out)?,
            Command::Rebuy(args) => want::rebuy(app, args, out)?,
            Command::Offer(command) => offer::run(app, command, out)?,
            Command::Bin(command) => bin::run(app, command, out)?,
            Command::Reveal(args) => show::reveal(app, args, out)?,
            Command::Person(command) => person::run(app, command, out)?,
            Command::Register(command) => register::run(app, command, out)?,
            Command::Retention(command) => retention::run(app, command, out)?,
            Command::Policy => retention::policy(app, out)?,
            Command::Dupes(args) => dupes::run(app, args, out)?,
            Command::Merge(args) => merge::run(app, args, out)?,
            Command::Export(args) => export::run(app, args, out)?,
            Command::Undo(args) => history::undo(app, args, out)?,
            Command::Redo(args) => history::redo(app, args, out)?,
            Command::History(args) => history::run(app, args, out)?,
            Command::Audit(command) => history::audit(app, command, out)?,
            Command::Backup(args) => backup::run(app, args, out)?,
            Command::Setup(args) => setting::set_up(app, args, out)?,
            Command::Set(args) => setting::run(app, args, out)?,
            Command::Agent(args) => setting::agent(app, args, out)?,
            Command::Info(args) => setting::info(app, args, self.places.as_ref(), out)?,
            Command::Import(_)
            | Command::Preset(_)
            | Command::Analyze(_)
            | Command::Generate(_)
            | Command::Restore(_)
            | Command::Doctor(_)
            | Command::Salvage(_)
            | Command::User(_)
            | Command::Unlock
            | Command::Rekey
            | Command::Encrypt(_)
            | Command::Decrypt(_)
            | Command::Recovery
            | Command::Tour
            | Command::Howto(_)
            | Command::Keys
            | Command::Config(_)
            | Command::Completions(_)
            | Command::Schema
            | Command::Man(_) => {}
            #[cfg(feature = "testkit")]
            Command::Put(_) => {}
        }
        Ok(Status::Done as u8)
    }

    /// Once a day a command that found something new to keep backs the file up. That it could not is told and is no reason to fail.
    fn keep_safe(&mut self, app: &App) {
        if !self.read_only
            && let Err(error) = app.daily(&Pace::default())
        {
            self.out.talk(&error.message(self.out.s));
        }
    }

    /// Where this computer keeps what it knows of desks, and where second copies go.
    fn care(&self) -> Care {
        Care {
            state: self.places.as_ref().map(|places| places.state.clone()),
            second: self.settings.backup_folder.clone(),
        }
    }

    /// What a desk that is there asks of its records; the dictionary can be read without one.
    fn lists_there(&self) -> Lists {
        let is_there = matches!(&self.shop, Shop::File(path) if path.exists());
        let lists = is_there.then(|| field::lists(&mut self.open()?));
        lists.and_then(Result::ok).unwrap_or_default()
    }

    /// Opens the desk. One that is missing is made at the usual place, or where a command brings the first customers in; nowhere else,
    /// because a slip in a path must not look like an empty shop.
    fn open(&self) -> Result<App> {
        let path = match &self.shop {
            Shop::File(path) => path,
            Shop::Demo => {
                let lang = self.out.s.lang;
                return Ok(App::demo(None, Clock::System, lang, DEMO_SEED)?);
            }
        };
        let rehearsal = matches!(&self.command, Command::Import(args) if args.dry_run);
        let founds = !rehearsal
            && matches!(
                self.command,
                Command::Add(_)
                    | Command::Import(_)
                    | Command::Setup(_)
                    | Command::Set(_)
                    | Command::Agent(_)
            );
        if rehearsal && !path.exists() {
            return Ok(App::in_memory(Clock::System)?);
        }
        if !self.read_only && (self.is_usual || founds) {
            found(path)?;
        }
        let access = if self.read_only {
            Access::Read
        } else {
            Access::Write
        };
        let source = match self.command {
            Command::Import(_) => Source::Import,
            _ => Source::Cli,
        };
        let mut app = self.entrance.open(path, access, source, self.out.s)?;
        app.take_care(&self.care(), Presence::Told)?;
        if founds || matches!(self.command, Command::Buy(_)) {
            renew(&mut app)?;
        }
        Ok(app)
    }
}

/// The file; the throw-away shop has none.
fn path_of(shop: &Shop) -> Result<&Path> {
    match shop {
        Shop::File(path) => Ok(path),
        Shop::Demo => Err(app::Error::NoFile.into()),
    }
}

/// Says if the file lacks what this computer has seen.
fn warn(app: &App, out: &mut Out) -> Result<()> {
    if let Some(missing) = app.missing()? {
        let text = i18n::safe::missing(out.s, missing, out.now);
        out.talk(&text);
    }
    Ok(())
}

/// Makes a desk where there is none.
fn found(path: &Path) -> Result<()> {
    match App::create(path, &Clock::System) {
        Err(error) if !error.is_already_there() => Err(error.into()),
        // It was there, or another window was faster.
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Renews what the calendar alone has changed since the last write.
fn renew(app: &mut App) -> Result<()> {
    let mut from = CustomerId(0);
    while let Renewal::After(last) = app.renew(from)? {
        from = last;
    }
    app.follow_the_calendar()?;
    Ok(())
}

/// Says why nothing was done, and returns the exit status.
pub(super) fn refuse(out: &mut Out, stop: &Stop) -> u8 {
    if stop.is_broken_pipe() {
        return Status::Done as u8;
    }
    out.talk(&stop.message(out.s));
    if let Stop::Several(_, rows) = stop {
        for row in rows {
            out.talk(&format!(
                "  {}  {}  {}  {}",
                row.id, row.name, row.phone, row.city
            ));
        }
    }
    if out.form == Form::Json {
        let document = stop.json(out.s, out.now.offset);
        if out.json(document).is_err() {
            return Status::Fault as u8;
        }
    }
    stop.status() as u8
}
