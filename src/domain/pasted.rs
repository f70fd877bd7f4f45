//! A blob that was pasted: an address from a chat, a parcel slip, an order's recipient. Reads it into fields, offline, by rules; saves
//! nothing. What found no field stays in the note, so nothing that was pasted is lost.

mod address;
mod draft;
mod label;
mod number;
mod place;
mod token;

pub use address::Address;

use super::clean::clean_text;
use super::money::Cents;
use super::name::Gender;
use label::Label;
use number::What;
use token::{Token, Tokens};

/// The longest text that is read, in characters.
pub const PASTED_CHARS: usize = 4_000;

/// A customer, as far as a pasted text tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    pub name: String,
    pub gender: Option<Gender>,
    /// Numbers as written, not yet normalised; an extension as `转12`.
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub wechat: Option<String>,
    pub address: Address,
    pub postcode: Option<String>,
    pub amount: Option<Cents>,
    /// What found no other place, in its order.
    pub note: String,
}

/// Reads a pasted text; `None` where it holds neither a number nor an address, or is too long.
#[must_use]
pub fn read(text: &str) -> Option<Pasted> {
    if text.chars().count() > PASTED_CHARS {
        return None;
    }
    let (text, codes) = without_codes(&clean_text(text).replace('\u{3000}', " "));
    let mut reader = Reader::default();
    for part in label::parts(&text) {
        reader.take(&part);
    }
    let mut found = reader.finish();
    for code in codes {
        add_code(&mut found, &code);
    }
    let is_known = !(found.phones.is_empty()
        && found.emails.is_empty()
        && found.address == Address::default());
    is_known.then_some(found)
}

/// The text without the `[1234]` that shops put behind name and address of a private number, and these codes.
fn without_codes(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut codes, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some(open) = rest.find('[') {
        let inside = rest.get(open + 1..).unwrap_or_default();
        let digits = inside.chars().take_while(char::is_ascii_digit).count();
        let is_code = (3..=6).contains(&digits)
            && inside
                .get(digits..)
                .is_some_and(|behind| behind.starts_with(']'));
        let is_behind_number = rest
            .get(..open)
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let end = if is_code { open + digits + 2 } else { open + 1 };
        let cut = if is_code && !is_behind_number {
            open
        } else {
            end
        };
        kept.push_str(rest.get(..cut).unwrap_or_default());
        if is_code && !is_behind_number {
            codes.push(inside.get(..digits).unwrap_or_default().to_owned());
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    kept.push_str(rest);
    (kept, codes)
}

/// A code is the extension of the one number there is, said already, or a remark.
fn add_code(found: &mut Pasted, code: &str) {
    let is_said = found
        .phones
        .iter()
        .any(|phone| phone.ends_with(&format!("转{code}")));
    match found.phones.as_mut_slice() {
        _ if is_said => {}
        [phone] if !phone.contains('转') => *phone = format!("{phone}转{code}"),
        _ => found.note = format!("{} [{code}]", found.note).trim().to_owned(),
    }
}

#[derive(Debug, Default)]
struct Reader {
    found: Pasted,
    tokens: Tokens,
    region: String,
    is_senders: bool,
}

impl Reader {
    fn take(&mut self, part: &label::Part<'_>) {
        match part.label {
            Some(Label::Sender) => self.is_senders = true,
            Some(Label::Name)
                if !part.said.starts_with('姓') && !part.said.eq_ignore_ascii_case("name") =>
            {
                self.is_senders = false
            }
            _ => {}
        }
        if self.is_senders && part.label.is_some() {
            self.keep(part);
            return;
        }
        let value = part
            .text
            .trim_matches(|c: char| c.is_whitespace() || ",，;；。【[".contains(c));
        match part.label {
            None => self.free(value, token::Hint::None),
            Some(Label::Name) => self.free(value, token::Hint::Name),
            Some(Label::Region) => self.region.push_str(value),
            Some(Label::Address) => self.free(value, token::Hint::Address),
            Some(Label::Phone | Label::Email) => self.free(value, token::Hint::None),
            Some(Label::WeChat) => self.wechat(value),
            Some(Label::Postcode) => self.postcode(value),
            Some(Label::Amount) => self.amount(value),
            Some(Label::Note) => self.tokens.note(value),
            Some(Label::Sender | Label::Other) => self.keep(part),
        }
    }

    /// What belongs to something else stays together in the note.
    fn keep(&mut self, part: &label::Part<'_>) {
        self.tokens
            .note(&format!("{}：{}", part.said, part.text.trim()));
    }

    /// Text without a label of its own: numbers are cut out, the rest falls into tokens.
    fn free(&mut self, text: &str, hint: token::Hint) {
        let mut at = 0;
        let mut hint = hint;
        for hit in number::hits(text) {
            if let What::Postcode(digits) = &hit.what
                && !self.is_postcode(text, &hit.at, digits)
            {
                continue;
            }
            self.tokens
                .add(text.get(at..hit.at.start).unwrap_or_default(), hint);
            hint = token::Hint::None;
            self.tokens
                .mark_number(matches!(hit.what, What::Phone(_) | What::Masked));
            at = hit.at.end;
            match hit.what {
                What::Phone(number) if !self.found.phones.contains(&number) => {
                    self.found.phones.push(number)
                }
                What::Phone(_) => {}
                What::Masked => self.tokens.note(text.get(hit.at).unwrap_or_default()),
                What::Email(address) => self.found.emails.push(address),
                What::Amount(cents) if self.found.amount.is_none() => {
                    self.found.amount = Some(cents)
                }
                What::Amount(_) => self.tokens.note(text.get(hit.at).unwrap_or_default()),
                What::Postcode(digits) => self.found.postcode = Some(digits),
            }
        }
        self.tokens.add(text.get(at..).unwrap_or_default(), hint);
    }

    /// Six digits are a postcode only where an address is near and nothing glues them to it.
    fn is_postcode(&self, text: &str, at: &std::ops::Range<usize>, digits: &str) -> bool {
        let before = text
            .get(..at.start)
            .and_then(|before| before.chars().next_back());
        let is_apart = before.is_none_or(|c| c.is_whitespace() || ",，;；、(（[|".contains(c));
        self.found.postcode.is_none() && is_apart && !digits.starts_with('9')
    }

    fn wechat(&mut self, value: &str) {
        let end = value
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .unwrap_or(value.len());
        let (id, rest) = value.split_at(end);
        if id.len() >= 5 && self.found.wechat.is_none() {
            self.found.wechat = Some(id.to_owned());
            self.free(rest, token::Hint::None);
        } else {
            self.free(value, token::Hint::None);
        }
    }

    fn postcode(&mut self, value: &str) {
        let digits: String = value
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let rest = value.get(digits.len()..).unwrap_or_default().to_owned();
        if digits.len() >= 4 {
            self.found.postcode = Some(digits);
            self.free(&rest, token::Hint::None);
        } else {
            self.free(value, token::Hint::None);
        }
    }

    fn amount(&mut self, value: &str) {
        let is_amount = |c: char| c.is_ascii_digit() || "¥￥., -元".contains(c);
        let end = value.find(|c| !is_amount(c)).unwrap_or(value.len());
        let (amount, rest) = value.split_at(end);
        let amount = amount.trim_end_matches([' ', ',', '.']);
        match Cents::parse(amount, super::money::DecimalSign::Point) {
            Some(cents) => {
                self.found.amount = Some(cents);
                self.free(rest, token::Hint::None);
            }
            None => self.free(value, token::Hint::None),
        }
    }

    fn finish(mut self) -> Pasted {
        let sorted = self.tokens.sort(&self.region);
        self.found.address = sorted.address;
        let (name, gender) = token::named(&sorted.name);
        self.found.name = name;
        self.found.gender = gender;
        self.found.note = sorted
            .note
            .iter()
            .map(Token::text)
            .collect::<Vec<_>>()
            .join(" ");
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_from_a_chat_fills_four_fields() {
        let found = read("王芳 13800138000 浙江省杭州市西湖区文三路100号5幢301室 396元")
            .expect("a customer");
        assert_eq!(
            (&*found.name, &*found.phones),
            ("王芳", &["13800138000".to_owned()][..])
        );
        assert_eq!(
            found.address.line(),
            "浙江省杭州市西湖区文三路100号5幢301室"
        );
        assert_eq!((found.amount, &*found.note), (Some(Cents(39_600)), ""));
    }

    #[test]
    fn nothing_that_was_pasted_is_lost() {
        let found = read("王芳 13800138000 要两盒龙井 别放快递柜").expect("a customer");
        assert_eq!(found.note, "要两盒龙井 别放快递柜");
    }

    #[test]
    fn a_text_without_number_and_place_is_no_customer() {
        for text in ["", "你好", "明天来取", "订单号 202411210001234567"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"1".repeat(PASTED_CHARS + 1)), None);
    }
}
