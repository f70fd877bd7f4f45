//! The file: made once and privately, and never touched when it is not what it should be.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::home::Home;

/// Nobody in particular, whom permissions bind; tests often run as root, whom they do not.
const NOBODY: u32 = 65_534;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("is there").permissions().mode() & 0o777
}

#[test]
fn the_first_use_makes_a_private_file_whatever_the_umask() {
    let home = Home::new();
    let status = std::process::Command::new("sh")
        .args([
            "-c",
            "umask 000; exec \"$0\" add 王芳",
            env!("CARGO_BIN_EXE_shuke"),
        ])
        .env_clear()
        .env("HOME", home.path())
        .status()
        .expect("runs");
    assert!(status.success());
    assert_eq!(mode(&home.database()), 0o600);
    assert_eq!(mode(home.database().parent().expect("a folder")), 0o700);
    let left: Vec<_> = fs::read_dir(home.database().parent().expect("a folder"))
        .expect("lists")
        .collect();
    assert_eq!(
        left.len(),
        2,
        "only the file and its first backup stay: {left:?}"
    );
    let backups = home.database().with_file_name("backups");
    assert_eq!(mode(&backups), 0o700);
    for kept in fs::read_dir(&backups).expect("lists") {
        assert_eq!(mode(&kept.expect("an entry").path()), 0o600);
    }
}

#[test]
fn a_path_with_a_slip_makes_no_shop() {
    let home = Home::with(&["王芳"]);
    for words in [
        &["list"][..],
        &["show", "王芳"],
        &["undo"],
        &["import", "--dry-run", "in.csv"],
    ] {
        fs::write(home.path().join("in.csv"), "姓名\n李雷\n").expect("writes");
        let ran = home.run(&[&["--db", "slip.db"], words].concat());
        let status = if words[0] == "import" { 0 } else { 4 };
        assert_eq!(ran.status, status, "{words:?}: {ran:?}");
        assert!(!home.path().join("slip.db").exists(), "{words:?}");
    }
    home.ok(&["--db", "second.db", "add", "李雷"]);
    assert_eq!(
        home.rows("customers", &["--db", "second.db", "list"]).len(),
        1
    );
    assert_eq!(mode(&home.path().join("second.db")), 0o600);
}

#[test]
fn a_file_that_is_no_desk_is_refused_and_left_as_it_is() {
    let home = Home::with(&["王芳 13800138000"]);
    let good = fs::read(home.database()).expect("reads");
    let mut newer = good.clone();
    // SQLite's file format, 1.3: the user version is the big-endian integer at offset 60, the application id at 68.
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut foreign = good.clone();
    foreign[68..72].copy_from_slice(&[0; 4]);
    for (what, bytes, says) in [
        ("empty", Vec::new(), "空文件"),
        ("text", b"name,phone\n".repeat(200), "不是 shuke"),
        ("other program's", foreign, "不是 shuke"),
        ("newer", newer, "99"),
        ("cut short", good[..good.len() / 2].to_vec(), "损坏"),
    ] {
        let path = home.path().join("odd.db");
        fs::write(&path, &bytes).expect("writes");
        for words in [&["list"][..], &["add", "李雷"], &["undo"], &["info"]] {
            let ran = home.run(&[&["--db", "odd.db"], words].concat());
            assert_eq!(ran.status, 6, "{what} {words:?}: {ran:?}");
            assert!(ran.err.contains(says), "{what} {words:?}: {ran:?}");
        }
        assert_eq!(fs::read(&path).expect("reads"), bytes, "{what} was touched");
        let beside = fs::read_dir(home.path()).expect("lists").flatten();
        let beside: Vec<_> = beside
            .filter(|e| e.file_name().to_string_lossy().starts_with("odd.db-"))
            .collect();
        assert!(beside.is_empty(), "{what}: {beside:?}");
    }
}

#[test]
fn what_cannot_be_written_is_read_and_every_edit_refused() {
    let shop = Home::with(&["王芳 13800138000"]);
    let reader = Reader::new();
    for (folder, file, what) in [
        (0o555, 0o666, "folder"),
        (0o777, 0o444, "file"),
        (0o555, 0o444, "both"),
    ] {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("shop.db");
        fs::copy(shop.database(), &path).expect("copies");
        set_mode(&path, file);
        set_mode(place.path(), folder);
        let before = fs::read(&path).expect("reads");
        let (status, out, err) = reader.run(&path, &["list"]);
        assert!(status == Some(0) && out.contains("王芳"), "{what}: {err}");
        for words in [&["add", "李雷"][..], &["pin", "王芳", "先看"], &["undo"]] {
            let (status, _, err) = reader.run(&path, words);
            let refused = (status, err.lines().count());
            assert_eq!(refused, (Some(3), 1), "{what} {words:?}: {err}");
        }
        assert_eq!(fs::read(&path).expect("reads"), before, "{what}");
        set_mode(place.path(), 0o755);
    }
}

/// Somebody whom permissions bind, with a program they may run: the one that was built may lie where they may not go.
struct Reader {
    folder: tempfile::TempDir,
}

impl Reader {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("shuke");
        fs::copy(env!("CARGO_BIN_EXE_shuke"), &program).expect("copies");
        set_mode(&program, 0o755);
        set_mode(folder.path(), 0o755);
        Self { folder }
    }

    fn run(&self, database: &Path, words: &[&str]) -> (Option<i32>, String, String) {
        let mut command = std::process::Command::new(self.folder.path().join("shuke"));
        command.arg("--db").arg(database).args(words).env_clear();
        command.env("HOME", "/").current_dir("/");
        if fs::metadata(self.folder.path()).is_ok_and(|mine| mine.uid() == 0) {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().expect("runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets");
}

#[test]
fn a_record_changed_behind_the_desk_is_noticed() {
    let home = Home::with(&["王芳", "李雷"]);
    home.ok(&["audit", "verify"]);
    let db = rusqlite::Connection::open(home.database()).expect("opens");
    db.execute(
        "UPDATE op SET at = at + 1 WHERE id = (SELECT min(id) FROM op)",
        [],
    )
    .expect("changes");
    drop(db);
    let ran = home.run(&["audit", "verify"]);
    assert_eq!(ran.status, 6, "{ran:?}");
}

#[test]
fn a_file_that_is_not_there_is_not_called_damaged() {
    let home = Home::new();
    let ran = home.run(&["doctor", "--db", "elsewhere.db"]);
    assert_eq!(ran.status, 4, "{ran:?}");
    assert!(ran.err.contains("没有这个文件"), "{ran:?}");
    assert!(!home.path().join("elsewhere.db").exists());
}
