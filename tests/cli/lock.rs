//! Encrypted files on the command line: passphrases come from a descriptor, never from an argument.

use std::process::Stdio;

use crate::home::{Home, Ran, text};

const OWNER: &str = "correct horse battery";
const ANNA: &str = "anna likes long tea";

/// Runs a command whose passphrases come from descriptor 3, a line each.
fn with(home: &Home, lines: &[&str], words: &[&str]) -> Ran {
    let file = home.path().join("words");
    std::fs::write(&file, lines.join("\n")).expect("written");
    let shuke = home.command(words);
    let mut shell = std::process::Command::new("/bin/sh");
    shell
        .arg("-c")
        .arg("exec \"$@\" --passphrase-fd 3 3<words")
        .arg("sh")
        .arg(shuke.get_program())
        .args(words);
    let output = shell
        .env_clear()
        .env("HOME", home.path())
        .env("TZ", "Asia/Shanghai")
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    std::fs::remove_file(&file).expect("removed");
    Ran {
        status: output.status.code().expect("ends by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn ok(home: &Home, lines: &[&str], words: &[&str]) -> String {
    let ran = with(home, lines, words);
    assert_eq!(ran.status, 0, "{words:?}: {ran:?}");
    ran.out
}

#[test]
fn a_file_is_encrypted_used_by_two_people_and_made_plain_again() {
    let home = Home::with(&["王芳 13800138000"]);
    let out = ok(&home, &[OWNER], &["encrypt", "--name", "Li"]);
    let code = out.trim().to_owned();
    assert_eq!(code.len(), 47, "{out:?}");
    // Nobody gets in without a passphrase, and nothing asks where nobody sits.
    let ran = home.run(&["list"]);
    assert_eq!((ran.status, ran.out.as_str()), (5, ""), "{ran:?}");
    assert_eq!(ran.err.trim().lines().count(), 1, "{ran:?}");
    assert_eq!(with(&home, &["wrong words here"], &["list"]).status, 5);
    assert_eq!(with(&home, &[], &["list"]).status, 5);
    assert!(ok(&home, &[OWNER], &["list"]).contains("王芳"));
    assert!(ok(&home, &[&code], &["list"]).contains("王芳"));
    assert_eq!(with(&home, &[OWNER], &["encrypt"]).status, 2);

    ok(
        &home,
        &[OWNER, ANNA],
        &["user", "add", "Anna", "--role", "viewer"],
    );
    let viewer = ["--user", "Anna"];
    assert_eq!(
        with(&home, &[ANNA], &[&["add", "李雷"][..], &viewer].concat()).status,
        3
    );
    assert!(ok(&home, &[ANNA], &[&["list"][..], &viewer].concat()).contains("王芳"));
    let mut words = vec!["user", "role", "Anna", "agent"];
    assert_eq!(
        with(&home, &[ANNA], &[&words[..], &viewer].concat()).status,
        3
    );
    words.extend(["--user", "Li"]);
    ok(&home, &[OWNER], &words);
    ok(&home, &[ANNA], &[&["add", "李雷"][..], &viewer].concat());
    ok(
        &home,
        &[ANNA, "anna likes green tea"],
        &[&["user", "passphrase"][..], &viewer].concat(),
    );
    let document = ok(&home, &[OWNER], &["user", "list", "--json", "--user", "Li"]);
    let document: serde_json::Value = serde_json::from_str(&document).expect("json");
    let rows = document["rows"].as_array().expect("rows");
    let users: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (text(row, "name"), text(row, "role")))
        .collect();
    assert_eq!(users, [("Li", "owner"), ("Anna", "agent")]);

    ok(&home, &[OWNER], &["rekey", "--user", "Li"]);
    ok(&home, &[OWNER], &["user", "remove", "Anna", "--user", "Li"]);
    assert_eq!(
        with(
            &home,
            &["anna likes green tea"],
            &["list", "--user", "Anna"]
        )
        .status,
        5
    );
    ok(&home, &[OWNER], &["audit", "verify"]);
    let newer = ok(&home, &[OWNER], &["recovery"]);
    assert_ne!(newer.trim(), code);
    assert_eq!(with(&home, &[&code], &["unlock"]).status, 5);
    assert_eq!(with(&home, &[newer.trim()], &["unlock"]).status, 0);

    assert_eq!(with(&home, &[OWNER], &["decrypt"]).status, 2);
    ok(&home, &[OWNER], &["decrypt", "--yes"]);
    assert!(home.ok(&["list"]).contains("李雷"));
}

#[test]
fn a_wrong_passphrase_says_one_line_and_never_the_passphrase() {
    let home = Home::with(&["王芳 13800138000"]);
    ok(&home, &[OWNER], &["encrypt", "--name", "Li"]);
    let known = with(&home, &["needle in a haystack"], &["list", "--user", "Li"]);
    let unknown = with(
        &home,
        &["needle in a haystack"],
        &["list", "--user", "Nobody"],
    );
    assert_eq!((known.status, &known.err), (5, &unknown.err));
    assert_eq!(known.err.trim().lines().count(), 1, "{known:?}");
    assert!(!known.err.contains("needle"));
}

#[test]
fn a_weak_passphrase_and_a_plain_file_are_told_in_one_line() {
    let home = Home::with(&["王芳 13800138000"]);
    for (lines, words, status) in [
        (&["short"][..], &["encrypt", "--name", "Li"][..], 2),
        (&[], &["encrypt", "--name", "Li"], 5),
        (&[OWNER], &["user", "list"], 2),
        (&[OWNER], &["rekey"], 2),
        (&[OWNER], &["decrypt", "--yes"], 2),
        (&[OWNER], &["unlock"], 0),
    ] {
        let ran = with(&home, lines, words);
        assert_eq!(ran.status, status, "{words:?}: {ran:?}");
    }
    assert!(home.ok(&["list"]).contains("王芳"));
}
