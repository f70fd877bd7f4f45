//! Kinds of messages by WeChat's numbers and by the exporters' words; what stands for a message that is no text.

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Shown in place of the content, as WeChat itself does in its list of chats.
    Media(&'static str),
    /// A link, a file, a mini program: XML with a title.
    Card,
    /// Written by WeChat, not by anyone.
    System,
}

const WORDS: [(&[&str], Kind); 9] = [
    (
        &["图片", "image", "img", "photo", "picture"],
        Kind::Media("[图片]"),
    ),
    (&["语音", "voice", "audio"], Kind::Media("[语音]")),
    (&["视频", "video"], Kind::Media("[视频]")),
    (&["表情", "emoji", "sticker"], Kind::Media("[表情]")),
    (&["名片", "contact card"], Kind::Media("[名片]")),
    (&["位置", "location"], Kind::Media("[位置]")),
    (&["通话", "call", "voip"], Kind::Media("[通话]")),
    (
        &[
            "文件",
            "链接",
            "分享",
            "小程序",
            "引用",
            "转账",
            "红包",
            "file",
            "link",
            "share",
            "quote",
        ],
        Kind::Card,
    ),
    (
        &["系统", "拍一拍", "撤回", "system", "revoke", "notice"],
        Kind::System,
    ),
];

/// Reads a type: WeChat's number or an exporter's word.
pub fn parse(raw: &str) -> Kind {
    match raw.trim() {
        "1" => Kind::Text,
        "3" => Kind::Media("[图片]"),
        "34" => Kind::Media("[语音]"),
        "42" => Kind::Media("[名片]"),
        "43" | "62" => Kind::Media("[视频]"),
        "47" => Kind::Media("[表情]"),
        "48" => Kind::Media("[位置]"),
        "49" => Kind::Card,
        "50" => Kind::Media("[通话]"),
        "51" | "10000" | "10002" => Kind::System,
        word => {
            let word = word.to_lowercase();
            WORDS
                .iter()
                .find(|(words, _)| words.iter().any(|w| word.contains(w)))
                .map_or(Kind::Text, |(_, kind)| *kind)
        }
    }
}

/// Exporters without a column for the type name WeChat as the sender.
pub fn is_system_name(name: &str) -> bool {
    matches!(name, "系统消息" | "系统" | "system" | "System")
}

/// WeChat's own notice where an exporter left the type out.
pub fn is_revocation(body: &str) -> bool {
    body.starts_with("<revokemsg>") || body.starts_with("<sysmsg")
}

/// What is kept of a message: its text, the title of its card, or the sign of its kind. XML never is.
pub fn body(kind: Kind, text: &str) -> String {
    let is_xml =
        text.starts_with("<?xml") || text.starts_with("<msg") || text.starts_with("<appmsg");
    match kind {
        Kind::Media(sign) if text.is_empty() || is_xml || text == sign => sign.to_owned(),
        // Some exporters transcribe voice, or name the file.
        Kind::Media(sign) => format!("{sign} {text}"),
        Kind::Card | Kind::Text if is_xml => match title(text) {
            Some(title) => format!("[链接] {title}"),
            None => "[链接]".to_owned(),
        },
        Kind::Card if text.is_empty() => "[链接]".to_owned(),
        _ => text.to_owned(),
    }
}

fn title(xml: &str) -> Option<String> {
    let (_, rest) = xml.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    let title = title
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    Some(title.trim().to_owned()).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_xml_is_kept_of_a_message() {
        for (kind, text, want) in [
            ("1", "你好", "你好"),
            ("3", "<msg><img aeskey=\"x\"/></msg>", "[图片]"),
            ("语音", "", "[语音]"),
            ("语音", "明天来拿", "[语音] 明天来拿"),
            (
                "49",
                "<msg><appmsg><title>报价 &amp; 说明</title></appmsg></msg>",
                "[链接] 报价 & 说明",
            ),
            ("文件", "价目表.xlsx", "价目表.xlsx"),
            ("1", "-", "-"),
        ] {
            assert_eq!(body(parse(kind), text), want, "{kind} {text}");
        }
        assert_eq!(parse("系统消息"), Kind::System);
        assert_eq!(parse("10000"), Kind::System);
    }
}
