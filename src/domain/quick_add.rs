//! A customer typed on one line: `王芳 13800138000 #VIP 来源=小红书`. Reads it into fields as typed; normalises and saves nothing.
//!
//! The first words are the name; what is neither name, number, address, tag nor pair goes to the note, so nothing is lost.

use std::fmt;

use super::birthday::Birthday;
use super::day::scan::fold;
use super::name::{Gender, is_cjk};
pub use key::Key;
use name_words::NameWords;
use piece::{Piece, What, cut};

mod draft;
mod key;
mod name_words;
mod phone_run;
mod piece;

/// The longest line, in characters.
pub const LINE_CHARS: usize = 2_000;

/// A customer as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickAdd {
    pub name: String,
    /// Numbers as typed, not yet normalised.
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub wechat: Option<String>,
    pub tags: Vec<String>,
    pub source: Option<String>,
    pub birthday: Option<Birthday>,
    pub company: Option<String>,
    /// The keyed note and every word that found no other place.
    pub note: Option<String>,
    pub gender: Option<Gender>,
    /// Who brought them, as typed.
    pub referrer: Option<String>,
}

/// Why a line cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuickAddError {
    NoName,
    /// The text given as a birthday.
    BadBirthday(String),
    /// The text given as a gender.
    BadGender(String),
    /// A key as typed, and the accepted spelling that may be meant.
    UnknownKey(String, Option<&'static str>),
    /// A key that holds one value was given two.
    Repeated(Key),
    /// The line has more characters than [`LINE_CHARS`].
    TooLong {
        chars: usize,
    },
}

impl fmt::Display for QuickAddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("no name"),
            Self::BadBirthday(text) => write!(f, "bad birthday {text:?}"),
            Self::BadGender(text) => write!(f, "bad gender {text:?}"),
            Self::UnknownKey(text, _) => write!(f, "unknown key {text:?}"),
            Self::Repeated(key) => write!(f, "repeated key {key:?}"),
            Self::TooLong { chars } => write!(f, "line of {chars} characters"),
        }
    }
}

impl std::error::Error for QuickAddError {}

impl QuickAdd {
    /// Reads one typed line.
    pub fn parse(line: &str) -> Result<Self, QuickAddError> {
        let chars = line.chars().count();
        if chars > LINE_CHARS {
            return Err(QuickAddError::TooLong { chars });
        }
        let pieces = loosened(cut(line));
        let mut draft = Draft::default();
        let mut at = 0;
        while let Some(rest) = pieces.get(at..).filter(|rest| !rest.is_empty()) {
            at += draft.take(rest)?;
        }
        draft.finish()
    }
}

/// Cuts numbers loose from the words they are stuck to, and lays a keyed number open, so that its later groups join it.
fn loosened(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut loose = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match &piece.what {
            What::Word if !piece.is_quoted => match phone_run::unstick(&piece.text) {
                Some(parts) => loose.extend(parts.into_iter().filter(|part| !part.is_empty()).map(
                    |part| Piece {
                        text: part.to_owned(),
                        ..piece.clone()
                    },
                )),
                None => loose.push(piece),
            },
            What::Value(Key::Phone) => {
                let numbers = piece
                    .text
                    .split(['/', '、', '|'])
                    .filter(|number| !number.is_empty());
                let is_open =
                    piece.text.contains(|c: char| fold(c).is_ascii_digit()) && !piece.is_quoted;
                let what = if is_open {
                    What::Word
                } else {
                    piece.what.clone()
                };
                loose.extend(numbers.map(|number| Piece {
                    what: what.clone(),
                    text: number.to_owned(),
                    comma: Some('、'),
                    ..piece.clone()
                }));
            }
            _ => loose.push(piece),
        }
    }
    loose
}

#[derive(Default)]
struct Draft {
    customer: QuickAdd,
    name: NameWords,
    notes: Vec<String>,
    /// The keyed list that a comma goes on with: `标签=VIP,老客`.
    open_list: Option<Key>,
}

impl Draft {
    /// Takes what stands at the front and says how many pieces that was.
    fn take(&mut self, pieces: &[Piece]) -> Result<usize, QuickAddError> {
        let Some(piece) = pieces.first() else {
            return Ok(1);
        };
        if let Some((phone, count)) = phone_run::read(pieces) {
            add(&mut self.customer.phones, &phone);
            self.close();
            return Ok(count);
        }
        match &piece.what {
            What::Stray(typed) => {
                return Err(QuickAddError::UnknownKey(
                    typed.clone(),
                    key::nearest(typed),
                ));
            }
            What::Value(Key::Birthday) => {
                self.close();
                let (text, count) = birthday_words(pieces);
                self.set(Key::Birthday, &text)?;
                return Ok(count);
            }
            What::Value(key) => {
                self.close();
                self.set(*key, piece.text.trim())?;
                self.open_list = matches!(key, Key::Tag | Key::Note).then_some(*key);
            }
            What::Word => self.take_word(piece)?,
        }
        Ok(1)
    }

    fn close(&mut self) {
        self.name.close();
        self.open_list = None;
    }

    fn take_word(&mut self, piece: &Piece) -> Result<(), QuickAddError> {
        let word = piece.text.trim();
        if let Some(tags) = word
            .strip_prefix(['#', '＃'])
            .filter(|tags| !tags.is_empty())
        {
            self.close();
            tags.split(['#', '＃'])
                .for_each(|tag| add(&mut self.customer.tags, tag));
            return Ok(());
        }
        if is_email(word) {
            self.close();
            add(&mut self.customer.emails, word);
            return Ok(());
        }
        if let (Some(key), Some(comma)) = (self.open_list, piece.comma) {
            return self.go_on(key, comma, word);
        }
        self.open_list = None;
        if let Some(birthday) = spoken_birthday(word) {
            self.name.close();
            return once(&mut self.customer.birthday, Key::Birthday, birthday);
        }
        if let Some(gender) = spoken_gender(word).filter(|_| self.customer.gender.is_none()) {
            self.customer.gender = Some(gender);
            return Ok(());
        }
        if let Some(rest) = self.name.take(word, piece) {
            self.notes.push(rest);
        }
        Ok(())
    }

    fn go_on(&mut self, key: Key, comma: char, word: &str) -> Result<(), QuickAddError> {
        match self.notes.last_mut().filter(|_| key == Key::Note) {
            Some(note) => {
                note.push(comma);
                note.push_str(word);
                Ok(())
            }
            None => self.set(key, word),
        }
    }

    fn set(&mut self, key: Key, value: &str) -> Result<(), QuickAddError> {
        if value.is_empty() {
            return Ok(());
        }
        let text = value.to_owned();
        let customer = &mut self.customer;
        match key {
            Key::Name => {
                return if self.name.set(text) {
                    Ok(())
                } else {
                    Err(QuickAddError::Repeated(key))
                };
            }
            Key::Phone => add(&mut customer.phones, value),
            Key::Email => value
                .split(['/', '、', '|'])
                .for_each(|email| add(&mut customer.emails, email)),
            Key::Tag => value
                .split(['/', '、', '|', '#', '＃', ',', '，', ';', '；'])
                .for_each(|tag| add(&mut customer.tags, tag)),
            Key::Note => self.notes.push(text),
            Key::WeChat => return once(&mut customer.wechat, key, text),
            Key::Source => return once(&mut customer.source, key, text),
            Key::Company => return once(&mut customer.company, key, text),
            Key::Referrer => return once(&mut customer.referrer, key, text),
            Key::Birthday => {
                let birthday = Birthday::parse(value).ok_or(QuickAddError::BadBirthday(text))?;
                return once(&mut customer.birthday, key, birthday);
            }
            Key::Gender => {
                let gender = Gender::parse(value).ok_or(QuickAddError::BadGender(text))?;
                return once(&mut customer.gender, key, gender);
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<QuickAdd, QuickAddError> {
        let name = self.name.join();
        if name.is_empty() {
            return Err(QuickAddError::NoName);
        }
        // 王女士 says her gender herself.
        let titles = ["先生", "女士", "小姐", "太太"];
        let of_name = titles
            .into_iter()
            .find(|title| name.ends_with(title))
            .and_then(Gender::of_title);
        let note = Some(self.notes.join(" ")).filter(|note| !note.is_empty());
        Ok(QuickAdd {
            gender: self.customer.gender.or(of_name),
            name,
            note,
            ..self.customer
        })
    }
}

/// The words of a keyed birthday, up to three if only together they are one (`bday:Mar 15`), and how many pieces that is.
fn birthday_words(pieces: &[Piece]) -> (String, usize) {
    let words = pieces
        .iter()
        .enumerate()
        .take_while(|(at, piece)| *at == 0 || piece.what == What::Word);
    let words: Vec<&str> = words.take(3).map(|(_, piece)| piece.text.trim()).collect();
    let joined = (1..=words.len())
        .rev()
        .filter_map(|count| Some((words.get(..count)?.join(" "), count)));
    let first = words.first().copied().unwrap_or_default().to_owned();
    joined
        .into_iter()
        .find(|(text, _)| Birthday::parse(text).is_some())
        .unwrap_or((first, 1))
}

/// Adds a text to a list, once.
fn add(list: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if !text.is_empty() && !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

fn once<T: PartialEq>(field: &mut Option<T>, key: Key, value: T) -> Result<(), QuickAddError> {
    if field.as_ref().is_some_and(|known| *known != value) {
        return Err(QuickAddError::Repeated(key));
    }
    *field = Some(value);
    Ok(())
}

fn is_email(word: &str) -> bool {
    let parts = word
        .split_once('@')
        .and_then(|(user, host)| Some((user, host.rsplit_once('.')?)));
    parts.is_some_and(|(user, (host, end))| {
        !user.is_empty() && !host.is_empty() && !host.contains('@') && !end.is_empty()
    })
}

/// `生日3月15日` and `农历八月十五` name themselves; a plain date might be anything and stays in the note.
fn spoken_birthday(word: &str) -> Option<Birthday> {
    let named = word.strip_prefix("生日");
    let is_lunar = ["农历", "阴历", "農曆", "陰曆"]
        .into_iter()
        .any(|calendar| word.starts_with(calendar));
    Birthday::parse(named.or_else(|| is_lunar.then_some(word))?)
}

fn spoken_gender(word: &str) -> Option<Gender> {
    // A lone M or F is more likely an initial.
    Gender::of_title(word).or_else(|| {
        Gender::parse(word).filter(|_| matches!(word, "男" | "女") && word.chars().all(is_cjk))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(line: &str) -> String {
        let c = QuickAdd::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let fields = [
            ("phone", c.phones.join("/")),
            ("email", c.emails.join("/")),
            ("wechat", c.wechat.unwrap_or_default()),
            ("tag", c.tags.join("/")),
            ("source", c.source.unwrap_or_default()),
            (
                "birthday",
                c.birthday.map(|b| b.to_string()).unwrap_or_default(),
            ),
            ("company", c.company.unwrap_or_default()),
            ("ref", c.referrer.unwrap_or_default()),
            ("gender", c.gender.map_or("", Gender::code).to_owned()),
            ("note", c.note.unwrap_or_default()),
        ];
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .fold(c.name, |sum, (key, value)| format!("{sum} {key}:{value}"))
    }

    #[test]
    fn a_customer_is_read_from_one_line() {
        let table = [
            (
                "王芳 13800138000 #VIP 来源=小红书",
                "王芳 phone:13800138000 tag:VIP source:小红书",
            ),
            (
                "Jane Smith 13800138000 #VIP source=RED",
                "Jane Smith phone:13800138000 tag:VIP source:RED",
            ),
            ("王芳", "王芳"),
            (
                "李雷 13900139000 推荐人=王芳8000",
                "李雷 phone:13900139000 ref:王芳8000",
            ),
            ("Tom ref:\"Jane Smith\" #VIP", "Tom tag:VIP ref:Jane Smith"),
            ("13800138000 王芳", "王芳 phone:13800138000"),
            ("王芳13800138000", "王芳 phone:13800138000"),
            (
                "王芳，138 0013 8000，＃VIP＃老客，来源：小红书",
                "王芳 phone:138 0013 8000 tag:VIP/老客 source:小红书",
            ),
            (
                "王芳 13800138000 13900139000",
                "王芳 phone:13800138000/13900139000",
            ),
            (
                "王芳 电话=13800138000/13900139000",
                "王芳 phone:13800138000/13900139000",
            ),
            (
                "王芳 电话=138 0013 8000 女",
                "王芳 phone:138 0013 8000 gender:female",
            ),
            ("王芳 phone:+1 212 555 1234", "王芳 phone:+1 212 555 1234"),
            ("王芳 电话=内线", "王芳 phone:内线"),
            (
                "王芳 a@b.cn 微信=wf_88 公司=\"大禹 建材\"",
                "王芳 email:a@b.cn wechat:wf_88 company:大禹 建材",
            ),
            (
                "王芳 生日=农历八月十五 性别=女",
                "王芳 birthday:L--08-15 gender:female",
            ),
            ("王芳 农历八月十五", "王芳 birthday:L--08-15"),
            (
                "Jane bday:Mar 15, 1990 #VIP",
                "Jane tag:VIP birthday:1990-03-15",
            ),
            (
                "王芳 生日=农历 八月十五 女",
                "王芳 birthday:L--08-15 gender:female",
            ),
            ("王芳 生日3月15日", "王芳 birthday:--03-15"),
            ("王芳 bday=1990-01-02", "王芳 birthday:1990-01-02"),
            ("王芳 2024-05-01 买过", "王芳 note:2024-05-01 买过"),
            (
                "王芳 标签=VIP,老客 备注=要龙井，两盒 138****8000",
                "王芳 tag:VIP/老客 note:要龙井，两盒 138****8000",
            ),
            (
                "王女士 13800138000",
                "王女士 phone:13800138000 gender:female",
            ),
            ("王芳 女士", "王芳 gender:female"),
            ("Ms. Jane Smith", "Jane Smith gender:female"),
            ("Jane Smith likes tea", "Jane Smith note:likes tea"),
            ("jane smith", "jane smith"),
            ("Ludwig van Beethoven x", "Ludwig van Beethoven note:x"),
            ("Jane Smith, wants tea", "Jane Smith note:wants tea"),
            (
                "\"Jane of the Shop\" 13800138000",
                "Jane of the Shop phone:13800138000",
            ),
            ("张 伟 13800138000", "张伟 phone:13800138000"),
            ("欧阳 娜娜 13800138000", "欧阳娜娜 phone:13800138000"),
            ("王芳 老客户 要龙井", "王芳 note:老客户 要龙井"),
            ("姓名=王芳 13800138000", "王芳 phone:13800138000"),
            ("王芳 来源= #VIP", "王芳 tag:VIP"),
            (
                "王芳 http://x.cn 330102199001011234",
                "王芳 note:http://x.cn 330102199001011234",
            ),
            ("王芳 010-88886666 转 803", "王芳 phone:010-88886666 转 803"),
        ];
        for (line, expected) in table {
            assert_eq!(shown(line), expected, "{line}");
        }
    }

    #[test]
    fn a_slip_is_named_and_nothing_is_guessed() {
        use QuickAddError::*;
        let table = [
            ("", NoName),
            ("13800138000 #VIP", NoName),
            ("王芳 生日=2月30日", BadBirthday("2月30日".into())),
            ("王芳 性别=x", BadGender("x".into())),
            ("王芳 sorce=RED", UnknownKey("sorce".into(), Some("source"))),
            ("王芳 sorce:RED", UnknownKey("sorce".into(), Some("source"))),
            ("王芳 颜色=红", UnknownKey("颜色".into(), None)),
            ("王芳 来源=小红书 source=RED", Repeated(Key::Source)),
            ("王芳 姓名=李四", Repeated(Key::Name)),
        ];
        for (line, error) in table {
            assert_eq!(QuickAdd::parse(line), Err(error), "{line}");
        }
        assert_eq!(
            QuickAdd::parse(&"王".repeat(LINE_CHARS + 1)),
            Err(TooLong {
                chars: LINE_CHARS + 1
            })
        );
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader(line in any::<String>()) {
            if let Ok(customer) = QuickAdd::parse(&line) {
                prop_assert!(!customer.name.is_empty());
            }
        }

        #[test]
        fn no_word_is_lost(words in proptest::collection::vec(proptest::sample::select(vec![
            "王芳", "Jane", "Smith", "likes", "13800138000", "138", "0013", "8000", "a@b.cn", "#VIP", "来源=小红书", "备注=龙井", "标签=老客", "2024-05-01", "，", "女", "转", "803", "王芳13900139000",
        ]), 1..8)) {
            let line = words.join(" ");
            if let Ok(c) = QuickAdd::parse(&line) {
                let mut kept = [vec![c.name], c.phones, c.emails, c.tags, vec![c.source.unwrap_or_default(), c.note.unwrap_or_default()]].concat().join(" ");
                kept.retain(|c| c != ' ');
                for word in words.iter().filter(|word| !matches!(**word, "，" | "女")) {
                    let text = word.rsplit(['=', '#']).next().unwrap_or_default().replace("王芳139", "139");
                    prop_assert!(kept.contains(&text), "{word} of {line:?} is not in {kept:?}");
                }
            }
        }
    }
}
