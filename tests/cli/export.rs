//! Exporting, as a script does it: every kind makes what it says, for its owner's eyes, with numbers hidden unless asked.

use std::fs;
use std::path::{Path, PathBuf};

use crate::home::{Home, text};

/// Every kind, what it makes, and whether real numbers are in it by its nature.
const KINDS: [(&str, &str, bool); 7] = [
    ("csv", "a.csv", false),
    ("xlsx", "a.xlsx", false),
    ("vcard", "a.vcf", false),
    ("ics", "a.ics", false),
    ("phone", "phone", false),
    ("bi", "star", false),
    ("json", "a.json", true),
];

fn shop() -> Home {
    let home = Home::with(&["王芳 13800138000 wf@example.cn #VIP", "李雷 13900139000"]);
    home.ok(&["followup", "add", "王芳", "2027-01-05", "回电"]);
    home.ok(&["buy", "王芳", "龙井", "158"]);
    home
}

/// The files of an export; those of a folder, unless it is one file.
fn files(out: &Path) -> Vec<PathBuf> {
    match out.is_dir() {
        true => fs::read_dir(out)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect(),
        false => vec![out.to_owned()],
    }
}

/// What a file says: a workbook by the texts of its cells, anything else as it is.
fn said(path: &Path) -> String {
    if path.extension().is_none_or(|ending| ending != "xlsx") {
        return String::from_utf8_lossy(&fs::read(path).expect("reads")).into_owned();
    }
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("opens")).expect("a book");
    let mut texts = String::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).expect("a part");
        std::io::Read::read_to_string(&mut part, &mut texts).expect("text");
    }
    texts
}

fn has_numbers(out: &Path) -> bool {
    files(out).iter().any(|path| {
        let said = said(path).replace(' ', "");
        said.contains("13800138000") || said.contains("wf@example.cn")
    })
}

#[test]
fn every_kind_makes_files_for_its_owner_with_numbers_hidden() {
    let home = shop();
    for (kind, name, shows) in KINDS {
        let done = home.json(&["export", kind, name, "--purpose", "备份", "--json"]);
        let out = home.path().join(name);
        assert_eq!(done["unmasked"], shows, "{kind}");
        assert!(
            done["files"].as_array().is_some_and(|all| !all.is_empty()),
            "{kind}"
        );
        assert_eq!(has_numbers(&out), shows, "{kind}");
        let manifest = PathBuf::from(text(&done, "manifest"));
        assert!(
            fs::read_to_string(home.path().join(&manifest))
                .expect("a manifest")
                .contains("备份")
        );
        #[cfg(unix)]
        for path in files(&out).iter().chain([&home.path().join(manifest)]) {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{}", path.display());
        }
        assert_eq!(home.rows("history", &["history"])[0]["name"], "export.run");
    }
}

#[test]
fn real_numbers_leave_when_asked_for() {
    let home = shop();
    for (kind, name, _) in KINDS
        .into_iter()
        .filter(|kind| !matches!(kind.0, "ics" | "bi"))
    {
        home.ok(&["export", kind, name, "--unmasked", "--purpose", "换机"]);
        assert!(has_numbers(&home.path().join(name)), "{kind}");
    }
}

#[test]
fn what_cannot_be_exported_is_refused_with_its_status_and_leaves_no_file() {
    let home = shop();
    for (kind, name, _) in KINDS {
        home.ok(&["export", kind, name, "--purpose", "备份"]);
        let before: Vec<String> = files(&home.path().join(name))
            .iter()
            .map(|path| said(path))
            .collect();
        assert_eq!(
            home.run(&["export", kind, name, "--purpose", "备份"])
                .status,
            2,
            "{kind} is there"
        );
        let after: Vec<String> = files(&home.path().join(name))
            .iter()
            .map(|path| said(path))
            .collect();
        assert_eq!(before, after, "{kind}");
    }
    home.ok(&["export", "csv", "a.csv", "--force"]);
    for words in [
        ["export", "csv", "new", "--view", "ctiy=x"].as_slice(),
        &["export", "csv", "new", "--columns", "nothing"],
        &["export", "nothing", "new"],
        &["export", "csv", "nowhere/new"],
        &["export", "csv"],
    ] {
        assert_eq!(home.run(words).status, 2, "{words:?}");
    }
    assert!(!home.path().join("new").exists());
}

#[test]
fn everything_as_json_goes_into_an_empty_desk_only() {
    let home = shop();
    let silent = home.run(&["export", "json", "a.json"]);
    assert_eq!(silent.status, 2, "{silent:?}");
    assert!(silent.err.contains("--purpose"), "{silent:?}");
    assert!(!home.path().join("a.json").exists());
    home.ok(&["export", "json", "a.json", "--purpose", "搬家"]);
    let document = home.path().join("a.json");
    let document = document.to_string_lossy();
    assert_eq!(home.run(&["import", &document]).status, 7);
    let other = Home::new();
    other.ok(&["import", &document]);
    assert_eq!(other.rows("customers", &["list"]).len(), 2);
}

#[test]
fn fields_of_the_shop_are_columns_that_come_back_and_sensitive_ones_stay_hidden() {
    let home = shop();
    home.ok(&[
        "field",
        "add",
        "皮肤类型",
        "list",
        "干|油",
        "--purpose",
        "选品",
    ]);
    home.ok(&[
        "field",
        "add",
        "证件号",
        "text",
        "--purpose",
        "开票",
        "--sensitive",
    ]);
    home.ok(&["field", "set", "皮肤类型", "油", "王芳"]);
    home.ok(&["field", "set", "证件号", "330102199001011234", "王芳"]);
    home.ok(&["export", "csv", "hidden.csv"]);
    let hidden = said(&home.path().join("hidden.csv"));
    assert!(
        hidden.contains("皮肤类型") && hidden.contains("油"),
        "{hidden}"
    );
    assert!(
        hidden.contains("证件号") && hidden.contains("****") && !hidden.contains("3301"),
        "{hidden}"
    );
    home.ok(&["import", "hidden.csv"]);
    let shown = home.ok(&["reveal", "王芳", "--purpose", "开票", "--json"]);
    assert!(
        shown.contains("330102199001011234"),
        "a hidden value wrote over the real one"
    );
    home.ok(&[
        "export",
        "csv",
        "chosen.csv",
        "--columns",
        "name,皮肤类型",
        "--view",
        "皮肤类型=油",
    ]);
    let chosen = said(&home.path().join("chosen.csv"));
    assert_eq!(
        chosen.trim_start_matches('\u{feff}').lines().count(),
        2,
        "{chosen}"
    );
    home.ok(&[
        "export",
        "xlsx",
        "real.xlsx",
        "--unmasked",
        "--purpose",
        "换机",
    ]);
    let other = Home::new();
    other.ok(&[
        "field",
        "add",
        "皮肤类型",
        "list",
        "干|油",
        "--purpose",
        "选品",
    ]);
    other.ok(&[
        "field",
        "add",
        "证件号",
        "text",
        "--purpose",
        "开票",
        "--sensitive",
    ]);
    let book = home.path().join("real.xlsx");
    other.ok(&["import", &book.to_string_lossy()]);
    let shown = other.ok(&["reveal", "王芳", "--purpose", "开票", "--json"]);
    assert!(
        shown.contains("330102199001011234") && shown.contains("油"),
        "{shown}"
    );
}
