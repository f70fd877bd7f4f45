//! What stands behind each setting in the file that is written for the user to change: a value it may have, its default where there is one.

/// A command of one's own, as the file would say it.
pub const COMMAND: &str = "[[command]]
key = \"E\"
name = \"label printer\"
run = [\"/usr/local/bin/print-label\", \"--one\"]
mode = \"quiet\"
timeout = 10
";

/// The setting's value as the file would say it; empty for a name that is no single value.
#[must_use]
pub fn sample(name: &str) -> &'static str {
    match name {
        "language" => "\"zh\"",
        "theme" => "\"dark\"",
        "glyphs" => "\"unicode\"",
        "mouse" => "true",
        "lock_minutes" => "5",
        "region" => "\"CN\"",
        "timezone" => "\"Asia/Shanghai\"",
        "backup_folder" if cfg!(windows) => "'E:\\shuke'",
        "backup_folder" => "\"/media/usb/shuke\"",
        "clipboard" => "\"terminal\"",
        "copy_command" => "[\"wl-copy\"]",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{NAMES, read};

    #[test]
    fn every_setting_takes_its_sample() {
        for name in NAMES.iter().filter(|name| !sample(name).is_empty()) {
            let line = format!("{name} = {}\n", sample(name));
            assert_eq!(read(&line).1, [], "{line}");
        }
        let (settings, warnings) = read(COMMAND);
        assert_eq!((settings.commands.len(), warnings.len()), (1, 0));
    }
}
