//! Hiding phone numbers and e-mail addresses that people wrote into a text, before a part of it is shown as an answer.

/// Fewer digits than this are a count, a price or a day.
const PHONE_DIGITS: usize = 7;
/// Digits of a number that stay readable, as everywhere at the desk: the last ones, and of a long number the first ones.
const TAIL: usize = 4;
const HEAD: usize = 3;

/// The text with as many characters as before, numbers and addresses in it hidden.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    hide_phones(&mut chars);
    hide_addresses(&mut chars);
    chars.into_iter().collect()
}

fn hide_phones(chars: &mut [char]) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut is_joined = false;
    for at in 0..=chars.len() {
        match chars.get(at) {
            Some(c) if c.is_numeric() => match groups.last_mut() {
                Some(group) if !is_joined => group.push(at),
                _ => groups.push(vec![at]),
            },
            // One sign may part the groups of a number.
            Some(' ' | '-' | '.' | '/') if !groups.is_empty() && !is_joined => {
                is_joined = true;
                continue;
            }
            _ => {
                hide_number(chars, &groups);
                groups.clear();
            }
        }
        is_joined = false;
    }
}

fn hide_number(chars: &mut [char], groups: &[Vec<usize>]) {
    let digits: Vec<usize> = groups.iter().flatten().copied().collect();
    let is_a_day = matches!(groups, [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2);
    if digits.len() < PHONE_DIGITS || is_a_day {
        return;
    }
    let head = if digits.len() >= PHONE_DIGITS + TAIL {
        HEAD
    } else {
        0
    };
    for place in &digits[head..digits.len() - TAIL] {
        chars[*place] = '*';
    }
}

fn hide_addresses(chars: &mut [char]) {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    for at in 1..chars.len() {
        if chars[at] != '@' {
            continue;
        }
        let start = (0..at)
            .rev()
            .take_while(|place| is_local(chars[*place]))
            .last();
        chars[start.map_or(at, |start| start + 1)..at].fill('*');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_hidden_and_nothing_moves() {
        for (text, shown) in [
            ("打13866668000找她", "打138****8000找她"),
            ("tel 138 6666 8000.", "tel 138 **** 8000."),
            ("座机 0571-88667", "座机 ****-*8667"),
            ("2026-03-02 买了 3 盒", "2026-03-02 买了 3 盒"),
            ("158 元 30 天", "158 元 30 天"),
            ("写信 wang.fang@qq.com", "写信 w********@qq.com"),
            ("@所有人", "@所有人"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
