//! English: programs of the user's own.

use crate::i18n::command::CommandWords;

pub(super) const COMMAND: CommandWords = CommandWords {
    running: |name| format!("running: {name}"),
    busy: "The last command is still running; wait for it.",
    too_many: |n| format!("A command takes at most {n} customers at once. Mark fewer."),
    done: |name, said| match said {
        "" => format!("{name} is done"),
        said => format!("{name}: {said}"),
    },
    failed: |name, status, said| {
        let how = match status {
            Some(status) => format!("exit code {status}"),
            None => "ended by a signal".to_owned(),
        };
        match said {
            "" => format!("{name} failed: {how}."),
            said => format!("{name} failed ({how}): {said}"),
        }
    },
    timed_out: |name, seconds| {
        format!(
            "{name} took longer than {seconds} s and was stopped. `timeout` in the settings gives it more."
        )
    },
    not_started: |name, why| format!("{name} could not be started: {why}"),
};
