//! A day and what it is about, in one line: `下周一 送样品`, `friday bring samples`.

use chrono::NaiveDate;

/// Reads a day and whatever else the line says; the day may stand first, or anywhere in a sentence.
#[must_use]
pub fn noted(text: &str, today: NaiveDate) -> Option<(NaiveDate, String)> {
    if let Some(due) = super::parse(text, today) {
        return Some((due, String::new()));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for n in (1..words.len()).rev() {
        if let Some(due) = super::parse(&words[..n].join(" "), today) {
            return Some((due, words[n..].join(" ")));
        }
    }
    let (span, due) = super::find(text, today)?;
    let note = format!(
        "{}{}",
        text.get(..span.start).unwrap_or_default(),
        text.get(span.end..).unwrap_or_default()
    );
    Some((due, note.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_is_what_it_is_about() {
        let today = "2026-03-04".parse().expect("a Wednesday");
        for (line, day, note) in [
            ("下周一", "2026-03-09", ""),
            ("下周一 送 样品", "2026-03-09", "送 样品"),
            ("送样品下周一", "2026-03-09", "送样品"),
            ("next monday bring samples", "2026-03-09", "bring samples"),
        ] {
            let (due, about) = noted(line, today).expect(line);
            assert_eq!((due.to_string().as_str(), about.as_str()), (day, note));
        }
        assert_eq!(noted("送样品", today), None);
    }
}
