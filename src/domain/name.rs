//! Names of people: what is the family name, how parts are joined, how someone is addressed. Never guesses a gender.

mod surname;

/// What a name or a title says about the person; absence is `Option::None`, never a third variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    Male,
    Female,
}

/// The language an address is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];
}

impl Gender {
    /// Reads the value of a gender field (`男`, `F`, `female`, `女士`, `Mr`); `1` and `2` count only because the field is known.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        match text.as_str() {
            "男" | "男性" | "男士" | "先生" | "m" | "male" | "man" | "mr" | "1" => {
                Some(Self::Male)
            }
            "女" | "女性" | "女士" | "小姐" | "f" | "female" | "woman" | "ms" | "mrs" | "miss"
            | "2" => Some(Self::Female),
            _ => None,
        }
    }

    /// The gender that a title states (`女士`, `Mr.`), and none that a letter or number might.
    pub fn of_title(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        match text.as_str() {
            "先生" | "mr" | "mister" => Some(Self::Male),
            "女士" | "小姐" | "太太" | "ms" | "mrs" | "miss" => Some(Self::Female),
            _ => None,
        }
    }

    /// The stable word for the database and for JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Male, Self::Female]
            .into_iter()
            .find(|gender| gender.code() == code)
    }
}

/// Chinese words that already address someone; a name ending in one needs no title more.
const ADDRESSES: [&str; 44] = [
    "先生", "女士", "小姐", "太太", "老师", "老師", "经理", "經理", "老板", "老闆", "医生", "醫生",
    "教授", "阿姨", "叔叔", "大哥", "大姐", "师傅", "師傅", "主任", "律师", "律師", "同学", "同學",
    "店长", "店長", "奶奶", "爷爷", "爺爺", "总监", "院长", "校长", "夫人", "总", "總", "姐", "哥",
    "叔", "姨", "董", "嫂", "伯", "爷", "婶",
];

/// English words in front of a name that already address someone.
const TITLES: [&str; 9] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mister",
    "dr",
    "prof",
    "professor",
    "sir",
];
/// Small words that belong to the family name behind them.
const PARTICLES: [&str; 20] = [
    "van", "von", "der", "den", "de", "la", "le", "du", "da", "dos", "das", "di", "del", "della",
    "bin", "ibn", "al", "el", "ter", "af",
];
/// Words behind a name that are no family name.
const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba"];

/// Whether the character is Han, kana or Hangul, scripts whose names are written family first and without a space.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// How many characters at the start of a Chinese name are the family name, 0 where none is recognised (`阿芳`, `Jane`).
pub fn family_len(name: &str) -> usize {
    let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.iter().all(|c| is_cjk(*c)) {
        surname::family_len(&chars)
    } else {
        0
    }
}

/// Joins the parts of a name: family first and without spaces if any part is CJK, else given, middle, family.
pub fn join(family: &str, given: &str, middle: &str) -> String {
    let (family, given, middle) = (family.trim(), given.trim(), middle.trim());
    if [family, given, middle]
        .into_iter()
        .any(|part| part.chars().any(is_cjk))
    {
        return [family, middle, given].concat();
    }
    let parts: Vec<&str> = [given, middle, family]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// The name to show when a source gives both a display name and parts.
///
/// The display name wins, unless it is only the CJK family and given name in another order or spacing (`一一 包`).
pub fn choose(display: &str, family: &str, given: &str, middle: &str) -> String {
    let display = display.trim();
    let joined = join(family, given, middle);
    let are_cjk = [family, given]
        .into_iter()
        .all(|part| !part.trim().is_empty() && part.trim().chars().all(is_cjk));
    if display.is_empty() || (are_cjk && sorted_letters(display) == sorted_letters(&joined)) {
        joined
    } else {
        display.to_owned()
    }
}

fn sorted_letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

/// How to address someone: `王女士`, `Ms. Smith`; the full name where the gender or the family name is not known.
pub fn honorific(name: &str, gender: Option<Gender>, lang: Lang) -> String {
    let name = name.trim();
    let family = family(name);
    match (gender, family) {
        (Some(gender), Some(family)) if !is_addressed(name) => titled(&family, gender, lang),
        _ => name.to_owned(),
    }
}

/// Whether the name is an address already (`王姐`, `李老师`, `Dr. Smith`).
fn is_addressed(name: &str) -> bool {
    let is_chinese = ADDRESSES.iter().any(|word| {
        // A single character ends an address only straight behind the family name: 王姐, not 王二姐.
        name.strip_suffix(word).is_some_and(|rest| {
            word.chars().count() > 1 || family_len(name) == rest.chars().count()
        })
    });
    let first = name.split_whitespace().next().unwrap_or_default();
    is_chinese || TITLES.contains(&bare(first).as_str())
}

fn titled(family: &str, gender: Gender, lang: Lang) -> String {
    match (lang, gender) {
        (Lang::Zh, _) => {
            let gap = if family.ends_with(is_cjk) { "" } else { " " };
            format!(
                "{family}{gap}{}",
                if gender == Gender::Male {
                    "先生"
                } else {
                    "女士"
                }
            )
        }
        (Lang::En, Gender::Male) => format!("Mr. {family}"),
        (Lang::En, Gender::Female) => format!("Ms. {family}"),
    }
}

/// The family name inside a whole name; none for a nickname, a single Latin word, or a name of the form `买买提·艾力`.
fn family(name: &str) -> Option<String> {
    if name.chars().any(is_cjk) {
        let is_pet_name = matches!(name.chars().collect::<Vec<_>>()[..], [a, b] if a == b);
        let count = if is_pet_name { 0 } else { family_len(name) };
        return (count > 0).then(|| name.chars().take(count).collect());
    }
    if let Some((family, _)) = name
        .split_once(',')
        .filter(|(_, given)| !SUFFIXES.contains(&bare(given.trim()).as_str()))
    {
        return Some(family.trim().to_owned()).filter(|family| !family.is_empty());
    }
    let mut words: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .collect();
    while words
        .last()
        .is_some_and(|word| SUFFIXES.contains(&bare(word).as_str()))
    {
        words.pop();
    }
    let (given, rest) = words.split_first()?;
    let particles = rest
        .iter()
        .rev()
        .skip(1)
        .take_while(|word| is_particle(word))
        .count();
    let family = rest.get(rest.len().checked_sub(particles + 1)?..)?;
    (!given.is_empty()).then(|| family.join(" "))
}

/// Whether the word is a small one inside a Latin name (`van`, `de`), which belongs to the family name behind it.
pub(in crate::domain) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&bare(word).as_str())
}

fn bare(word: &str) -> String {
    word.trim_matches(['.', ',']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn family_names_are_told_from_given_names() {
        let table = [
            ("王芳", 1),
            ("欧阳娜娜", 2),
            ("歐陽修", 2),
            ("上官婉儿", 2),
            ("司马光", 2),
            ("司馬遷", 2),
            ("诸葛亮", 2),
            ("尉迟恭", 2),
            ("尉迟", 2),
            ("爱新觉罗溥仪", 4),
            ("曾国藩", 1),
            ("单田芳", 1),
            ("解晓东", 1),
            ("翟天临", 1),
            ("陈方安生", 1),
            (" 王芳　", 1),
            ("王 芳", 1),
            ("阿芳", 0),
            ("小王", 0),
            ("王府井百货", 0),
            ("Jane Smith", 0),
            ("王Fiona", 0),
            ("", 0),
        ];
        for (name, count) in table {
            assert_eq!(family_len(name), count, "{name}");
        }
    }

    #[test]
    fn parts_are_joined_as_their_script_wants() {
        let table = [
            (("张", "伟", ""), "张伟"),
            ((" 张　", " 伟", ""), "张伟"),
            (("Smith", "Jane", ""), "Jane Smith"),
            (("Smith", "Jane", "Q."), "Jane Q. Smith"),
            (("", "Jane", ""), "Jane"),
            (("张", "", ""), "张"),
            (("김", "철수", ""), "김철수"),
            (("", "", ""), ""),
        ];
        for ((family, given, middle), name) in table {
            assert_eq!(join(family, given, middle), name);
        }
    }

    #[test]
    fn a_display_name_wins_unless_it_only_shuffles_chinese_parts() {
        let table = [
            (("一一 包", "包", "一一"), "包一一"),
            (("韩 六六", "韩", "六六"), "韩六六"),
            (("龙井老包", "包", "一一"), "龙井老包"),
            (("J. Smith", "Smith", "Jane"), "J. Smith"),
            (("Smith Jane", "Smith", "Jane"), "Smith Jane"),
            (("", "Smith", "Jane"), "Jane Smith"),
        ];
        for ((display, family, given), name) in table {
            assert_eq!(choose(display, family, given, ""), name);
        }
    }

    #[test]
    fn people_are_addressed_politely_and_without_guessing() {
        use Gender::{Female, Male};
        let table = [
            ("王芳", Some(Female), "王女士", "Ms. 王"),
            ("王刚", Some(Male), "王先生", "Mr. 王"),
            ("王芳", None, "王芳", "王芳"),
            ("欧阳娜娜", Some(Female), "欧阳女士", "Ms. 欧阳"),
            ("Jane Smith", Some(Female), "Smith 女士", "Ms. Smith"),
            ("John Smith", Some(Male), "Smith 先生", "Mr. Smith"),
            ("Jane Smith", None, "Jane Smith", "Jane Smith"),
            ("John Smith Jr.", Some(Male), "Smith 先生", "Mr. Smith"),
            (
                "Ludwig van der Berg",
                Some(Male),
                "van der Berg 先生",
                "Mr. van der Berg",
            ),
            ("Jane", Some(Female), "Jane", "Jane"),
            ("阿芳", Some(Female), "阿芳", "阿芳"),
            ("李 雷", Some(Male), "李先生", "Mr. 李"),
            (", John", Some(Male), ", John", ", John"),
            ("Smith, John", Some(Male), "Smith 先生", "Mr. Smith"),
            ("John Smith, PhD", Some(Male), "Smith 先生", "Mr. Smith"),
            ("小王", Some(Female), "小王", "小王"),
            ("老王", Some(Male), "老王", "老王"),
            ("安安", Some(Female), "安安", "安安"),
            ("王安安", Some(Female), "王女士", "Ms. 王"),
            ("王老五", Some(Male), "王先生", "Mr. 王"),
            ("Smith Jr.", Some(Male), "Smith Jr.", "Smith Jr."),
            ("王女士", Some(Female), "王女士", "王女士"),
            ("王姐", Some(Female), "王姐", "王姐"),
            ("李老师", Some(Male), "李老师", "李老师"),
            (
                "Dr. Jane Smith",
                Some(Female),
                "Dr. Jane Smith",
                "Dr. Jane Smith",
            ),
            ("买买提·艾力", Some(Male), "买买提·艾力", "买买提·艾力"),
            ("  ", Some(Male), "", ""),
        ];
        for (name, gender, zh, en) in table {
            assert_eq!(
                (
                    honorific(name, gender, Lang::Zh).as_str(),
                    honorific(name, gender, Lang::En).as_str()
                ),
                (zh, en),
                "{name}"
            );
        }
    }

    #[test]
    fn gender_words_are_known_in_both_languages() {
        for text in ["男", "M", "male", "1", "先生", "Mr", "Mr.", " MALE "] {
            assert_eq!(Gender::parse(text), Some(Gender::Male), "{text}");
        }
        for text in [
            "女", "F", "female", "2", "女士", "小姐", "Ms", "Mrs.", "Miss",
        ] {
            assert_eq!(Gender::parse(text), Some(Gender::Female), "{text}");
        }
        for text in ["", "0", "未知", "x", "3"] {
            assert_eq!(Gender::parse(text), None, "{text}");
        }
        for gender in [Gender::Male, Gender::Female] {
            assert_eq!(Gender::from_code(gender.code()), Some(gender));
        }
        assert_eq!(Gender::of_title("m"), None);
    }

    proptest! {
        #[test]
        fn no_name_breaks_the_address(name in any::<String>(), latin in "[A-Za-z., ]{0,24}") {
            for name in [name, latin] {
                prop_assert!(family_len(&name) <= name.chars().count());
                honorific(&name, Some(Gender::Male), Lang::En);
            }
        }

        #[test]
        fn an_address_is_not_addressed_again(name in "[王欧阳司马小芳娜光]{1,4}") {
            let once = honorific(&name, Some(Gender::Female), Lang::Zh);
            prop_assert_eq!(honorific(&once, Some(Gender::Female), Lang::Zh), once.clone());
        }
    }
}
