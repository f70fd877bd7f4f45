//! What a cell of a workbook says as text, and how much a sheet of an OpenDocument file would unfold to.

use crate::codec::report::ErrorCode;
use calamine::{Data, ExcelDateTime};

/// Cells the sheets of a workbook may unfold to where the reader holds all of them.
pub const MOST_DENSE: u64 = 3_000_000;
/// Significant digits a spreadsheet keeps.
const DIGITS: usize = 14;

/// The text of a cell: what a person reads, not how it is stored. Errors say nothing.
pub fn text(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => moment_text(moment),
        Data::DateTimeIso(iso) | Data::DurationIso(iso) => iso.clone(),
        Data::Empty | Data::Error(_) => String::new(),
    }
}

/// 13800138000 as it is, 59.9 without the noise of its binary form.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.DIGITS$e}").parse().unwrap_or(number);
    rounded.to_string()
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if moment.is_duration() || !(0.0..3_000_000.0).contains(&days) {
        return number_text(days);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if days < 1.0 {
        // Day 0 is no day: a time alone, or nothing at all.
        return if days == 0.0 { String::new() } else { time };
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" {
        date
    } else {
        format!("{date} {time}")
    }
}

/// Refuses an OpenDocument file whose repeated cells would fill the memory: the rows of each sheet times its widest row.
pub fn check_repeats(xml: &[u8]) -> Result<(), ErrorCode> {
    let (mut rows, mut widest, mut width, mut repeat) = (0_u64, 0_u64, 0_u64, 1_u64);
    let (mut filled_rows, mut filled_width, mut before) = (0_u64, 0_u64, 0_u64);
    for tag in xml.split(|b| *b == b'<').skip(1) {
        let tag = tag.split(|b| *b == b'>').next().unwrap_or_default();
        if tag.starts_with(b"table:table-row") {
            rows = rows.saturating_add(repeat);
            repeat = attribute(tag, b"number-rows-repeated");
            width = 0;
        } else if tag.starts_with(b"table:table-cell")
            || tag.starts_with(b"table:covered-table-cell")
        {
            width = width.saturating_add(attribute(tag, b"number-columns-repeated"));
            // Repeated empty cells at an end are dropped by the reader; only what stands before a value counts.
            if tag.windows(10).any(|w| w == b"value-type") {
                filled_width = filled_width.max(width);
                filled_rows = filled_rows.max(rows.saturating_add(repeat));
                let cells = filled_rows.saturating_mul(filled_width);
                widest = widest.max(before.saturating_add(cells));
            }
        } else if tag.starts_with(b"table:table ") || tag == b"table:table" {
            before = widest;
            (rows, repeat, filled_rows, filled_width) = (0, 1, 0, 0);
        }
    }
    if widest > MOST_DENSE {
        return Err(ErrorCode::TooLarge);
    }
    Ok(())
}

fn attribute(tag: &[u8], name: &[u8]) -> u64 {
    let at = tag.windows(name.len()).position(|w| w == name);
    let value = at.and_then(|at| tag.get(at + name.len() + 2..));
    let digits: String = value
        .unwrap_or_default()
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .map(|b| char::from(*b))
        .collect();
    digits.parse().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::DateTime;

    #[test]
    fn cells_say_what_a_person_reads() {
        let day = |serial, is_1904| Data::DateTime(ExcelDateTime::new(serial, DateTime, is_1904));
        for (data, want) in [
            (Data::Float(13_800_138_000.0), "13800138000"),
            (Data::Float(0.1 + 0.2), "0.3"),
            (Data::Float(59.9), "59.9"),
            (Data::Float(-5.0), "-5"),
            (Data::Float(f64::NAN), ""),
            (Data::Bool(true), "TRUE"),
            (day(45_356.0, false), "2024-03-05"),
            (day(43_894.0, true), "2024-03-05"),
            (day(45_356.625, false), "2024-03-05 15:00:00"),
            (day(0.5, false), "12:00:00"),
            (day(0.0, false), ""),
        ] {
            assert_eq!(text(&data), want, "{data:?}");
        }
    }

    #[test]
    fn repeated_cells_that_would_fill_the_memory_are_refused() {
        let sheet = |rows: &str, columns: &str| {
            format!(
                "<table:table><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"/></table:table-row></table:table>"
            )
        };
        assert!(check_repeats(sheet("1000000", "16384").as_bytes()).is_err());
        assert!(check_repeats(sheet("100", "20").as_bytes()).is_ok());
        let trailing = "<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
        assert!(check_repeats(trailing.as_bytes()).is_ok());
    }
}
