//! Chinese numerals below one thousand, and years spelled digit by digit. Reads only; nothing here is a date.

/// The value of one digit character, `两` and `〇` included; ASCII digits are not Chinese numerals.
pub(in crate::domain) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads the numeral at the start (`三`, `十五`, `二十`, `廿三`, `一百零五`): its value and how many characters it takes.
pub(in crate::domain) fn read(chars: &[char]) -> Option<(u32, usize)> {
    let (mut sum, mut ones, mut unit, mut count) = (0, None, 1000, 0);
    for &c in chars {
        let tens = match c {
            '百' => 100,
            '十' => 10,
            '廿' | '卄' => 20,
            '卅' => 30,
            _ => 0,
        };
        match (tens, digit(c)) {
            (0, Some(0)) if sum > 0 && ones.is_none() => {}
            (0, Some(d)) if ones.is_none() => ones = Some(d),
            // Units must shrink: 十百 is not a number, and 一九 is two.
            (20 | 30, _) if ones.is_none() && unit > 10 => (sum, unit) = (sum + tens, 10),
            (10 | 100, _) if unit > tens => {
                (sum, unit, ones) = (sum + tens * ones.unwrap_or(1), tens, None)
            }
            _ => break,
        }
        count += 1;
    }
    (count > 0).then(|| (sum + ones.unwrap_or(0), count))
}

/// Reads a year of four digit characters, Chinese or ASCII (`一九九〇`, `1990`).
pub(in crate::domain) fn year(chars: &[char]) -> Option<(u32, usize)> {
    let year = chars
        .get(..4)?
        .iter()
        .try_fold(0, |sum, c| Some(sum * 10 + digit(*c).or(c.to_digit(10))?))?;
    (year > 0).then_some((year, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Option<u32> {
        let chars: Vec<char> = text.chars().collect();
        read(&chars)
            .filter(|(_, count)| *count == chars.len())
            .map(|(value, _)| value)
    }

    #[test]
    fn numerals_are_read_as_people_write_them() {
        let table = [
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("二十一", 21),
            ("廿三", 23),
            ("卅", 30),
            ("三十一", 31),
            ("九十九", 99),
            ("一百", 100),
            ("一百零五", 105),
            ("〇", 0),
        ];
        for (text, value) in table {
            assert_eq!(all(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_one_numeral_is_not_read_whole() {
        for text in ["", "一九", "十百", "廿十", "天", "一天", "十十"] {
            assert_eq!(all(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_is_spelled_digit_by_digit() {
        for text in ["一九九〇", "1990", "一九九零"] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(year(&chars), Some((1990, 4)), "{text}");
        }
        assert_eq!(year(&['一', '九', '九']), None);
    }
}
