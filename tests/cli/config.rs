//! The settings file in commands: printed, checked, edited.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::home::Home;

/// The printed file with every setting in force.
fn in_force(text: &str) -> String {
    let is_setting = |line: &str| {
        let name = line.split(" = ").next().unwrap_or_default();
        let bare = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        line.contains(" = ") && name.chars().all(bare)
    };
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if is_setting(rest) || rest == "[[command]]" => rest,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_printed_file_is_complete_and_right_in_both_languages() {
    let home = Home::new();
    for lang in ["zh", "en"] {
        let printed = home.ok(&["--lang", lang, "config", "print"]);
        let path = home.path().join("all.toml");
        for text in [printed.clone(), in_force(&printed)] {
            fs::write(&path, text).expect("a file");
            let ran = home.run(&["--config", "all.toml", "config", "check"]);
            assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{ran:?}");
        }
        let forced = in_force(&printed);
        for name in shuke::config::NAMES
            .iter()
            .filter(|name| !["keys", "command"].contains(*name))
        {
            let told = forced
                .lines()
                .any(|line| line.starts_with(&format!("{name} = ")));
            assert!(told, "{name}");
        }
        for row in shuke::tui::keymap::BINDINGS {
            let line = format!("{} = {:?}", row.name(), row.keys);
            assert!(forced.lines().any(|told| told == line), "{line}");
        }
    }
}

#[test]
fn every_slip_is_told_with_its_line_and_the_nearest_name() {
    let home = Home::new();
    let text = "languag = \"en\"\ntheme = \"dusk\"\n[keys]\nunod = \"w\"\nundo = \"hyper-q\"\nredo = \"a\"\nquit = []\n";
    fs::write(home.path().join("my.toml"), text).expect("a file");
    let ran = home.run(&["--config", "my.toml", "--lang", "en", "config", "check"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err, "", "told once");
    let lines: Vec<&str> = ran.out.lines().collect();
    let expected = [
        ("line 1", "\"language\""),
        ("line 2", "theme"),
        ("line 4", "\"undo\""),
        ("line 5", "hyper-q"),
        ("line 6", "add"),
        ("line 7", "quit"),
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (told, (line, what)) in lines.iter().zip(expected) {
        assert!(told.contains(line) && told.contains(what), "{told}");
    }
    let document = home.json(&["--config", "my.toml", "config", "check", "--json"]);
    assert_eq!(document["kind"], "config");
    assert_eq!(document["rows"][2]["line"], 4);
    let keys = home.run(&["--config", "my.toml", "keys"]);
    assert_eq!(keys.status, 0, "slips never stop a command");
    assert_eq!(keys.err.lines().count(), expected.len());
}

#[test]
fn keys_of_ones_own_are_told() {
    let home = Home::new();
    fs::write(
        home.path().join("my.toml"),
        "[keys]\nundo = [\"ctrl-w\", \"g u\"]\n",
    )
    .expect("a file");
    let told = home.ok(&["--config", "my.toml", "--lang", "en", "--plain", "keys"]);
    assert!(
        told.lines().any(|line| line.ends_with("Ctrl-w gu\tundo")),
        "{told}"
    );
}

#[test]
fn editing_makes_a_private_file_runs_the_editor_and_checks() {
    let home = Home::new();
    let path = home.path().join("conf/my.toml");
    let edit = |editor: &str| {
        let mut command =
            home.command(&["--config", "conf/my.toml", "--lang", "en", "config", "edit"]);
        command.env("EDITOR", editor).output().expect("runs")
    };
    assert_eq!(edit("true").status.code(), Some(0));
    assert!(
        fs::read_to_string(&path)
            .expect("made")
            .contains("# undo = [\"u\"]")
    );
    let mode = fs::metadata(&path).expect("made").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let spoil = home.path().join("spoil");
    fs::write(&spoil, "#!/bin/sh\necho 'colour = 1' > \"$2\"\n").expect("an editor");
    fs::set_permissions(&spoil, fs::Permissions::from_mode(0o700)).expect("may be run");
    let ran = edit(&format!("{} --wait", spoil.display()));
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("colour"));
    let ran = edit("no-such-editor");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("$EDITOR"));
}

#[test]
fn no_file_is_no_fault() {
    let home = Home::new();
    let ran = home.run(&["--lang", "en", "config", "check"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("every default holds"), "{ran:?}");
}
