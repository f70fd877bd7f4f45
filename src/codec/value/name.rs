//! A customer's name from the columns that may hold it, in the order the contract gives them.

use crate::domain::clean::is_cjk;

/// The parts of a name as a row has them, cleaned, empty where absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    pub display: String,
    pub family: String,
    pub given: String,
    pub middle: String,
    pub file_as: String,
    pub nickname: String,
}

impl Parts {
    /// The name of a person; empty if nothing but perhaps an organisation is known.
    pub fn name(&self) -> String {
        let display = self.display.trim();
        let candidates = [
            if self.is_reordered(display) {
                ""
            } else {
                display
            },
            &self.joined(),
            self.file_as.trim(),
            self.nickname.trim(),
        ];
        candidates
            .into_iter()
            .find(|c| !c.is_empty())
            .unwrap_or_default()
            .to_owned()
    }

    /// `一一 包` and `包 一一` are both 包一一: only the order or the spacing differs.
    fn is_reordered(&self, display: &str) -> bool {
        let cjk = |s: &str| !s.is_empty() && s.chars().all(is_cjk);
        cjk(&self.family)
            && cjk(&self.given)
            && letters(display) == letters(&format!("{}{}", self.family, self.given))
    }

    fn joined(&self) -> String {
        let (family, given, middle) = (self.family.trim(), self.given.trim(), self.middle.trim());
        if [family, given, middle].concat().chars().any(is_cjk) {
            return [family, given, middle].concat();
        }
        let parts: Vec<&str> = [given, middle, family]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect();
        parts.join(" ")
    }
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_put_together_by_its_script() {
        for (display, family, given, middle, nickname, want) in [
            ("", "张", "伟", "", "", "张伟"),
            ("", "Clark", "Emma", "Louise", "", "Emma Louise Clark"),
            ("一一 包", "包", "一一", "", "", "包一一"),
            ("韩 六六", "韩", "六六", "", "", "韩六六"),
            ("张老板", "张", "伟", "", "", "张老板"),
            ("", "", "", "李四", "", "李四"),
            ("", "Nygaard", "", "", "", "Nygaard"),
            ("", "", "", "", "橘子汽水🍊", "橘子汽水🍊"),
            ("", "", "", "", "", ""),
        ] {
            let own = str::to_owned;
            let parts = Parts {
                display: own(display),
                family: own(family),
                given: own(given),
                middle: own(middle),
                nickname: own(nickname),
                ..Parts::default()
            };
            assert_eq!(parts.name(), want);
        }
    }
}
