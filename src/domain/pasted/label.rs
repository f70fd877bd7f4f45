//! The labels of forms and parcel slips (`收货人：`, `详细地址：`), and a text cut at them.

/// What a label says that the text behind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Phone,
    Region,
    Address,
    Postcode,
    WeChat,
    Email,
    Amount,
    Note,
    /// Who sends the parcel: what is said of them is not the customer's.
    Sender,
    /// A label of something else: an order, a product.
    Other,
}

/// The words, the longer before those they begin with.
const WORDS: [(Label, &[&str]); 11] = [
    (
        Label::Name,
        &[
            "收货人姓名",
            "收件人姓名",
            "收货人名",
            "收货联系人",
            "客户姓名",
            "顾客姓名",
            "收货人",
            "收件人",
            "联系人",
            "收货方",
            "姓名",
            "名字",
            "客户",
            "顾客",
            "昵称",
            "收貨人",
            "收件人姓名",
            "recipient",
            "receiver",
            "consignee",
            "full name",
            "contact name",
            "name",
        ],
    ),
    (
        Label::Phone,
        &[
            "收货人手机号",
            "收货人电话",
            "收件人电话",
            "收件人手机",
            "收货电话",
            "手机号码",
            "电话号码",
            "联系电话",
            "联系方式",
            "联系手机",
            "手机号",
            "手机",
            "电话",
            "手機",
            "電話",
            "telephone",
            "phone number",
            "mobile",
            "phone",
            "tel",
        ],
    ),
    (
        Label::Region,
        &[
            "所在地区",
            "所在区域",
            "收货地区",
            "省市区",
            "省/市/区",
            "地区",
            "区域",
            "region",
        ],
    ),
    (
        Label::Address,
        &[
            "收货人地址",
            "收件人地址",
            "详细地址",
            "收货地址",
            "收件地址",
            "配送地址",
            "送货地址",
            "街道地址",
            "联系地址",
            "家庭地址",
            "地址",
            "地址信息",
            "shipping address",
            "address",
        ],
    ),
    (
        Label::Postcode,
        &["邮政编码", "邮编", "郵編", "postcode", "zip code", "zip"],
    ),
    (
        Label::WeChat,
        &[
            "微信号码",
            "微信号",
            "微信",
            "wechat id",
            "wechat",
            "weixin",
            "vx",
            "wx",
        ],
    ),
    (
        Label::Email,
        &["电子邮箱", "电子邮件", "邮箱", "e-mail", "email"],
    ),
    (
        Label::Amount,
        &[
            "订单金额",
            "实付金额",
            "实付款",
            "付款金额",
            "合计金额",
            "金额",
            "合计",
            "总计",
            "共计",
            "实付",
            "应付",
            "总价",
            "收款",
            "amount",
            "total",
        ],
    ),
    (
        Label::Note,
        &[
            "买家留言",
            "客户备注",
            "备注",
            "留言",
            "说明",
            "remark",
            "note",
        ],
    ),
    (
        Label::Sender,
        &[
            "寄件人姓名",
            "发件人姓名",
            "寄件人",
            "发件人",
            "寄方",
            "sender",
        ],
    ),
    (
        Label::Other,
        &[
            "订单编号",
            "订单号",
            "下单时间",
            "支付时间",
            "付款时间",
            "商品名称",
            "商品",
            "产品",
            "规格",
            "数量",
            "快递单号",
            "运单号",
            "快递公司",
            "快递",
            "身份证号",
            "身份证",
        ],
    ),
];

/// A stretch of text and the label in front of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub label: Option<Label>,
    /// The label as written; empty where there is none.
    pub said: &'a str,
    pub text: &'a str,
}

/// Cuts the text at its labels.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![Part {
        label: None,
        said: "",
        text: "",
    }];
    let (mut begin, mut at) = (0, 0);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let found = is_free(text, at).then(|| label_at(text, at)).flatten();
        let Some((label, word, end)) = found else {
            at += c.len_utf8();
            continue;
        };
        close(&mut parts, text.get(begin..at));
        parts.push(Part {
            label: Some(label),
            said: text.get(at..at + word).unwrap_or_default(),
            text: "",
        });
        (begin, at) = (end, end);
    }
    close(&mut parts, text.get(begin..));
    parts.retain(|part| part.label.is_some() || !part.text.trim().is_empty());
    parts
}

fn close<'a>(parts: &mut [Part<'a>], text: Option<&'a str>) {
    if let (Some(part), Some(text)) = (parts.last_mut(), text) {
        part.text = text;
    }
}

/// A label is not the end of another word.
fn is_free(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit() || is_end(c))
}

/// Characters that end a value though they are letters: `5幢301室电话：…`.
fn is_end(c: char) -> bool {
    matches!(c, '室' | '号' | '楼' | '栋' | '幢' | '元' | '户')
}

/// The label that begins here: its length, and where its value begins.
fn label_at(text: &str, at: usize) -> Option<(Label, usize, usize)> {
    let rest = text.get(at..)?;
    let (label, word) = WORDS
        .iter()
        .flat_map(|(label, words)| words.iter().map(move |word| (*label, *word)))
        .filter(|(_, word)| {
            rest.get(..word.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        })
        .max_by_key(|(_, word)| word.len())?;
    let behind = rest.get(word.len()..)?;
    let mark = behind.trim_start_matches([' ', '\u{3000}']);
    let gap = behind.len() - mark.len();
    let sign = [":", "：", "=", "＝", "】", "]", "】:", "】："]
        .iter()
        .filter(|sign| mark.starts_with(**sign))
        .max_by_key(|sign| sign.len());
    let opens_line = text
        .get(..at)?
        .trim_end_matches([' ', '【', '['])
        .chars()
        .next_back()
        .is_none_or(|c| c == '\n');
    let is_number = mark.starts_with(|c: char| c.is_ascii_digit() || c == '+');
    let bare = behind.is_empty()
        || mark.starts_with('\n')
        || gap > 0
        || mark.starts_with(|c: char| c.is_ascii_digit());
    match sign {
        Some(sign) => {
            let after = mark.get(sign.len()..)?;
            let colon = after.len() - after.trim_start_matches([':', '：']).len();
            Some((
                label,
                word.len(),
                at + word.len() + gap + sign.len() + colon,
            ))
        }
        // A number right behind says enough: 电话 138…, 邮编310000.
        None if is_number && matches!(label, Label::Phone | Label::Postcode) => {
            Some((label, word.len(), at + word.len() + gap))
        }
        // Without a sign only at the start of a line, and only words that are nothing but labels.
        None if opens_line && bare && !word.is_ascii() => {
            Some((label, word.len(), at + word.len() + gap))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_cut_at_its_labels() {
        let cut: Vec<(Option<Label>, String)> =
            parts("收货人：王芳 手机号码:13800138000\n【详细地址】文三路1号\n备注 轻放")
                .into_iter()
                .map(|part| {
                    (
                        part.label,
                        part.text.trim_matches([' ', '\n', '【']).to_owned(),
                    )
                })
                .collect();
        assert_eq!(
            cut,
            [
                (Some(Label::Name), "王芳".to_owned()),
                (Some(Label::Phone), "13800138000".to_owned()),
                (Some(Label::Address), "文三路1号".to_owned()),
                (Some(Label::Note), "轻放".to_owned()),
            ]
        );
    }

    #[test]
    fn a_word_that_only_contains_a_label_is_none() {
        for text in ["请打我电话", "老客户王芳", "Jane rename it"] {
            assert!(
                parts(text).iter().all(|part| part.label.is_none()),
                "{text}"
            );
        }
    }
}
