//! `[[command]]` of the settings file: programs of the user's own that are given the chosen customers. Reads and judges them; runs none.

use std::path::Path;
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::{Warning, Wrong, line_of, nearest, word};

/// How long a program may run when nobody says, in seconds, and how long at most.
const USUAL_SECONDS: u64 = 10;
const MOST_SECONDS: u64 = 600;
/// How many commands there may be; the desk numbers them in a byte.
const MOST: usize = 100;
const FIELDS: [&str; 5] = ["key", "name", "run", "mode", "timeout"];

/// Where a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Behind the desk; its first line is shown, and it is stopped after this time.
    Quiet(Duration),
    /// In the terminal, which the desk takes back when it ends.
    Terminal,
}

/// A program of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// From 1.
    pub line: usize,
    /// As written; the table of keys judges it.
    pub key: Option<String>,
    pub name: String,
    /// The program and its arguments; never anything of a customer's.
    pub run: Vec<String>,
    pub mode: Mode,
}

/// Reads the tables; one that cannot be used is named and the others still hold.
pub(super) fn read(
    text: &str,
    line: usize,
    value: &DeValue,
    found: &mut Vec<Command>,
    warnings: &mut Vec<Warning>,
) {
    let Some(list) = value.as_array() else {
        warnings.push(Warning {
            line,
            what: wrong("command", "[[command]]"),
        });
        return;
    };
    for one in list.iter().take(MOST) {
        let line = line_of(text, Some(one.span()));
        let read = match one.get_ref().as_table() {
            Some(table) => read_one(text, line, table),
            None => Err(Warning {
                line,
                what: wrong("command", "[[command]]"),
            }),
        };
        match read {
            Ok(command) => found.push(command),
            Err(warning) => warnings.push(warning),
        }
    }
}

fn read_one(text: &str, line: usize, table: &DeTable) -> Result<Command, Warning> {
    let (mut key, mut name, mut run) = (None, None, None);
    let (mut in_terminal, mut seconds) = (false, USUAL_SECONDS);
    for (field, value) in table {
        let at = line_of(text, Some(field.span()));
        let read = match (field.get_ref().as_ref(), value.get_ref()) {
            ("key", value) => text_of(value).map(|text| key = Some(text)),
            ("name", value) => text_of(value).map(|text| name = Some(text)),
            ("run", value) => program(value).map(|words| run = Some(words)),
            ("mode", value) => word(value)
                .filter(|mode| ["quiet", "terminal"].contains(mode))
                .map(|mode| in_terminal = mode == "terminal"),
            ("timeout", value) => whole(value)
                .filter(|n| (1..=MOST_SECONDS).contains(n))
                .map(|n| seconds = n),
            (other, _) => {
                let what = Wrong::Unknown {
                    name: other.to_owned(),
                    nearest: nearest(other, &FIELDS),
                };
                return Err(Warning { line: at, what });
            }
        };
        if read.is_none() {
            let what = expected(field.get_ref());
            return Err(Warning { line: at, what });
        }
    }
    let missing = |field: &str| Warning {
        line,
        what: expected(field),
    };
    Ok(Command {
        line,
        key,
        name: name.ok_or_else(|| missing("name"))?,
        run: run.ok_or_else(|| missing("run"))?,
        mode: match in_terminal {
            true => Mode::Terminal,
            false => Mode::Quiet(Duration::from_secs(seconds)),
        },
    })
}

fn text_of(value: &DeValue) -> Option<String> {
    let text = word(value)?.trim();
    (!text.is_empty() && !text.contains(char::is_control)).then(|| text.to_owned())
}

fn whole(value: &DeValue) -> Option<u64> {
    value.as_integer()?.as_str().parse().ok()
}

/// The program and its arguments. A path that depends on the folder shuke was started in could mean anybody's program.
fn program(value: &DeValue) -> Option<Vec<String>> {
    let words: Option<Vec<String>> = match value {
        DeValue::Array(list) => list
            .iter()
            .map(|part| word(part.get_ref()).map(str::to_owned))
            .collect(),
        one => word(one).map(|program| vec![program.to_owned()]),
    };
    words.filter(|words| {
        words.first().is_some_and(|program| {
            let path = Path::new(program);
            !program.is_empty() && (path.is_absolute() || path.components().count() == 1)
        })
    })
}

fn wrong(name: &'static str, takes: &'static str) -> Wrong {
    Wrong::Value { name, takes }
}

fn expected(field: &str) -> Wrong {
    match field {
        "key" => wrong("key", "\"K\", \"Ctrl-k\", \"g k\", …"),
        "name" => wrong("name", "\"…\""),
        "mode" => wrong("mode", "\"quiet\", \"terminal\""),
        "timeout" => wrong("timeout", "1 – 600"),
        _ => wrong("run", "[\"/path/to/program\", \"--option\"], \"program\""),
    }
}

/// Whether nobody but this user can have written the settings file: what it names is run as them.
#[cfg(unix)]
#[must_use]
pub fn is_trusted(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    let is_own = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|meta| meta.uid() == user && meta.mode() & 0o022 == 0)
    };
    // Both where a link lies and where it leads.
    let Ok(real) = path.canonicalize() else {
        return false;
    };
    let named = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folders = [named.parent(), real.parent()];
    is_own(&real) && folders.into_iter().flatten().all(is_own)
}

/// The folder of settings belongs to the user alone there; what it holds is not judged further.
#[cfg(not(unix))]
#[must_use]
pub fn is_trusted(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    const LABEL: &str =
        "[[command]]\nkey = \"E\"\nname = \"label\"\nrun = [\"/usr/bin/label\", \"-1\"]\n";

    #[test]
    fn commands_are_read_with_what_is_usual() {
        let text = format!(
            "{LABEL}[[command]]\nname = \"mail\"\nrun = \"mutt\"\nmode = \"terminal\"\n[[command]]\nname = \"slow\"\nrun = [\"slow\"]\ntimeout = 60\n"
        );
        let (settings, warnings) = config::read(&text);
        assert_eq!(warnings, []);
        let seconds = |n| Mode::Quiet(Duration::from_secs(n));
        let read: Vec<(usize, Option<&str>, &str, usize, Mode)> = settings
            .commands
            .iter()
            .map(|c| (c.line, c.key.as_deref(), &*c.name, c.run.len(), c.mode))
            .collect();
        assert_eq!(
            read,
            [
                (1, Some("E"), "label", 2, seconds(USUAL_SECONDS)),
                (5, None, "mail", 1, Mode::Terminal),
                (9, None, "slow", 1, seconds(60)),
            ]
        );
    }

    #[test]
    fn a_bad_command_is_named_by_its_line_and_the_others_hold() {
        for (bad, line) in [
            ("nam = \"x\"", 6),
            ("name = \"\"", 6),
            ("name = \"x\"\nrun = []", 7),
            ("name = \"x\"\nrun = [\"./label\"]", 7),
            ("name = \"x\"\nrun = [\"bin/label\"]", 7),
            ("name = \"x\"\nrun = [1]", 7),
            ("name = \"x\"\nrun = \"y\"\nmode = \"loud\"", 8),
            ("name = \"x\"\nrun = \"y\"\ntimeout = 0", 8),
            ("name = \"x\"\nrun = \"y\"\ntimeout = \"1\"", 8),
            ("name = \"x\"", 5),
            ("run = \"y\"", 5),
        ] {
            let (settings, warnings) = config::read(&format!("{LABEL}[[command]]\n{bad}\n"));
            assert_eq!(settings.commands.len(), 1, "{bad}");
            let lines: Vec<usize> = warnings.iter().map(|w| w.line).collect();
            assert_eq!(lines, [line], "{bad}");
        }
        assert_eq!(config::read("command = 5\n").1.len(), 1);
        assert_eq!(config::read("[command]\nname = \"x\"\n").1.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_others_could_have_written_is_not_run() {
        use std::fs::{self, Permissions};
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, LABEL).expect("a file");
        let set = |path: &Path, mode| {
            fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
        };
        for (of_file, of_folder, runs) in [
            (0o600, 0o700, true),
            (0o644, 0o755, true),
            (0o620, 0o700, false),
            (0o602, 0o700, false),
            (0o600, 0o770, false),
            (0o600, 0o777, false),
        ] {
            set(&path, of_file);
            set(folder.path(), of_folder);
            let (settings, warnings) = config::load(&path).expect("read");
            assert_eq!(settings.commands.len(), usize::from(runs), "{of_file:o}");
            let wrong: Vec<(usize, &Wrong)> = warnings.iter().map(|w| (w.line, &w.what)).collect();
            let expected = [(1, &Wrong::Untrusted)];
            assert_eq!(wrong, if runs { &[][..] } else { &expected[..] });
        }
        set(folder.path(), 0o700);
        set(&path, 0o600);
        let open = tempfile::tempdir().expect("a folder");
        set(open.path(), 0o777);
        let link = open.path().join("config.toml");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        assert!(!is_trusted(&link), "anybody could turn the link elsewhere");
        assert!(!is_trusted(Path::new("/no/such/file")));
    }
}
