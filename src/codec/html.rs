//! Tables that shop back ends write as HTML, or as the XML of Excel 2003, and call `.xls`: tags to comma-separated text. No tree is
//! built, so nothing nests; no DTD and no entity of a document's own is read.

use super::report::ErrorCode;
use encoding_rs::Encoding;

/// The largest such file, in bytes, and the most text its table may come to: a cell can ask to be written many times over.
const LARGEST: usize = 32 * 1024 * 1024;
/// The charset is said within so many bytes.
const HEAD: usize = 4_096;
/// Cells a row may be padded to, and rows one cell may be repeated in.
const WIDEST: usize = 1_024;
const TALLEST: usize = 1_000;
/// Tags whose text is not a cell's.
const SILENT: [&str; 5] = ["script", "style", "comment", "head", "title"];

/// Whether bytes look like such a file.
#[must_use]
pub fn is_html(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let at = start.iter().position(|b| !b.is_ascii_whitespace());
    let head = at.and_then(|at| start.get(at..)).unwrap_or_default();
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    head.starts_with(b"<") && {
        let head = head.to_ascii_lowercase();
        [
            &b"<html"[..],
            b"<table",
            b"<workbook",
            b"<meta",
            b"<!doctype html",
            b":workbook",
        ]
        .iter()
        .any(|tag| head.windows(tag.len()).any(|w| w == *tag))
    }
}

/// The encoding such a file says it is in.
#[must_use]
pub fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    let said = [&b"charset="[..], b"encoding="]
        .into_iter()
        .find_map(|word| {
            let at = head.windows(word.len()).position(|w| w == word)?;
            head.get(at + word.len()..)
        })?;
    let label: Vec<u8> = said
        .iter()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .copied()
        .collect();
    Encoding::for_label(&label)
}

/// The rows of every table as comma-separated text.
///
/// # Errors
/// There is no row, or more than a table can hold.
pub fn to_csv(text: &str) -> Result<String, ErrorCode> {
    if text.len() > LARGEST {
        return Err(ErrorCode::TooLarge);
    }
    let mut table = Table::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        table.text(before);
        rest = if let Some(comment) = tag.strip_prefix("<!--") {
            comment.split_once("-->").map_or("", |(_, rest)| rest)
        } else {
            let end = tag.find('>').unwrap_or(tag.len() - 1);
            table.tag(tag.get(1..end).unwrap_or_default())?;
            tag.get(end + 1..).unwrap_or_default()
        };
    }
    table.text(rest);
    table.end_row()?;
    match table.out.is_empty() {
        true => Err(ErrorCode::UnsupportedFormat),
        false => Ok(table.out),
    }
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    text: String,
    /// The number as the spreadsheet keeps it, where the text is only how it looked.
    exact: Option<String>,
    /// Columns and rows it covers.
    wide: usize,
    tall: usize,
}

#[derive(Default)]
struct Table {
    out: String,
    row: Option<Vec<String>>,
    cell: Option<Cell>,
    /// Cells from rows above that reach down: column, rows left, text.
    reaching: Vec<(usize, usize, String)>,
    /// The tag inside which text says nothing, while it is open.
    silent: Option<String>,
    /// Where the rows of the present sheet begin in `out`, and the last words outside of cells.
    sheet: usize,
    aside: String,
}

impl Table {
    fn text(&mut self, raw: &str) {
        if self.silent.is_some() {
            return;
        }
        match &mut self.cell {
            Some(cell) => push_words(&mut cell.text, &unescaped(raw)),
            None => {
                self.aside.clear();
                self.aside.extend(raw.trim().chars().take(40));
            }
        }
    }

    fn tag(&mut self, inside: &str) -> Result<(), ErrorCode> {
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, inside),
        };
        let name: String = inside
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
            .collect::<String>()
            .to_ascii_lowercase();
        let name = name.rsplit(':').next().unwrap_or_default();
        if let Some(silent) = &self.silent {
            if closing && silent == name {
                self.silent = None;
            }
            return Ok(());
        }
        match (name, closing) {
            ("tr" | "row", false) => {
                self.end_row()?;
                self.row = Some(Vec::new());
            }
            ("tr" | "row" | "table", true) => self.end_row()?,
            ("td" | "th" | "cell", false) => {
                self.end_cell()?;
                self.skip_to(inside)?;
                self.cell = Some(Cell {
                    text: String::new(),
                    exact: attribute(inside, "x:num").filter(|number| !number.is_empty()),
                    wide: self.span(inside, "colspan", "ss:MergeAcross", WIDEST),
                    tall: self.span(inside, "rowspan", "ss:MergeDown", TALLEST),
                });
                if inside.ends_with('/') {
                    self.end_cell()?;
                }
            }
            ("td" | "th" | "cell", true) => self.end_cell()?,
            ("br", _) => self.text("\u{0}"),
            ("worksheet", false) => self.sheet = self.out.len(),
            // The sheets that are hidden say so behind their rows.
            ("visible", true) if self.aside.to_ascii_lowercase().contains("hidden") => {
                self.out.truncate(self.sheet);
            }
            (name, false) if SILENT.contains(&name) && !inside.ends_with('/') => {
                self.silent = Some(name.to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    /// How many columns or rows a cell covers; the XML says how many more than one.
    fn span(&self, inside: &str, html: &str, xml: &str, most: usize) -> usize {
        let number = |name: &str| attribute(inside, name)?.trim().parse::<usize>().ok();
        let span = number(html).or_else(|| number(xml).map(|more| more.saturating_add(1)));
        span.unwrap_or(1).clamp(1, most)
    }

    /// The XML leaves out empty cells and says where the next one stands.
    fn skip_to(&mut self, inside: &str) -> Result<(), ErrorCode> {
        let index =
            attribute(inside, "ss:Index").and_then(|index| index.trim().parse::<usize>().ok());
        let Some(index) = index else {
            return Ok(());
        };
        if index > WIDEST {
            return Err(ErrorCode::TooLarge);
        }
        let row = self.row.get_or_insert_with(Vec::new);
        while row.len() + 1 < index {
            row.push(String::new());
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ErrorCode> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let looked = cell.text.trim();
        // A long number is shown as `1.38E+10`; beside it stands what it is.
        let text = match cell.exact {
            Some(exact) if looked.contains(['E', 'e']) && looked.contains('+') => exact,
            _ => looked.replace('\u{0}', "\n"),
        };
        let text = text.trim().to_owned();
        self.fill_reaching();
        let row = self.row.get_or_insert_with(Vec::new);
        if row.len() + cell.wide > WIDEST * 16 {
            return Err(ErrorCode::TooLarge);
        }
        if cell.tall > 1 {
            self.reaching.push((row.len(), cell.tall - 1, text.clone()));
        }
        row.push(text);
        for _ in 1..cell.wide {
            row.push(String::new());
        }
        Ok(())
    }

    /// Puts what reaches down from above into the places before the next cell.
    fn fill_reaching(&mut self) {
        let row = self.row.get_or_insert_with(Vec::new);
        while let Some(one) = self
            .reaching
            .iter_mut()
            .find(|(column, left, _)| *column == row.len() && *left > 0)
        {
            one.1 -= 1;
            row.push(one.2.clone());
        }
        self.reaching.retain(|(_, left, _)| *left > 0);
    }

    fn end_row(&mut self) -> Result<(), ErrorCode> {
        self.end_cell()?;
        if self.row.is_some() {
            self.fill_reaching();
        }
        let Some(row) = self.row.take() else {
            return Ok(());
        };
        for (n, cell) in row.iter().enumerate() {
            if n > 0 {
                self.out.push(',');
            }
            self.out.push('"');
            self.out.push_str(&cell.replace('"', "\"\""));
            self.out.push('"');
        }
        self.out.push_str("\r\n");
        match self.out.len() > LARGEST {
            true => Err(ErrorCode::TooLarge),
            false => Ok(()),
        }
    }
}

/// Adds words with one space where the source has any white space.
fn push_words(text: &mut String, more: &str) {
    for c in more.chars() {
        let c = if matches!(c, ' ' | '\t' | '\r' | '\n') {
            ' '
        } else {
            c
        };
        if c != ' ' || !text.ends_with([' ', '\u{0}']) {
            text.push(c);
        }
    }
}

/// The value of an attribute, whatever the case of its name.
fn attribute(inside: &str, name: &str) -> Option<String> {
    let lower = inside.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find(&name) {
        let at = from + at;
        from = at + name.len();
        let is_whole = lower.get(..at)?.ends_with(char::is_whitespace);
        let rest = inside.get(from..)?.trim_start();
        let Some(value) = rest.strip_prefix('=').filter(|_| is_whole) else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        return Some(match quote {
            Some(quote) => value.get(1..)?.split(quote).next()?.to_owned(),
            None => value.split(char::is_whitespace).next()?.to_owned(),
        });
    }
    None
}

/// The text with the entities that every reader knows; any other stays as it is written.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        // The longest is `&#1114111;`.
        let end = from.bytes().take(12).position(|b| b == b';');
        let known = end.and_then(|end| Some((entity(from.get(1..end)?)?, end)));
        match known {
            Some((c, end)) => {
                text.push(c);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            None => {
                text.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\u{0}');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "yen" => '¥',
        "middot" => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_html_is_its_rows() {
        let text = "<meta charset=gb2312><table><tr><td colspan=2>列表</td></tr><tr><th>姓名<th>手机\n  号</tr>\
            <tr><td>王&nbsp;<b>芳</b>&amp;co<td x:num='13800138000'>1.38E+10<td>a<br/>b &zz; \"q\"</tr></table>";
        assert_eq!(
            to_csv(text).unwrap(),
            "\"列表\",\"\"\r\n\"姓名\",\"手机 号\"\r\n\"王\u{a0}芳&co\",\"13800138000\",\"a\nb &zz; \"\"q\"\"\"\r\n"
        );
    }

    #[test]
    fn a_merged_cell_stands_in_every_row_it_covers() {
        let text = "<table><tr><td rowspan=2>A1<td>x<td rowspan='2'>9</tr><tr><td>y</tr><tr><td>A2<td>z<td>3</tr></table>";
        assert_eq!(
            to_csv(text).unwrap(),
            "\"A1\",\"x\",\"9\"\r\n\"A1\",\"y\",\"9\"\r\n\"A2\",\"z\",\"3\"\r\n"
        );
    }

    #[test]
    fn the_xml_of_excel_2003_is_read_without_its_hidden_sheets() {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><Workbook xmlns:ss=\"s\"><Worksheet ss:Name=\"1\"><Table>\
            <Row><Cell><Data ss:Type=\"String\">姓名</Data></Cell><Cell ss:Index=\"3\"><Data>电话&a;</Data></Cell></Row></Table>\
            </Worksheet><Worksheet><Table><Row><Cell><Data>x</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible>\
            </WorksheetOptions></Worksheet></Workbook>";
        assert_eq!(to_csv(text).unwrap(), "\"姓名\",\"\",\"电话&a;\"\r\n");
    }

    #[test]
    fn what_is_no_table_or_a_bomb_is_refused() {
        assert_eq!(to_csv("<html><p>hello"), Err(ErrorCode::UnsupportedFormat));
        let wide = "<td rowspan=1000>".to_owned() + &"长".repeat(40_000);
        let bomb = format!("<table><tr>{wide}</tr>{}", "<tr><td>x</tr>".repeat(999));
        assert_eq!(to_csv(&bomb), Err(ErrorCode::TooLarge));
        assert!(to_csv(&"<".repeat(100)).is_err());
        assert!(to_csv("<table><tr><td>a<!-- x").is_ok());
    }

    #[test]
    fn it_says_its_encoding() {
        assert!(is_html(b" \n<HTML><head>"));
        assert!(!is_html(b"<a@b.cn>,x"));
        let meta = b"<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">";
        assert_eq!(charset(meta).map(Encoding::name), Some("GBK"));
        assert_eq!(charset(b"<table>"), None);
    }
}
