//! Hiding the phone numbers, ID numbers and e-mail addresses that people wrote into a text, and giving them back to an editor who
//! changed the rest of it. Knows no table and no screen.

use std::ops::Range;

/// Fewer digits than this are a count, a price or a day.
const PHONE_DIGITS: usize = 7;
/// Digits of a number that stay readable, as everywhere at the desk: the last ones, and of a long number the first ones.
const TAIL: usize = 4;
const HEAD: usize = 3;
/// So many signs may part two groups of one number.
const SIGNS: usize = 3;
const HIDDEN: char = '*';

/// The text with as many characters as before, numbers and addresses in it hidden.
#[must_use]
pub fn masked(text: &str) -> String {
    match may_hold(text) {
        true => hidden(&text.chars().collect::<Vec<char>>())
            .0
            .into_iter()
            .collect(),
        false => text.to_owned(),
    }
}

/// Hides numbers and addresses where the text is.
pub fn hide(text: &mut String) {
    if may_hold(text) {
        *text = masked(text);
    }
}

/// The typed text with every number that was shown hidden in its full form again, as one of the `kept` texts has it, the newest first.
/// `None` when it cannot be known which number is meant.
#[must_use]
pub fn restored<'k>(typed: &str, kept: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let mut text: Vec<char> = typed.chars().collect();
    // What was given back is not looked at again.
    let mut is_open = vec![true; text.len()];
    for kept in kept {
        if masked(kept) == typed {
            return Some(kept.to_owned());
        }
        if !text
            .iter()
            .zip(&is_open)
            .any(|(c, open)| *open && *c == HIDDEN)
        {
            break;
        }
        let real: Vec<char> = kept.chars().collect();
        let (shown, mut spans) = hidden(&real);
        // A long form first: a short one may be a part of it.
        spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
        let mut forms: Vec<&[char]> = Vec::new();
        for span in spans {
            let form = &shown[span];
            if form.contains(&HIDDEN) && !forms.contains(&form) {
                forms.push(form);
            }
        }
        for form in forms {
            let all_open = vec![true; shown.len()];
            let reals: Vec<&[char]> = places(&shown, &all_open, form)
                .into_iter()
                .map(|at| &real[at..at + form.len()])
                .collect();
            let at = places(&text, &is_open, form);
            if at.len() != reals.len() && reals.windows(2).any(|two| two[0] != two[1]) {
                return if at.is_empty() { continue } else { None };
            }
            for (nth, at) in at.into_iter().enumerate() {
                let Some(real) = reals.get(nth).or(reals.last()) else {
                    continue;
                };
                text[at..at + form.len()].copy_from_slice(real);
                is_open[at..at + form.len()].fill(false);
            }
        }
    }
    Some(text.into_iter().collect())
}

/// Where a form stands as a whole, not as a part of a longer number.
fn places(text: &[char], is_open: &[bool], form: &[char]) -> Vec<usize> {
    let is_number = |c: &char| c.is_numeric() || *c == HIDDEN;
    let mut found = Vec::new();
    let mut at = 0;
    while at + form.len() <= text.len() {
        let end = at + form.len();
        let fits = text[at..end] == *form
            && is_open[at..end].iter().all(|open| *open)
            && !(form.first().is_some_and(is_number) && at > 0 && is_number(&text[at - 1]))
            && !(form.last().is_some_and(is_number) && text.get(end).is_some_and(is_number));
        if fits {
            found.push(at);
        }
        at = if fits { end } else { at + 1 };
    }
    found
}

/// Whether a text may hold a number or an address: most do not, which is told quickly.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    let is_digit = |c: &char| c.is_numeric();
    text.contains('@')
        || text
            .chars()
            .filter(is_digit)
            .nth(PHONE_DIGITS - 1)
            .is_some()
}

/// The text hidden, and the parts of it that are numbers or addresses.
fn hidden(real: &[char]) -> (Vec<char>, Vec<Range<usize>>) {
    let mut shown = real.to_vec();
    let mut spans = hide_phones(&mut shown);
    spans.extend(hide_addresses(&mut shown));
    spans.sort_by_key(|span| span.start);
    // A number in an address is no thing of its own.
    spans.dedup_by(|next, span| {
        let is_tied = next.start < span.end;
        if is_tied {
            span.end = span.end.max(next.end);
        }
        is_tied
    });
    (shown, spans)
}

fn is_sign(c: char) -> bool {
    c == '\u{a0}' || c == '\u{3000}' || " -./–—－·_()（）".contains(c)
}

/// A run of digits, and the sign before it that ties it to the group before.
struct Group {
    digits: Range<usize>,
    sign: char,
}

fn hide_phones(chars: &mut [char]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_numeric() {
            at += 1;
            continue;
        }
        let end = at + chars[at..].iter().take_while(|c| c.is_numeric()).count();
        let tie = groups.last().and_then(|last: &Group| {
            let between = &chars[last.digits.end..at];
            (between.len() <= SIGNS && between.iter().all(|c| is_sign(*c)))
                .then(|| between.first().copied())
                .flatten()
        });
        if tie.is_none() {
            spans.extend(hide_run(chars, &groups));
            groups.clear();
        }
        groups.push(Group {
            digits: at..end,
            sign: tie.unwrap_or_default(),
        });
        at = end;
    }
    spans.extend(hide_run(chars, &groups));
    spans
}

/// Hides the number that tied groups are; days and amounts are none.
fn hide_run(chars: &mut [char], groups: &[Group]) -> Option<Range<usize>> {
    let skipped = if is_a_day(chars, groups) { 3 } else { 0 };
    let groups = &groups[skipped..];
    let digits: Vec<usize> = groups
        .iter()
        .flat_map(|group| group.digits.clone())
        .collect();
    let is_amount = matches!(groups, [_, cents] if cents.sign == '.' && cents.digits.len() <= 2);
    if digits.len() < PHONE_DIGITS || is_amount {
        return None;
    }
    let head = if digits.len() >= PHONE_DIGITS + TAIL {
        HEAD
    } else {
        0
    };
    for place in &digits[head..digits.len() - TAIL] {
        chars[*place] = HIDDEN;
    }
    let mut end = digits.last().map_or(0, |last| last + 1);
    // An ID number may end in an X.
    if chars.get(end).is_some_and(|c| matches!(c, 'x' | 'X')) {
        end += 1;
    }
    Some(digits.first().copied().unwrap_or(end)..end)
}

/// Whether the first groups are a year, a month and a day.
fn is_a_day(chars: &[char], groups: &[Group]) -> bool {
    let value = |group: &Group| -> u32 {
        let digits = chars[group.digits.clone()].iter();
        digits.fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(99))
    };
    match groups {
        [year, month, day, ..] => {
            year.digits.len() == 4
                && month.digits.len() <= 2
                && day.digits.len() <= 2
                && month.sign == day.sign
                && (1900..2100).contains(&value(year))
                && (1..=12).contains(&value(month))
                && (1..=31).contains(&value(day))
        }
        _ => false,
    }
}

fn hide_addresses(chars: &mut [char]) -> Vec<Range<usize>> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c) || c == HIDDEN;
    let is_domain = |c: &&char| c.is_ascii_alphanumeric() || **c == '.' || **c == '-';
    let mut spans = Vec::new();
    for at in 1..chars.len() {
        let domain = chars[at..].iter().skip(1).take_while(is_domain).count();
        let before = chars[..at].iter().rev();
        let local = before.take_while(|c| is_local(**c)).count();
        if chars[at] != '@' || local == 0 || domain == 0 {
            continue;
        }
        let start = at - local;
        chars[start + usize::from(local > 1)..at].fill(HIDDEN);
        spans.push(start..at + 1 + domain);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_and_addresses_are_hidden_and_nothing_moves() {
        for (text, shown) in [
            ("打13866668000找她", "打138****8000找她"),
            ("打１３８６６６６８０００", "打１３８****８０００"),
            ("tel 138 6666 8000.", "tel 138 **** 8000."),
            ("tel 138 - 6666 - 8000.", "tel 138 - **** - 8000."),
            ("+86 (138) 6666-8000", "+86 (1**) ****-8000"),
            ("座机 0571-88667", "座机 ****-*8667"),
            ("身份证11010519491231002X", "身份证110**********1002X"),
            ("2026-03-02 买了 3 盒", "2026-03-02 买了 3 盒"),
            (
                "2026-03-02 13:30 到 2026/3/5",
                "2026-03-02 13:30 到 2026/3/5",
            ),
            ("2026-03-02 13866668000", "2026-03-02 138****8000"),
            ("共 1234567.50 元", "共 1234567.50 元"),
            ("158 元 30 天", "158 元 30 天"),
            ("写信 wang.fang@qq.com", "写信 w********@qq.com"),
            ("13866668000@qq.com", "1**********@qq.com"),
            ("a@qq.com", "*@qq.com"),
            ("@所有人", "@所有人"),
        ] {
            assert_eq!(masked(text), shown);
            assert_eq!(masked(shown), shown);
        }
    }

    #[test]
    fn an_editor_gets_back_what_was_hidden() {
        let kept = "打13866668000，他妻子13911118000，或 wang@qq.com";
        for (typed, meant) in [
            (masked(kept), Some(kept.to_owned())),
            (format!("先{}后", masked(kept)), Some(format!("先{kept}后"))),
            (
                "他妻子139****8000".to_owned(),
                Some("他妻子13911118000".to_owned()),
            ),
            ("138****8001".to_owned(), Some("138****8001".to_owned())),
            (
                "w***@qq.com 号".to_owned(),
                Some("wang@qq.com 号".to_owned()),
            ),
            ("不用了".to_owned(), Some("不用了".to_owned())),
        ] {
            assert_eq!(restored(&typed, [kept]), meant, "{typed}");
        }
    }

    #[test]
    fn which_of_two_numbers_is_meant_is_not_guessed() {
        let kept = "13866668000 或 13877778000";
        assert_eq!(restored("只打 138****8000", [kept]), None);
        assert_eq!(restored("都不打", [kept]).as_deref(), Some("都不打"));
        let both = restored(&masked(kept), [kept]);
        assert_eq!(both.as_deref(), Some(kept));
    }

    #[test]
    fn an_older_text_helps_when_the_newest_lacks_the_number() {
        let typed = "打138****8000";
        let meant = restored(typed, ["打13911112222", "打13866668000"]);
        assert_eq!(meant.as_deref(), Some("打13866668000"));
    }

    #[test]
    fn a_number_that_came_hidden_stays_so() {
        let kept = "平台给的 138****8000，真号 13866668000";
        let meant = restored(&masked(kept), [kept]);
        assert_eq!(meant.as_deref(), Some(kept));
    }

    proptest! {
        #[test]
        fn what_is_shown_has_no_number_and_comes_back(text in "[0-9０-９ab客 @.*()\\-/]{0,60}") {
            let shown = masked(&text);
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert_eq!(&masked(&shown), &shown);
            let longest = shown.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max();
            prop_assert!(longest.unwrap_or(0) < PHONE_DIGITS || shown == text);
            prop_assert_eq!(restored(&shown, [text.as_str()]), Some(text));
        }
    }
}
