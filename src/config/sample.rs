//! What stands behind each setting in the file that is written for the user to change: a value it may have, its default where there is one.

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
        for name in NAMES.iter().filter(|name| **name != "keys") {
            let line = format!("{name} = {}\n", sample(name));
            assert_eq!(read(&line).1, [], "{line}");
        }
    }
}
