//! `shuke user`, `unlock`, `rekey`, `encrypt`, `decrypt` and `recovery`: who can open the file, and with which keys.

use std::path::Path;

use serde_json::json;

use super::out::{Form, Out, Row};
use super::secret::{Entrance, Secrets};
use super::stop::{Result, Stop};
use super::told;
use crate::app::clock::Clock;
use crate::app::pass::{Door, Pass, Passphrase, Role, cost, door, recovery};
use crate::app::{Access, App};
use crate::domain::history::Source;
use crate::i18n::lock::role;

/// Say who can open the file, and what they may do
#[derive(Debug, clap::Subcommand)]
pub enum UserCommand {
    /// List who can open the file
    List,
    /// Let somebody in: owner, manager, agent or viewer
    Add {
        /// Their name
        name: String,
        /// What they may do
        #[arg(long, value_enum, default_value = "agent")]
        role: RoleArg,
    },
    /// Take somebody's access away; the file gets new keys
    Remove {
        /// Their name
        name: String,
    },
    /// Set a new passphrase: your own, or as an owner anybody's
    Passphrase {
        /// Whose; your own if left out
        name: Option<String>,
    },
    /// Change what somebody may do
    Role {
        /// Their name
        name: String,
        /// What they may do
        #[arg(value_enum)]
        role: RoleArg,
    },
}

/// Encrypt the file; the passphrase is asked for, the recovery code told once
#[derive(Debug, clap::Args)]
pub struct EncryptArgs {
    /// The owner's name; whoever sits at the desk if left out
    #[arg(long)]
    name: Option<String>,
}

/// Make the file readable without a passphrase again
#[derive(Debug, clap::Args)]
pub struct DecryptArgs {
    /// Do it: whoever gets the file can read it then
    #[arg(long)]
    yes: bool,
}

/// A role, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum RoleArg {
    Owner,
    Manager,
    Agent,
    Viewer,
}

impl From<RoleArg> for Role {
    fn from(arg: RoleArg) -> Self {
        match arg {
            RoleArg::Owner => Self::Owner,
            RoleArg::Manager => Self::Manager,
            RoleArg::Agent => Self::Agent,
            RoleArg::Viewer => Self::Viewer,
        }
    }
}

/// A locked file, and whoever got in.
pub(super) struct Inside {
    pass: Pass,
    pub app: App,
    pub secrets: Secrets,
}

pub(super) fn enter(path: &Path, entrance: &Entrance, out: &Out) -> Result<Inside> {
    if door(path)? == Door::Open {
        // A missing file says so itself.
        drop(App::open(path, Access::Read, Clock::System, Source::Cli)?);
        return Err(Stop::App(crate::app::Error::NotEncrypted));
    }
    let mut secrets = entrance.secrets()?;
    let pass = entrance.unlock(path, &mut secrets, out.s)?;
    let app = App::open_with(&pass, Access::Write, Clock::System, Source::Cli)?;
    Ok(Inside { pass, app, secrets })
}

/// Lists, adds, changes and removes users.
///
/// # Errors
/// The file is plain, the passphrase wrong, or the app refuses.
pub fn user(command: &UserCommand, path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    let Inside {
        pass,
        mut app,
        mut secrets,
    } = enter(path, entrance, out)?;
    let w = out.s.lock;
    let (changed, text) = match command {
        UserCommand::List => return list(&app, out),
        UserCommand::Add { name, role: wanted } => {
            let wanted = Role::from(*wanted);
            let new = secrets.new_one(out.s)?;
            let changed = app.add_user(&pass, name, wanted, &new, cost()?)?;
            (changed, (w.added)(name, role(out.s, wanted)))
        }
        UserCommand::Passphrase { name } => {
            let new = secrets.new_one(out.s)?;
            let whose = name.clone().unwrap_or_else(|| pass.name().to_owned());
            let changed = app.set_passphrase(&pass, name.as_deref(), &new, cost()?)?;
            (changed, (w.passphrase_set)(&whose))
        }
        UserCommand::Role { name, role: wanted } => {
            let wanted = Role::from(*wanted);
            let users = app.users()?;
            let had_key = users
                .iter()
                .any(|user| user.name == *name && user.role.holds_sensitive_key());
            let changed = app.set_role(&pass, name, wanted)?;
            if had_key && !wanted.holds_sensitive_key() {
                // Whoever had the sensitive key may have kept it.
                app.rekey(pass, None)?;
            }
            (changed, (w.role_set)(name, role(out.s, wanted)))
        }
        UserCommand::Remove { name } => {
            app.rekey(pass, Some(name))?;
            out.talk(&(w.removed)(name));
            return Ok(());
        }
    };
    out.talk(&text);
    if out.form == Form::Json {
        told::done(out, &changed)
    } else {
        Ok(())
    }
}

fn list(app: &App, out: &mut Out) -> Result<()> {
    let s = out.s;
    let rows = app
        .users()?
        .into_iter()
        .map(|user| Row {
            cells: vec![user.name.clone(), role(s, user.role).to_owned()],
            json: json!({ "name": user.name, "role": user.role.code() }),
        })
        .collect();
    out.table("users", &[s.field.name, s.field.role], rows)
}

/// Checks that a passphrase opens the file.
///
/// # Errors
/// It does not.
pub fn unlock(path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    if door(path)? == Door::Open {
        drop(App::open(path, Access::Read, Clock::System, Source::Cli)?);
        return out.line(out.s.lock.plain_file);
    }
    let Inside { pass, .. } = enter(path, entrance, out)?;
    if out.form == Form::Json {
        return out.document(
            "unlock",
            vec![json!({ "name": pass.name(), "role": pass.role().code() })],
        );
    }
    out.line(&(out.s.lock.opens)(pass.name(), role(out.s, pass.role())))
}

/// Gives the file new keys.
///
/// # Errors
/// Not an owner, or another window is writing.
pub fn rekey(path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    let Inside { pass, app, .. } = enter(path, entrance, out)?;
    app.rekey(pass, None)?;
    out.talk(out.s.lock.rekeyed);
    Ok(())
}

/// Encrypts a plain file.
///
/// # Errors
/// It is encrypted already, the passphrase is weak, or another window is writing.
pub fn encrypt(args: &EncryptArgs, path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    if door(path)? != Door::Open {
        return Err(Stop::EncryptedAlready);
    }
    drop(App::open(path, Access::Read, Clock::System, Source::Cli)?);
    let mut secrets = entrance.secrets()?;
    let passphrase = secrets.new_one(out.s)?;
    let name = args.name.clone().unwrap_or_default();
    let code = App::encrypt(
        path,
        Clock::System,
        Source::Cli,
        &name,
        &passphrase,
        cost()?,
    )?;
    tell_code(&code, &mut secrets, out)?;
    out.talk(out.s.lock.recovery_done);
    Ok(())
}

/// Makes an encrypted file plain.
///
/// # Errors
/// Not an owner, or it was not confirmed.
pub fn decrypt(args: &DecryptArgs, path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    if !args.yes {
        return Err(Stop::NotSure);
    }
    let Inside { app, .. } = enter(path, entrance, out)?;
    app.decrypt()?;
    out.talk(out.s.lock.decrypted);
    Ok(())
}

/// A new recovery code in place of the old one.
///
/// # Errors
/// Not an owner.
pub fn renew_recovery(path: &Path, entrance: &Entrance, out: &mut Out) -> Result<()> {
    let Inside {
        pass,
        mut app,
        mut secrets,
    } = enter(path, entrance, out)?;
    let code = app.renew_recovery(&pass, cost()?)?;
    tell_code(&code, &mut secrets, out)
}

/// Tells the code, and on a terminal asks for two of its groups, so that it is known to be written down.
pub(super) fn tell_code(code: &Passphrase, secrets: &mut Secrets, out: &mut Out) -> Result<()> {
    let w = out.s.lock;
    if out.form == Form::Json {
        out.document("recovery", vec![json!({ "code": code.text() })])?;
    } else {
        out.talk(w.recovery_note);
        out.line(code.text())?;
    }
    if !secrets.is_terminal() {
        return Ok(());
    }
    for n in asked_groups(code) {
        loop {
            let typed = secrets.next(&format!("{}: ", (w.recovery_group)(n + 1)))?;
            if typed.text().trim() == recovery::group(code, n) {
                break;
            }
            out.talk(w.recovery_wrong);
        }
    }
    Ok(())
}

/// Two groups to ask for, not always the same.
fn asked_groups(code: &Passphrase) -> [usize; 2] {
    let digit = code.text().bytes().last().map_or(0, usize::from);
    let first = digit % (recovery::GROUPS / 2);
    [first, first + recovery::GROUPS / 2]
}
