//! How text leaves the desk for the clipboard, as the settings say it. Copies nothing itself.

use toml::de::DeValue;

use super::{Settings, Wrong, word};

/// The way to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// Through the terminal (OSC 52), which also works over SSH.
    #[default]
    Terminal,
    /// To a program of the user's on its standard input.
    Command(Vec<String>),
    Off,
}

/// `clipboard = "terminal"` or `"off"`.
pub(super) fn set_way(settings: &mut Settings, value: &DeValue) -> Result<(), Wrong> {
    settings.clipboard = match word(value) {
        Some("terminal" | "osc52") => Clipboard::Terminal,
        Some("off") => Clipboard::Off,
        _ => {
            return Err(Wrong::Value {
                name: "clipboard",
                takes: "terminal, off",
            });
        }
    };
    Ok(())
}

/// `copy_command = ["wl-copy"]`: the program and its arguments; a clipboard that is off stays off.
pub(super) fn set_command(settings: &mut Settings, value: &DeValue) -> Result<(), Wrong> {
    let words: Option<Vec<String>> = match value {
        DeValue::Array(list) => list
            .iter()
            .map(|part| word(part.get_ref()).map(str::to_owned))
            .collect(),
        one => word(one).map(|program| vec![program.to_owned()]),
    };
    let words = words
        .filter(|words| words.first().is_some_and(|program| !program.is_empty()))
        .ok_or(Wrong::Value {
            name: "copy_command",
            takes: "[\"wl-copy\"], [\"xclip\", \"-selection\", \"clipboard\"], …",
        })?;
    if settings.clipboard != Clipboard::Off {
        settings.clipboard = Clipboard::Command(words);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_clipboard_is_read() {
        let command =
            |words: &[&str]| Clipboard::Command(words.iter().map(|&w| w.to_owned()).collect());
        for (text, way) in [
            ("", Clipboard::Terminal),
            ("clipboard = \"off\"", Clipboard::Off),
            ("copy_command = \"wl-copy\"", command(&["wl-copy"])),
            (
                "copy_command = [\"xclip\", \"-i\"]\nclipboard = \"terminal\"",
                command(&["xclip", "-i"]),
            ),
            (
                "copy_command = [\"xclip\"]\nclipboard = \"off\"",
                Clipboard::Off,
            ),
        ] {
            let (settings, warnings) = super::super::read(text);
            assert_eq!((settings.clipboard, warnings.len()), (way, 0), "{text}");
        }
        for text in [
            "clipboard = 1",
            "copy_command = []",
            "copy_command = [1]",
            "copy_command = \"\"",
        ] {
            let (settings, warnings) = super::super::read(text);
            assert_eq!(
                (settings.clipboard, warnings.len()),
                (Clipboard::Terminal, 1),
                "{text}"
            );
        }
    }
}
