//! What can happen to the desk, and what the desk can ask for.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};

use super::command::Ended;
use super::editor::EditError;
use super::feed::{Slot, Ticket};
use super::lock::Try;
use super::worker::{Chore, Chored};
use crate::app::Error;
use crate::app::answer::{Answer, Card};
use crate::app::changed::Changed;
use crate::app::import::incoming::{Choices, Incoming, Refused};
use crate::app::op::Op;
use crate::app::pass::Passphrase;
use crate::app::query::Query;
use crate::config::Command;
use crate::domain::draft::Unsaved;
use crate::domain::name::Lang;
use crate::domain::time::Now;

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resize {
        width: u16,
        height: u16,
    },
    /// The clock moved on: a toast, a reveal or the day may be over.
    Tick,
    /// The reader has an answer.
    Answer {
        slot: Slot,
        ticket: Ticket,
        answer: Result<Answer, Error>,
    },
    /// The writer is through with an op.
    Done(Result<Changed, Error>),
    /// The writer has read a file.
    Incoming(Result<Box<Incoming>, Refused>),
    /// The refused rows of an import are written: how many, and where; or where not.
    Rejects(Result<(usize, PathBuf), PathBuf>),
    /// A text was handed to the clipboard, or could not be.
    Copied {
        told: String,
        done: bool,
    },
    /// The editor has ended.
    Edited(Result<Option<String>, EditError>),
    /// A program of the user's own has ended; its name.
    Ran(String, Ended),
    /// The keeper is through with a chore.
    Chored(Result<Chored, Error>),
    /// A desk file was opened, after a passphrase or after it was encrypted.
    Opened {
        read_only: bool,
        users: Vec<String>,
        /// A recovery code that is told once.
        code: Option<Secret>,
    },
    /// The file did not open, or could not be encrypted.
    Refused(Error),
    /// The machine was asleep.
    Slept,
    /// Another window has written to the file, or derived data were renewed.
    Elsewhere,
}

/// A passphrase on its way; never printed.
pub struct Secret(pub Passphrase);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// How the desk was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// With this exit status.
    Status(i32),
    /// To look around the demo shop.
    ForDemo,
}

/// Something to do outside the state.
#[derive(Debug)]
pub enum Effect {
    Ask {
        slot: Slot,
        ticket: Ticket,
        query: Query,
    },
    /// Nobody waits for a long answer any more.
    Stop(Slot),
    Run(Box<Op>),
    /// Read files and tell what would come in; nothing is written.
    Read(Vec<PathBuf>, Choices),
    /// Write the refused rows of an import beside the file they came from.
    KeepRejects(Box<Incoming>, Lang),
    /// Keep the names of the commands used last.
    Remember(Vec<&'static str>),
    /// Stop the program until the shell wakes it.
    Suspend,
    /// Let go of the file and of everything read from it.
    Lock,
    /// Try a passphrase.
    Unlock(Try),
    /// Encrypt the file, once what is being written is written.
    Encrypt(Secret),
    /// Copy a text, byte for byte; `told` says so afterwards.
    Copy {
        text: String,
        told: String,
    },
    /// Let the user write a text in an editor.
    Edit(String),
    /// Run a program of the user's own for these customers.
    Command(Box<Command>, Vec<Card>),
    /// Keep unsaved text, or forget it.
    Keep(Option<Box<Unsaved>>),
    /// Take an earlier window's unsaved text over.
    Adopt(i64),
    /// Work for the keeper.
    Chore(Chore),
    Leave(Left),
}

/// A message with the moment it was handled at: `update` reads no clock.
#[derive(Debug)]
pub struct Stamped {
    pub now: Now,
    pub msg: Msg,
}
