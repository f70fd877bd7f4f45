//! Finding the numbers in a cell: several of them, words around them, JSON lists. What a number means is decided one level up.

use super::{EXTENSION_MARKS, Parsed, Region, fold, is_scientific, parse_one};

/// Fewer digits than this are a floor, a count or a label, not a telephone number.
const FEWEST_DIGITS: usize = 5;
/// Words that only say what kind of number follows.
const LABELS: [&str; 51] = [
    "手机",
    "手机号",
    "手机号码",
    "手機",
    "移动",
    "移动电话",
    "电话",
    "電話",
    "电话号码",
    "联系电话",
    "座机",
    "座机号",
    "座机号码",
    "固话",
    "固定电话",
    "办公",
    "办公电话",
    "公司",
    "单位",
    "家",
    "家庭",
    "家里",
    "宅电",
    "住宅",
    "号码",
    "本人",
    "联系方式",
    "总机",
    "直线",
    "tel",
    "telephone",
    "phone",
    "mobile",
    "mob",
    "cell",
    "cellphone",
    "home",
    "work",
    "office",
    "direct",
    "main",
    "other",
    "number",
    "no",
    "name",
    "telnum",
    "type",
    "value",
    "label",
    "m",
    "t",
];

/// The numbers in a cell, in order and without repetition; a cell without any is kept whole as unparsed.
pub fn parse_cell(raw: &str, region: Region) -> Vec<Parsed> {
    let mut found = Vec::new();
    for piece in pieces(raw) {
        for number in scan(&piece).numbers {
            for parsed in parse_run(&number, region) {
                if !found.contains(&parsed) {
                    found.push(parsed);
                }
            }
        }
    }
    if found.is_empty() && raw.chars().any(char::is_alphanumeric) {
        found.push(Parsed::Unparsed(raw.trim().to_owned()));
    }
    found
}

/// What a cell says besides its numbers (`138…(老婆)` → `老婆`), labels such as "mobile" left out; empty if it has no number.
pub fn words_around(raw: &str) -> Vec<String> {
    let scanned: Vec<Scanned> = pieces(raw).iter().map(|p| scan(p)).collect();
    if scanned.iter().all(|s| s.numbers.is_empty()) {
        return Vec::new();
    }
    let said = |s: &Scanned| {
        let words: Vec<&str> = s
            .rest
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| is_said(w))
            .collect();
        words.join(" ")
    };
    scanned.iter().map(said).filter(|w| !w.is_empty()).collect()
}

fn is_said(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    !(word.is_empty() || LABELS.contains(&bare) || (bare.is_empty() && word.len() == 1))
}

fn pieces(raw: &str) -> Vec<String> {
    let mut text = fold(raw).replace(";ext=", "ext").replace(":::", "\n");
    for mark in ["转", "轉", "分机", "ext"] {
        for sign in [",", "、", ", "] {
            text = text.replace(&format!("{sign}{mark}"), mark);
        }
    }
    text.split(['/', ';', ',', '、', '|', '&', '\n', '\r', '\t', '或'])
        .map(|p| hide_crosses(p.trim()))
        .filter(|p| !p.is_empty())
        .collect()
}

/// `138xxxx8000` is masked just as `138****8000` is.
fn hide_crosses(piece: &str) -> String {
    if piece.contains("xxx") && piece.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        piece.replace('x', "*")
    } else {
        piece.to_owned()
    }
}

struct Scanned {
    numbers: Vec<String>,
    rest: String,
}

fn scan(piece: &str) -> Scanned {
    let mut out = Scanned {
        numbers: Vec::new(),
        rest: String::new(),
    };
    if is_scientific(piece) {
        out.numbers.push(piece.to_owned());
        return out;
    }
    let mut text = piece;
    while let Some(start) = text.find(|c: char| c.is_ascii_digit() || "+*(".contains(c)) {
        out.rest.push_str(&text[..start]);
        text = &text[start..];
        let end = run_end(text);
        let run = text[..end].trim_end_matches([' ', '-', '.', '(', '+']);
        let run = if run.contains(')') {
            run
        } else {
            run.trim_start_matches('(')
        };
        if run
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '*')
            .count()
            >= FEWEST_DIGITS
        {
            let tail = extension_len(&text[end..]);
            out.numbers.push(format!("{run}{}", &text[end..end + tail]));
            text = &text[end + tail..];
        } else {
            out.rest.push_str(&text[..end]);
            text = &text[end..];
        }
        out.rest.push(' ');
    }
    out.rest.push_str(text);
    out
}

/// Where the run of telephone characters ends; a second plus starts a second number.
fn run_end(text: &str) -> usize {
    let inside = |c: char| c.is_ascii_digit() || "()-. *".contains(c);
    text.char_indices()
        .skip(1)
        .find(|&(_, c)| !inside(c))
        .map_or(text.len(), |(at, _)| at)
}

/// The bytes of an extension at the start of a text, none if it is something else.
fn extension_len(text: &str) -> usize {
    let skipped = text.len() - text.trim_start().len();
    let Some(mark) = EXTENSION_MARKS
        .iter()
        .find(|m| text[skipped..].starts_with(**m))
    else {
        return 0;
    };
    let after = &text[skipped + mark.len()..];
    let digits = after.trim_start_matches([' ', '.', ':']);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        0
    } else {
        text.len() - digits.len() + count
    }
}

/// One run is one number, or several parted by nothing but spaces.
fn parse_run(run: &str, region: Region) -> Vec<Parsed> {
    let whole = parse_one(run, region);
    if matches!(whole, Parsed::Unparsed(_)) && run.contains(' ') {
        let parts: Vec<Parsed> = run
            .split_whitespace()
            .map(|w| parse_one(w, region))
            .collect();
        if parts.iter().all(|p| matches!(p, Parsed::Number(_))) {
            return parts;
        }
    }
    vec![whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(raw: &str) -> Vec<String> {
        let show = |p: Parsed| match p {
            Parsed::Number(n) => n,
            Parsed::Unparsed(t) => format!("?{t}"),
            Parsed::Masked => "masked".to_owned(),
            Parsed::Scientific => "scientific".to_owned(),
        };
        parse_cell(raw, Region::Cn).into_iter().map(show).collect()
    }

    #[test]
    fn a_cell_yields_every_number_in_it() {
        for (raw, want) in [
            (
                "15100000181/0571-88886611转8",
                vec!["+8615100000181", "+8657188886611;ext=8"],
            ),
            (
                "15100000002 ::: 15100000003",
                vec!["+8615100000002", "+8615100000003"],
            ),
            (
                "手机:15100000001；座机:0574-88886631",
                vec!["+8615100000001", "+8657488886631"],
            ),
            (
                "[{'name':'座机号码','telNum':'0574-88886631'}]",
                vec!["+8657488886631"],
            ),
            (
                "15100000001 15100000002",
                vec!["+8615100000001", "+8615100000002"],
            ),
            ("15100000001、15100000001", vec!["+8615100000001"]),
            ("15100000001(老婆)", vec!["+8615100000001"]),
            ("+861088886666;ext=803", vec!["+861088886666;ext=803"]),
            ("0571-88886611，转803", vec!["+8657188886611;ext=803"]),
            ("座机：88886612", vec!["?88886612"]),
            (
                "+49 151 00000012 ::: +49 30 000013",
                vec!["+4915100000012", "+4930000013"],
            ),
            ("138xxxx8000", vec!["masked"]),
            ("1.38E+10", vec!["scientific"]),
            ("186****0005;15100000001", vec!["masked", "+8615100000001"]),
            ("110", vec!["?110"]),
            ("问老板", vec!["?问老板"]),
            (" ", vec![]),
        ] {
            assert_eq!(numbers(raw), want, "{raw}");
        }
    }

    #[test]
    fn words_beside_a_number_are_kept_and_labels_are_not() {
        for (raw, want) in [
            ("15100000001(老婆)", vec!["老婆"]),
            ("手机:15100000001；座机:0574-88886631", vec![]),
            ("[{'name':'座机号码','telNum':'0574-88886631'}]", vec![]),
            ("0571-88886611/12", vec!["12"]),
            ("问老板", vec![]),
        ] {
            assert_eq!(words_around(raw), want, "{raw}");
        }
    }
}
