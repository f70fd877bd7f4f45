//! The figures as a plain table: what, figure, target, beside what. Judges nothing.

use std::time::Duration;

use unicode_width::UnicodeWidthStr;

/// Figures gathered under one title.
pub struct Table {
    title: &'static str,
    rows: Vec<[String; 4]>,
}

impl Table {
    pub fn new(title: &'static str) -> Self {
        Self {
            title,
            rows: Vec::new(),
        }
    }

    /// Adds a line. The target and the anchor may be empty.
    pub fn add(
        &mut self,
        what: impl Into<String>,
        figure: impl Into<String>,
        target: &str,
        beside: impl Into<String>,
    ) {
        let row = [what.into(), figure.into(), target.to_owned(), beside.into()];
        // Progress for whoever waits: the table itself comes last.
        eprintln!("  {}: {} {}", row[0], row[1], row[3]);
        self.rows.push(row);
    }

    /// Prints a Markdown table that is aligned as text, too.
    pub fn print(&self) {
        let head = ["what", "figure", "target", "beside"].map(str::to_owned);
        let cells = |column: usize| {
            let all = self.rows.iter().chain([&head]);
            all.map(|row| row[column].width()).max().unwrap_or(0)
        };
        let widths = [cells(0), cells(1), cells(2), cells(3)];
        println!("\n### {}\n", self.title);
        let line = |row: &[String; 4]| {
            let padded = row.iter().zip(widths).map(|(text, width)| {
                let blanks = " ".repeat(width - text.width());
                format!("{text}{blanks}")
            });
            println!("| {} |", padded.collect::<Vec<_>>().join(" | "));
        };
        line(&head);
        println!("|{}|", widths.map(|width| "-".repeat(width + 2)).join("|"));
        self.rows.iter().for_each(line);
    }
}

/// A duration in the unit a person reads it in.
pub fn told(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    match ms {
        0.0..10.0 => format!("{ms:.2} ms"),
        10.0..100.0 => format!("{ms:.1} ms"),
        100.0..10_000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1000.0),
    }
}

/// How many times as long one thing takes as another.
pub fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.1}×", one.as_secs_f64() / other.as_secs_f64())
}
