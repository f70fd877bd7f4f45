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

    let history = ok(&home, &[OWNER], &["history", "--json", "--limit", "200"]);
    let kinds = [
        "user.add",
        "user.role",
        "user.passphrase",
        "user.remove",
        "user.recovery",
        "desk.encrypt",
        "desk.rekey",
        "desk.refused",
    ];
    for kind in kinds {
        assert!(
            history.contains(&format!("\"{kind}\"")),
            "{kind} is not in the history"
        );
    }
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
fn the_evidence_names_every_crate_and_the_bundled_c() {
    let home = Home::with(&["王芳 13800138000"]);
    let row = &home.rows("info", &["info", "--network"])[0];
    let crates: Vec<&str> = row["crates"]
        .as_array()
        .expect("crates")
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    assert!(crates.iter().any(|one| one.starts_with("rusqlite@")));
    for banned in [
        "reqwest@", "hyper@", "tokio@", "ureq@", "socket2@", "rustls@",
    ] {
        assert!(
            !crates.iter().any(|one| one.starts_with(banned)),
            "{banned}"
        );
    }
    for library in ["sqlite", "sqlcipher", "openssl"] {
        assert!(text(row, library).contains('.'), "{library}: {row}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_running_program_leaves_no_core_and_no_passphrase_where_others_look() {
    use std::io::Write as _;
    let home = Home::with(&["王芳 13800138000"]);
    ok(&home, &[OWNER], &["encrypt", "--name", "Li"]);
    let mut command = home.command(&["list", "--passphrase-fd", "0"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let place = format!("/proc/{}", child.id());
    let mut pipe = child.stdin.take().expect("a pipe");
    // Half a passphrase: it waits for the rest, so it can be looked at.
    pipe.write_all(&OWNER.as_bytes()[..7]).expect("written");
    let is_waiting = || {
        std::fs::read_to_string(format!("{place}/limits")).is_ok_and(|limits| {
            limits.lines().any(|line| {
                line.starts_with("Max core file size")
                    && line.split_whitespace().nth(4) == Some("0")
            })
        })
    };
    let patience = std::time::Instant::now();
    while !is_waiting() {
        assert!(patience.elapsed().as_secs() < 20, "core files are possible");
        std::thread::yield_now();
    }
    for file in ["cmdline", "environ"] {
        let bytes = std::fs::read(format!("{place}/{file}")).expect("bytes");
        assert!(
            !String::from_utf8_lossy(&bytes).contains("correct"),
            "{file}"
        );
    }
    pipe.write_all(format!("{}\n", &OWNER[7..]).as_bytes())
        .expect("written");
    drop(pipe);
    let output = child.wait_with_output().expect("ends");
    assert!(String::from_utf8_lossy(&output.stdout).contains("王芳"));
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

#[test]
fn the_whole_shop_leaves_encrypted_for_somebody_named() {
    let home = Home::with(&["王芳 13800138000"]);
    let order = ["export", "json", "all.db", "--encrypt", "--purpose", "x"];
    let ran = with(&home, &[OWNER], &order);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("--owner"), "{ran:?}");
    ok(&home, &[OWNER], &[&order[..], &["--owner", "Li"]].concat());
    let sealed = std::fs::read(home.path().join("all.db")).expect("reads");
    let has = |text: &str| {
        sealed
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(!has("王芳") && !has("SQLite format"));
    assert!(ok(&home, &[OWNER], &["list", "--db", "all.db"]).contains("王芳"));
    assert_eq!(with(&home, &[ANNA], &["list", "--db", "all.db"]).status, 5);
}
