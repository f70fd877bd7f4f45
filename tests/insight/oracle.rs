//! Reading oracle files. Decides nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use shuke::insight::buyer::Sale;

/// The rows of a file by column name.
pub struct Rows {
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

pub struct Row<'a> {
    rows: &'a Rows,
    cells: &'a csv::StringRecord,
}

impl Rows {
    pub fn read(path: &Path) -> Self {
        let mut reader = csv::Reader::from_path(path).expect("the file opens");
        let header = reader.headers().expect("a header");
        Self {
            header: header.iter().map(str::to_owned).collect(),
            rows: reader.records().map(|row| row.expect("a row")).collect(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { rows: self, cells })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

impl<'a> Row<'a> {
    pub fn text(&self, column: &str) -> &'a str {
        let at = self.rows.header.iter().position(|name| name == column);
        self.cells
            .get(at.unwrap_or_else(|| panic!("no column {column}")))
            .expect("a cell")
    }

    pub fn figure(&self, column: &str) -> f64 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column}: {}", self.text(column)))
    }

    pub fn count(&self, column: &str) -> u64 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column}: {}", self.text(column)))
    }

    pub fn day(&self, column: &str) -> NaiveDate {
        self.text(column).parse().expect("a day")
    }

    pub fn cents(&self, column: &str) -> i64 {
        (self.figure(column) * 100.0).round() as i64
    }
}

/// A file of the project's own.
pub fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/oracles")
        .join(name)
}

/// A file of the shared folder; says so and gives `None` where it is absent.
pub fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folders = [
        std::env::var_os("SHUKE_SHARED").map(PathBuf::from),
        Some(beside),
    ];
    let found = folders
        .into_iter()
        .flatten()
        .map(|folder| folder.join("oracles").join(name))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!(
            "SKIPPED: {name} is not in ../shared/oracles, nor under SHUKE_SHARED; it may not be copied here."
        );
    }
    found
}

/// Sales by customer, numbered as they appear.
pub fn sales(rows: &Rows) -> (Vec<String>, Vec<Sale>) {
    let (mut names, mut numbers) = (Vec::new(), HashMap::new());
    let sales = rows
        .iter()
        .map(|row| {
            let name = row.text("customer_id");
            let buyer = *numbers.entry(name.to_owned()).or_insert_with(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
            Sale {
                buyer,
                day: row.day("date"),
                cents: row.cents("amount"),
            }
        })
        .collect();
    (names, sales)
}

/// Fails unless both are within an absolute or a relative distance.
pub fn near(what: &str, got: f64, want: f64, absolute: f64, relative: f64) {
    let apart = (got - want).abs();
    assert!(
        got.is_finite() && (apart <= absolute || apart <= relative * want.abs()),
        "{what}: {got} instead of {want}"
    );
}
