//! A page of cards to read on a phone: one file, no script, nothing loaded from anywhere. Every text is escaped.

use std::io::{Result, Write};

use super::is_surely_clean;
use crate::domain::clean;

/// Nothing may run and nothing may be loaded, whatever a text says.
const HEAD: &str = concat!(
    "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:1em auto;padding:0 1em}",
    "article{border:1px solid #999;border-radius:.5em;padding:.5em 1em;margin:.7em 0}",
    "h2{font-size:1.1em;margin:0}dl{display:grid;grid-template-columns:6em 1fr;margin:.3em 0}",
    "dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}</style>\n"
);

/// One line of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub label: &'static str,
    pub text: String,
    /// Where a tap leads: `tel:` or `mailto:`.
    pub link: Option<String>,
}

/// A page being written.
pub struct Page<W> {
    out: W,
}

impl<W: Write> Page<W> {
    /// Begins a page in a language (BCP 47).
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn new(mut out: W, lang: &str, title: &str, note: &str) -> Result<Self> {
        let (title, note) = (escaped(title), escaped(note));
        write!(
            out,
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n{HEAD}<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{note}</p>\n"
        )?;
        Ok(Self { out })
    }

    /// Writes one card.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn card(&mut self, name: &str, lines: &[Line]) -> Result<()> {
        writeln!(self.out, "<article><h2>{}</h2><dl>", escaped(name))?;
        for line in lines {
            let text = escaped(&line.text);
            let text = match &line.link {
                Some(link) => format!("<a href=\"{}\">{text}</a>", escaped(link)),
                None => text,
            };
            writeln!(self.out, "<dt>{}</dt><dd>{text}</dd>", escaped(line.label))?;
        }
        writeln!(self.out, "</dl></article>")
    }

    /// Ends the page.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn finish(mut self) -> Result<W> {
        self.out.write_all(b"</body>\n</html>\n")?;
        Ok(self.out)
    }
}

fn escaped(text: &str) -> String {
    let clean = match is_surely_clean(text) {
        true => text.to_owned(),
        false => clean::clean_text(text),
    };
    let mut out = String::with_capacity(clean.len());
    for c in clean.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let mut page = Page::new(Vec::new(), "zh", "<b>店</b>", "").expect("begins");
        let line = Line {
            label: "备注",
            text: "</dd><script>x</script>".to_owned(),
            link: Some("tel:\" onclick=\"x".to_owned()),
        };
        page.card("<img>", &[line]).expect("writes");
        let text = String::from_utf8(page.finish().expect("ends")).expect("text");
        assert!(
            !text.contains("<script") && !text.contains("<img") && !text.contains("\" onclick")
        );
    }
}
