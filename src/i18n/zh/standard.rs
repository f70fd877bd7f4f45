//! 中文：店里对档案的要求。

use crate::i18n::standard::StandardWords;

pub(super) const STANDARD: StandardWords = StandardWords {
    lacking: |what, whom| match whom {
        "" => format!("本店要求每位客户都填“{what}”。填上再保存。"),
        whom => format!("本店要求{whom}客户填“{what}”。填上再保存。"),
    },
    lacking_among: |count, of, what, whom| match whom {
        "" => format!(
            "本店要求每位客户都填“{what}”，这 {of} 位里有 {count} 位会缺。先填上，或不选他们。"
        ),
        whom => format!(
            "本店要求{whom}客户填“{what}”，这 {of} 位里有 {count} 位会缺。先填上，或不选他们。"
        ),
    },
    left: |count, what, whom| match whom {
        "" => format!("另有 {count} 位不动：会缺必填的“{what}”"),
        whom => format!("另有 {count} 位不动：会缺{whom}必填的“{what}”"),
    },
    off_list: |what, text, values| {
        format!("“{text}”不在“{what}”的清单里：{values}。从中选一个，或先把它加进清单。")
    },
    unlike: |what, text, wants| {
        format!("“{what}”写的“{text}”不合本店的格式：{wants}。请改正后再保存。")
    },
    unshapable: |what| {
        format!(
            "“{what}”不能规定格式。可写：微信、邮箱、来源、公司、城市、地址、负责人，或文本、链接类型的自定义字段。"
        )
    },
    unread: |what, pattern| {
        format!(
            "“{what}”的格式 /{pattern}/ 看不懂，或者太大。请写正则表达式，如 /[A-Z]{{2}}\\d{{6}}/。"
        )
    },
    no_pattern: |text| {
        format!(
            "看不懂“{text}”。写成：会员号=/[A-Z]{{2}}\\d{{6}}/ 两个字母加六位数字，多项用 | 隔开。"
        )
    },
    like: |wants| format!("格式：{wants}"),
    unknown: |text| {
        format!(
            "没有叫“{text}”的必填项。可写：电话、微信、邮箱、性别、生日、来源、公司、城市、地址、负责人、标签、备注或自定义字段，后面可加 @VIP、@活跃 只要求一部分客户。"
        )
    },
    empty_list: |what| format!("“{what}”的清单还是空的，不能设为只收清单内的值。先写清单。"),
    must: |whom| match whom {
        "" => "必填".to_owned(),
        whom => format!("{whom}必填"),
    },
    counter: "缺必填项",
    reject: |what| format!("缺少本店要求的必填项：{what}"),
    no_setting: |key| format!("没有“{key}”这项设置，或不能这样写。见 shuke set --help。"),
    set_hint: "set required 电话|来源|生日@VIP",
};
