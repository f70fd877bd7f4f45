//! vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350): bytes to cards. What a property means is decided in `property`.

pub mod line;
pub mod property;

use super::card::{Card, State};
use super::preset::Preset;
use line::{Line, Lines};
use property::Reader;

/// Properties in one card beyond which the rest are left out; address books write dozens.
const MOST_PROPERTIES: usize = 2_000;

/// Reads cards one by one.
pub struct Cards<'a> {
    lines: Lines<'a>,
    preset: &'a Preset,
    /// The BEGIN line that ended the card before.
    begun: Option<u64>,
}

impl<'a> Cards<'a> {
    pub fn new(bytes: &'a [u8], preset: &'a Preset) -> Self {
        Self {
            lines: Lines::new(bytes),
            preset,
            begun: None,
        }
    }

    /// The bytes read so far.
    pub fn position(&self) -> usize {
        self.lines.position()
    }

    fn begin(&mut self) -> Option<u64> {
        if let Some(line) = self.begun.take() {
            return Some(line);
        }
        self.lines.by_ref().find(is_begin).map(|line| line.number)
    }
}

impl Iterator for Cards<'_> {
    type Item = Card;

    fn next(&mut self) -> Option<Card> {
        let start = self.begin()?;
        let mut properties = Vec::new();
        let mut state = State::CutShort;
        for line in self.lines.by_ref() {
            if is_begin(&line) {
                self.begun = Some(line.number);
                break;
            }
            if line.name == "END" {
                state = State::Whole;
                break;
            }
            if properties.len() < MOST_PROPERTIES {
                properties.push(line);
            }
        }
        let mut card = Reader::new(self.preset, start).read(&properties);
        if state == State::CutShort {
            card.state = State::CutShort;
        }
        Some(card)
    }
}

/// Some exporters write `BEGIN:VCAR`.
fn is_begin(line: &Line) -> bool {
    line.name == "BEGIN" && line.value.to_ascii_uppercase().starts_with(b"VCAR")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::preset::Presets;
    use encoding_rs::GB18030;

    fn cards(bytes: &[u8]) -> Vec<(u64, State, String)> {
        let presets = Presets::builtin().unwrap();
        let preset = presets.find("vcard").unwrap();
        Cards::new(bytes, preset)
            .map(|c| {
                let pairs = c.columns.iter().zip(&c.row.cells);
                let text: Vec<String> = pairs.map(|(c, v)| format!("{}={v}", c.header)).collect();
                (c.row.line, c.state, text.join("|"))
            })
            .collect()
    }

    fn one(body: &str) -> String {
        let card = format!("BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n");
        cards(card.as_bytes()).remove(0).2
    }

    #[test]
    fn properties_are_read_in_every_version() {
        for (body, want) in [
            ("TEL;CELL;PREF:151-0000-0141", "TEL=151-0000-0141"),
            (
                "TEL;VALUE=uri;TYPE=\"cell,voice\":tel:+86 151;ext=8",
                "TEL=+86 151 ext 8",
            ),
            ("TEL;TYPE=WORK,FAX:010", "TEL FAX=010"),
            (
                "item1.EMAIL;type=pref:a@b.cn\r\nitem1.X-ABLabel:x",
                "EMAIL=a@b.cn",
            ),
            ("NOTE:a\\, b\\nc\\;\\\\d", "NOTE=a, b\nc;\\d"),
            ("NOTE:one\r\n  two\r\n\tthree", "NOTE=one twothree"),
            ("N:包;一一;;女士;", "N family=包|N given=一一|N prefix=女士"),
            ("ORG:绿洲;市场部;二组", "ORG=绿洲|ORG unit=市场部, 二组"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20", "BDAY=--05-20"),
            ("BDAY;VALUE=date:--0412", "BDAY=--0412"),
            ("BDAY:19890601T000000Z", "BDAY=19890601"),
            ("GENDER:F;自述", "GENDER=F|GENDER text=自述"),
            ("KIND:org", "KIND=company"),
            ("X-ABShowAs:COMPANY", "KIND=company"),
            ("IMPP;X-SERVICE-TYPE=WeChat:x-apple:han", "X-WECHAT=han"),
            ("IMPP:weixin:han", "X-WECHAT=han"),
            ("X-QQ:123", "X-QQ=123"),
            ("PHOTO;ENCODING=b:/9j/4\r\n AAA", ""),
            ("item2.URL:wxh\r\nitem2.X-ABLabel:微信", "X-WECHAT=wxh"),
            (
                "item2.X-ABDATE:2015-06-20\r\nitem2.X-ABLabel:_$!<Anniversary>!$_",
                "Anniversary=2015-06-20",
            ),
            (
                "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--01-12;3;;",
                "BDAY=--01-12",
            ),
            (
                "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;小包;1;;",
                "NICKNAME=小包",
            ),
            ("UID:urn:uuid:1-2", "UID=urn:uuid:1-2"),
            ("REV:20240101T000000Z\r\nPRODID:x", ""),
        ] {
            assert_eq!(one(body), want, "{body}");
        }
    }

    #[test]
    fn quoted_printable_is_unfolded_before_it_is_decoded() {
        let qp =
            "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9C=\r\n=B1=\r\n=E4=B8=83=0D=0A=61";
        assert_eq!(one(qp), "NOTE=朱七\r\na");
        assert_eq!(
            one("FN;QUOTED-PRINTABLE;CHARSET=GB2312:=D6=EC=C6=DF"),
            "FN=朱七"
        );
        let mut raw = b"BEGIN:VCARD\nFN;CHARSET=GBK:".to_vec();
        raw.extend_from_slice(&GB18030.encode("朱七").0);
        raw.extend_from_slice(b"\nNOTE:");
        raw.extend_from_slice(&GB18030.encode("老客").0);
        raw.extend_from_slice("\nTITLE:主管\nEND:VCARD\n".as_bytes());
        assert_eq!(cards(&raw)[0].2, "FN=朱七|NOTE=老客|TITLE=主管");
    }

    #[test]
    fn a_card_without_its_end_is_cut_short_and_the_next_one_whole() {
        let text = "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nbegin:vcard\nFN:c";
        let found: Vec<(u64, State)> = cards(text.as_bytes())
            .into_iter()
            .map(|c| (c.0, c.1))
            .collect();
        assert_eq!(
            found,
            [
                (1, State::CutShort),
                (3, State::Whole),
                (6, State::CutShort)
            ]
        );
    }

    #[test]
    fn a_group_is_no_person() {
        for kind in ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"] {
            let text = format!("BEGIN:VCARD\n{kind}\nFN:朋友\nEND:VCARD\n");
            assert_eq!(cards(text.as_bytes())[0].1, State::Group);
        }
    }
}
