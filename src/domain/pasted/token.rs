//! The words of a pasted text once its numbers are cut out: which are the address, which the name, which only a remark.

use super::address::{Address, begins, begins_at, is_address};
use crate::domain::name::{Gender, family_len, is_cjk};

/// What the label in front says of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    None,
    Name,
    Address,
}

/// One word, or one run of Latin words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    text: String,
    hint: Hint,
    /// A telephone number stands right before or behind it.
    is_by_number: bool,
    /// It was said to be a remark.
    is_remark: bool,
    /// A line or a comma begins with it.
    opens: bool,
}

impl Token {
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// All of them, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    is_after_number: bool,
}

/// What the words were.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub address: Address,
    pub name: String,
    pub note: Vec<Token>,
}

/// What parts words that have nothing to do with each other.
const HARD: [char; 16] = [
    '\n', ',', '，', ';', '；', '、', '。', '|', '｜', '\t', '!', '！', '【', '】', '+', '＋',
];
/// Behind a name on a parcel.
const SUFFIXES: [&str; 10] = [
    "（收）",
    "(收)",
    "【收】",
    "亲收",
    " 收",
    "收",
    "（本人）",
    "(本人)",
    "（女士）",
    "（先生）",
];
/// In front of a name in a sentence.
const PREFIXES: [&str; 8] = [
    "收件人",
    "收货人",
    "联系人",
    "姓名",
    "我叫",
    "名字叫",
    "我是",
    "我姓",
];
/// Polite and empty words in front of what matters; a line of them is no name.
const EMPTY: [&str; 24] = [
    "你好",
    "您好",
    "亲",
    "麻烦",
    "谢谢",
    "收货信息",
    "收件信息",
    "地址",
    "电话",
    "姓名",
    "请发",
    "发到",
    "寄到",
    "寄给",
    "发给",
    "收货",
    "收件",
    "好的",
    "老板",
    "在吗",
    "帮我",
    "默认",
    "家",
    "公司",
];
/// Titles that stand for a given name.
const TITLES: [&str; 22] = [
    "女士", "先生", "小姐", "太太", "老师", "阿姨", "叔叔", "大姐", "大哥", "经理", "总", "姐",
    "哥", "医生", "师傅", "老板", "同学", "奶奶", "爷爷", "妈妈", "爸爸", "主任",
];
/// A house ends with one of these; what follows without a space may be a name.
const HOUSES: [&str; 14] = [
    "室", "号", "楼", "栋", "幢", "单元", "层", "户", "座", "店", "苑", "小区", "驿站", "村",
];

impl Tokens {
    /// Adds the words of a text.
    pub fn add(&mut self, text: &str, hint: Hint) {
        let mut hint = hint;
        for chunk in text.split(HARD) {
            let mut words: Vec<String> = words(chunk);
            // 李 明 is one name.
            if hint == Hint::Name && words.len() == 2 && is_name(&words.concat()) {
                words = vec![words.concat()];
            }
            for (n, word) in words.into_iter().enumerate() {
                let is_by_number = std::mem::take(&mut self.is_after_number);
                self.list.push(Token {
                    text: word,
                    hint,
                    is_by_number,
                    is_remark: false,
                    opens: n == 0,
                });
                if hint == Hint::Name {
                    hint = Hint::None;
                }
            }
        }
    }

    /// A number stood here; the words around it are told.
    pub fn mark_number(&mut self, is_phone: bool) {
        if let (true, Some(last)) = (is_phone, self.list.last_mut()) {
            last.is_by_number = true;
        }
        self.is_after_number = is_phone;
    }

    /// Adds a remark as it is.
    pub fn note(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.list.push(Token {
                text: text.trim().to_owned(),
                hint: Hint::None,
                is_by_number: false,
                is_remark: true,
                opens: true,
            });
        }
    }

    /// Tells address, name and remarks apart. A region that had a label of its own comes first in the address.
    pub fn sort(&mut self, region: &str) -> Sorted {
        let mut address = String::new();
        let (mut rest, mut is_open, mut is_closed) = (Vec::new(), false, false);
        for token in std::mem::take(&mut self.list) {
            let belongs = !token.is_remark && !is_closed && belongs(&token, is_open, &address);
            if belongs {
                push(&mut address, &token);
                is_open = true;
                continue;
            }
            if let (false, false, Some(at)) = (token.is_remark, is_open, begins_at(&token.text)) {
                let (before, place) = token.text.split_at(at);
                if !before.trim().is_empty() {
                    rest.push(Token {
                        text: before.trim().to_owned(),
                        is_by_number: true,
                        ..token.clone()
                    });
                }
                push(
                    &mut address,
                    &Token {
                        text: place.to_owned(),
                        ..token
                    },
                );
                is_open = true;
                continue;
            }
            is_closed |= is_open && token.opens;
            rest.push(token);
        }
        let name = take_name(&mut rest);
        let mut sorted = Sorted {
            name,
            note: rest,
            address: Address::default(),
        };
        if sorted.name.is_empty()
            && let Some(at) = name_behind_house(&address)
        {
            sorted.name = address.split_off(at);
        }
        sorted.address = whole(region, &address);
        sorted
    }
}

/// Words of a chunk; Latin words stay together, for a name or an address of them has spaces.
fn words(chunk: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let is_latin = |word: &str| word.chars().all(|c| !is_cjk(c));
    let has_letters = |word: &str| word.chars().any(|c| c.is_ascii_alphabetic());
    for word in chunk.split_whitespace() {
        match words.last_mut() {
            Some(last)
                if is_latin(word) && is_latin(last) && (has_letters(word) || has_letters(last)) =>
            {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(without_loose_brackets(word).to_owned()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A bracket whose other half was cut away with a number.
fn without_loose_brackets(word: &str) -> &str {
    let mut word = word.trim_matches([':', '：']);
    for (open, close) in [
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('<', '>'),
        ('《', '》'),
    ] {
        let (opens, closes) = (word.matches(open).count(), word.matches(close).count());
        if opens == closes && word.starts_with(open) && word.ends_with(close) && opens == 1 {
            word = word.trim_matches([open, close]);
        }
        if opens > closes {
            word = word.trim_start_matches(open).trim_end_matches(open);
        }
        if closes > opens {
            word = word.trim_start_matches(close).trim_end_matches(close);
        }
    }
    word
}

fn push(address: &mut String, token: &Token) {
    if !address.is_empty() {
        address.push_str(if token.text.is_ascii() && token.opens {
            ", "
        } else {
            " "
        });
    }
    address.push_str(&token.text);
}

/// Whether the word is a part of the address.
fn belongs(token: &Token, is_open: bool, address: &str) -> bool {
    let text = &token.text;
    if token.hint == Hint::Name {
        return false;
    }
    if token.hint == Hint::Address && (address.is_empty() || !is_name(text)) {
        return true;
    }
    if is_open && begins(text) {
        return true;
    }
    if is_open {
        let has_digits = text.chars().any(|c| c.is_ascii_digit());
        let is_western = address.is_ascii() && text.is_ascii();
        let has_mark = [
            "路", "街", "道", "镇", "乡", "村", "号", "楼", "栋", "幢", "室", "区", "县", "市",
            "城", "园", "苑", "里", "弄", "巷", "厦", "场", "寓", "府", "庄", "湾", "院", "站",
            "店", "门", "柜",
        ]
        .iter()
        .any(|mark| text.ends_with(mark) || (text.contains(mark) && has_digits));
        let is_house = has_digits
            && !is_time(text)
            && text.chars().count() <= 24
            && !text.contains(['要', '盒', '斤', '件', '份']);
        return (has_mark && !is_said(text)) || is_house || is_western;
    }
    if begins_at(text).is_some_and(|at| at > 0) {
        return false;
    }
    let begins_here = begins(text)
        && Address::parse(text).is_some_and(|found| {
            !found.district.is_empty() || is_address(&found.street) || found.street.is_empty()
        });
    begins_here
        || is_address(text)
        || is_western_street(text)
        || (Address::parse(text).is_some_and(|found| !found.district.is_empty()) && !is_name(text))
}

/// A remark about a place is no part of it: 别放快递柜.
fn is_said(text: &str) -> bool {
    ["别", "不要", "请", "放", "送到", "我在", "到了", "谢"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// `12 Main St`: a number, then words.
fn is_western_street(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_number = words.next().is_some_and(|word| {
        word.chars().all(|c| c.is_ascii_digit() || c == '-') && word.len() <= 6
    });
    text.is_ascii()
        && is_number
        && words
            .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()))
            .count()
            >= 2
}

fn is_time(text: &str) -> bool {
    text.contains(':')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ":-/. ".contains(c))
}

/// Takes the best name out of what is left.
fn take_name(rest: &mut Vec<Token>) -> String {
    let best = rest
        .iter()
        .enumerate()
        .filter(|(_, token)| !token.is_remark)
        .filter_map(|(n, token)| Some((rank(token)?, std::cmp::Reverse(n))))
        .max();
    let Some((_, std::cmp::Reverse(n))) = best else {
        return String::new();
    };
    rest.remove(n).text
}

/// How much a word looks like the name; `None` if it cannot be one.
fn rank(token: &Token) -> Option<u8> {
    let text = bare(&token.text);
    if token.hint == Hint::Name {
        return Some(9);
    }
    if text.is_empty()
        || EMPTY.contains(&text)
        || is_time(text)
        || text.chars().all(|c| !c.is_alphabetic())
    {
        return None;
    }
    let near = u8::from(token.is_by_number) * 2;
    if is_name(text) {
        return Some(4 + near);
    }
    let is_nickname = text.chars().count() <= 8
        && !text.contains(['要', '盒', '？', '?', '的', '了', '吗', '号'])
        && !is_address(text);
    (is_nickname && (token.is_by_number || token.opens)).then_some(1 + near)
}

/// Whether the word is a name as registries or counters write it.
fn is_name(text: &str) -> bool {
    let text = bare(text);
    if ["麻烦", "谢谢", "请", "帮", "发", "寄", "包邮", "到付"]
        .iter()
        .any(|word| text.starts_with(word) || text.ends_with(word))
    {
        return false;
    }
    let chars = text.chars().count();
    if text.chars().all(|c| is_cjk(c) || c == '·') {
        let titled = TITLES.iter().any(|title| {
            text.strip_suffix(title).is_some_and(|family| {
                (1..=3).contains(&family.chars().count()) && family_len(family) > 0
            })
        });
        return titled
            || ((2..=4).contains(&chars) && family_len(text) > 0 && chars <= family_len(text) + 2)
            || text.contains('·');
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_uppercase())
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || ".'’-".contains(c))
        })
}

/// The name without what a parcel adds to it.
fn bare(text: &str) -> &str {
    let text = text.trim_matches([' ', ':', '：', '"', '“', '”', '-', '—', '(', '（']);
    let text = PREFIXES
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix).filter(|rest| !rest.is_empty()))
        .unwrap_or(text);
    SUFFIXES
        .iter()
        .find_map(|suffix| {
            text.strip_suffix(suffix)
                .filter(|rest| rest.chars().count() >= 2)
        })
        .unwrap_or(text)
        .trim()
}

/// The name as it is kept, and the gender its title tells.
pub(super) fn named(text: &str) -> (String, Option<Gender>) {
    let gender = Gender::of_title(text.trim()).or_else(|| {
        let title = text.trim_end_matches([')', '）']);
        ["女士", "小姐", "先生"]
            .iter()
            .find(|word| title.ends_with(**word))
            .and_then(|word| Gender::of_title(word))
    });
    (bare(text).to_owned(), gender)
}

/// Where a name begins that was glued behind the last house of an address.
fn name_behind_house(address: &str) -> Option<usize> {
    HOUSES
        .iter()
        .filter_map(|house| address.rfind(house).map(|at| at + house.len()))
        .max()
        .filter(|at| {
            address.get(*at..).is_some_and(|rest| {
                is_name(rest.trim()) && rest.chars().all(|c| is_cjk(c) || c == ' ')
            })
        })
}

/// The address with its labelled region in front, unless the address says it again.
fn whole(region: &str, address: &str) -> Address {
    let text = if region.is_empty() || begins(address.trim()) {
        address.to_owned()
    } else {
        format!("{region} {address}")
    };
    let text = text.trim();
    if text.is_empty() {
        return Address::default();
    }
    Address::parse(text).unwrap_or_else(|| Address {
        street: text.to_owned(),
        ..Address::default()
    })
}
