//! The words of a log line in both languages: channels, directions, outcomes, and the stable codes they have in the database.

use super::Meaning;
use crate::domain::day::scan::Scan;

/// Where a contact took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Call,
    WeChat,
    Sms,
    Email,
    /// The shop went to the customer.
    Visit,
    /// The customer came to the shop.
    Store,
    Video,
    /// Comments and private messages on public platforms.
    Social,
    Other,
}

/// Who began the contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    In,
    Out,
}

/// What came of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Answered,
    NoAnswer,
    Busy,
    WrongNumber,
    LeftMessage,
    Interested,
    Refused,
    Sold,
    Resolved,
}

impl Channel {
    pub const ALL: [Self; 9] = [
        Self::Call,
        Self::WeChat,
        Self::Sms,
        Self::Email,
        Self::Visit,
        Self::Store,
        Self::Video,
        Self::Social,
        Self::Other,
    ];

    /// The stable word for the database and for JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::WeChat => "wechat",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Visit => "visit",
            Self::Store => "store",
            Self::Video => "video",
            Self::Social => "social",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// The channel by the word another program's export uses; `None` for a channel the desk does not have.
    pub fn of_export(word: &str) -> Option<Self> {
        Self::from_code(word).or(match word {
            "phone" | "电话" | "tel" => Some(Self::Call),
            "微信" | "企业微信" | "wecom" => Some(Self::WeChat),
            "短信" | "text" => Some(Self::Sms),
            "邮件" | "e-mail" | "mail" => Some(Self::Email),
            "到店" => Some(Self::Store),
            "拜访" | "meeting" => Some(Self::Visit),
            "note" | "" => Some(Self::Other),
            _ => None,
        })
    }

    /// Who usually begins a contact on this channel: the customer in the store, the agent elsewhere.
    pub fn usual_direction(self) -> Direction {
        if self == Self::Store {
            Direction::In
        } else {
            Direction::Out
        }
    }
}

impl Direction {
    pub const ALL: [Self; 2] = [Self::In, Self::Out];

    /// The stable word for the database and for JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|direction| direction.code() == code)
    }
}

impl Outcome {
    pub const ALL: [Self; 9] = [
        Self::Answered,
        Self::NoAnswer,
        Self::Busy,
        Self::WrongNumber,
        Self::LeftMessage,
        Self::Interested,
        Self::Refused,
        Self::Sold,
        Self::Resolved,
    ];

    /// The stable word for the database and for JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong_number",
            Self::LeftMessage => "left_message",
            Self::Interested => "interested",
            Self::Refused => "refused",
            Self::Sold => "sold",
            Self::Resolved => "resolved",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

const CALL: Meaning = Meaning::Channel(Channel::Call);
const WECHAT: Meaning = Meaning::Channel(Channel::WeChat);
const SMS: Meaning = Meaning::Channel(Channel::Sms);
const EMAIL: Meaning = Meaning::Channel(Channel::Email);
const VISIT: Meaning = Meaning::Channel(Channel::Visit);
const STORE: Meaning = Meaning::Channel(Channel::Store);
const VIDEO: Meaning = Meaning::Channel(Channel::Video);
const SOCIAL: Meaning = Meaning::Channel(Channel::Social);
const OTHER: Meaning = Meaning::Channel(Channel::Other);
const IN: Meaning = Meaning::Direction(Direction::In);
const OUT: Meaning = Meaning::Direction(Direction::Out);
const ANSWERED: Meaning = Meaning::Outcome(Outcome::Answered);
const NO_ANSWER: Meaning = Meaning::Outcome(Outcome::NoAnswer);
const BUSY: Meaning = Meaning::Outcome(Outcome::Busy);
const WRONG_NUMBER: Meaning = Meaning::Outcome(Outcome::WrongNumber);
const LEFT_MESSAGE: Meaning = Meaning::Outcome(Outcome::LeftMessage);
const INTERESTED: Meaning = Meaning::Outcome(Outcome::Interested);
const REFUSED: Meaning = Meaning::Outcome(Outcome::Refused);
const SOLD: Meaning = Meaning::Outcome(Outcome::Sold);
const RESOLVED: Meaning = Meaning::Outcome(Outcome::Resolved);

/// Words that mean the same, and what they mean; one word may say two things.
const WORDS: [(&[Meaning], &[&str]); 26] = [
    (
        &[CALL],
        &[
            "电话",
            "電話",
            "打电话",
            "call",
            "called",
            "phone",
            "phone call",
            "tel",
        ],
    ),
    (&[CALL, IN], &["来电", "來電", "客户来电"]),
    (
        &[CALL, OUT],
        &["去电", "去電", "外呼", "拨打", "回电", "rang"],
    ),
    (
        &[CALL, IN, NO_ANSWER],
        &["未接来电", "漏接来电", "missed call"],
    ),
    (
        &[WECHAT],
        &[
            "微信",
            "企微",
            "企业微信",
            "微信语音",
            "微信电话",
            "wechat call",
            "wechat",
            "wecom",
            "weixin",
            "wx",
        ],
    ),
    (&[SMS], &["短信", "简讯", "sms", "text", "texted"]),
    (
        &[EMAIL],
        &["邮件", "郵件", "电邮", "email", "e-mail", "mail", "emailed"],
    ),
    (
        &[VISIT],
        &[
            "上门",
            "上門",
            "拜访",
            "拜訪",
            "外出拜访",
            "visit",
            "visited",
        ],
    ),
    (
        &[STORE],
        &[
            "到店", "来店", "來店", "进店", "门店", "store", "in store", "in-store", "walk-in",
            "walkin", "shop",
        ],
    ),
    (
        &[VIDEO],
        &[
            "视频",
            "視頻",
            "视频通话",
            "视频电话",
            "微信视频",
            "video",
            "video call",
            "zoom",
            "facetime",
        ],
    ),
    (
        &[SOCIAL],
        &[
            "社媒",
            "小红书",
            "抖音",
            "微博",
            "快手",
            "私信",
            "social",
            "dm",
            "instagram",
            "facebook",
            "whatsapp",
        ],
    ),
    (&[OTHER], &["其他", "其它", "other"]),
    (
        &[IN],
        &[
            "呼入", "打入", "打进", "进", "入", "in", "inbound", "incoming",
        ],
    ),
    (
        &[OUT],
        &["呼出", "打出", "出", "主动", "out", "outbound", "outgoing"],
    ),
    (
        &[ANSWERED],
        &[
            "已接",
            "接了",
            "接通",
            "已接通",
            "通了",
            "已回",
            "已回复",
            "回复了",
            "answered",
            "connected",
            "reached",
            "replied",
        ],
    ),
    (
        &[NO_ANSWER],
        &[
            "未接",
            "没接",
            "沒接",
            "未接通",
            "没接通",
            "无人接",
            "没人接",
            "无人接听",
            "无人应答",
            "打不通",
            "未回",
            "没回",
            "未回复",
        ],
    ),
    (
        &[NO_ANSWER],
        &[
            "no answer",
            "no-answer",
            "noanswer",
            "unanswered",
            "missed",
            "no reply",
        ],
    ),
    (
        &[BUSY],
        &[
            "忙线", "占线", "忙音", "正忙", "在忙", "忙", "busy", "engaged",
        ],
    ),
    (
        &[WRONG_NUMBER],
        &[
            "空号",
            "错号",
            "打错",
            "打错了",
            "号码错",
            "号码错误",
            "停机",
            "wrong number",
            "wrong-number",
            "bad number",
        ],
    ),
    (
        &[LEFT_MESSAGE],
        &[
            "留言",
            "已留言",
            "留了言",
            "left message",
            "left a message",
            "left msg",
            "voicemail",
            "vm",
            "lm",
        ],
    ),
    (
        &[INTERESTED],
        &["有意向", "有意", "有兴趣", "感兴趣", "考虑中", "interested"],
    ),
    (
        &[REFUSED],
        &[
            "拒绝",
            "拒絕",
            "不需要",
            "没兴趣",
            "不感兴趣",
            "婉拒",
            "refused",
            "declined",
            "not interested",
            "rejected",
        ],
    ),
    (
        &[SOLD],
        &[
            "成交",
            "已成交",
            "下单",
            "已下单",
            "已买",
            "买了",
            "sold",
            "ordered",
            "bought",
        ],
    ),
    (
        &[RESOLVED],
        &[
            "已解决",
            "解决",
            "解决了",
            "已处理",
            "处理好了",
            "搞定",
            "resolved",
            "solved",
            "fixed",
            "done",
        ],
    ),
    (&[VISIT, OUT], &["送货上门"]),
    (&[STORE, SOLD], &["到店成交", "到店购买"]),
];

/// Words that mean something else in front of these: `sold out`, `out of stock`.
const NOT_BEFORE: [(&str, &[&str]); 7] = [
    ("call", &["back", "again", "later", "him", "her", "them"]),
    ("sold", &["out"]),
    ("out", &["of", "for", "on"]),
    (
        "in",
        &[
            "stock", "the", "a", "an", "about", "for", "need", "two", "three", "1", "2", "3",
        ],
    ),
    ("interested", &["in"]),
    ("done", &["with"]),
    ("answered", &["by", "all", "his", "her", "the"]),
];

/// Reads the longest word here. `in` and `out` count only straight behind the channel; elsewhere they are prose.
pub(super) fn read<'a>(s: Scan<'a>, before: Option<Meaning>) -> Option<(Vec<Meaning>, Scan<'a>)> {
    let entries = WORDS
        .iter()
        .flat_map(|(meanings, words)| words.iter().map(move |word| (*meanings, *word)));
    let here = entries.filter_map(|(meanings, word)| Some((meanings, word, s.eat(word)?)));
    let (meanings, word, after) = here.max_by_key(|(_, _, after)| after.at())?;
    let is_ascii = word.is_ascii();
    let goes_on = is_ascii
        && after
            .peek()
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'');
    let is_stray = matches!(meanings, [IN | OUT])
        && is_short(word)
        && !matches!(before, Some(Meaning::Channel(_)));
    let is_other = NOT_BEFORE
        .iter()
        .any(|(other, next)| *other == word && is_followed_by(after, next));
    (!goes_on && !is_stray && !is_other).then(|| (meanings.to_vec(), after))
}

fn is_short(word: &str) -> bool {
    matches!(word, "in" | "out" | "进" | "入" | "出")
}

fn is_followed_by(s: Scan, words: &[&str]) -> bool {
    let next: String = s
        .spaces()
        .rest()
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect();
    words.contains(&next.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::scan::folded;

    #[test]
    fn every_code_reads_back() {
        assert!(
            Channel::ALL
                .into_iter()
                .all(|c| Channel::from_code(c.code()) == Some(c))
        );
        assert!(
            Direction::ALL
                .into_iter()
                .all(|d| Direction::from_code(d.code()) == Some(d))
        );
        assert!(
            Outcome::ALL
                .into_iter()
                .all(|o| Outcome::from_code(o.code()) == Some(o))
        );
        assert_eq!(
            (
                Channel::from_code("Call"),
                Direction::from_code(""),
                Outcome::from_code("x")
            ),
            (None, None, None)
        );
    }

    #[test]
    fn every_word_means_what_its_row_says() {
        for (meanings, words) in WORDS {
            for word in words {
                let chars = folded(word);
                let read = read(Scan::new(&chars, 0), Some(CALL))
                    .map(|(meanings, after)| (meanings, after.is_done()));
                assert_eq!(read, Some((meanings.to_vec(), true)), "{word}");
            }
        }
    }
}
