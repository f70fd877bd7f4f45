//! 中文：店里对档案的要求。

use crate::i18n::standard::StandardWords;

pub(super) const STANDARD: StandardWords = StandardWords {
    lacking: |what, whom| match whom {
        "" => format!("本店要求每位客户都填“{what}”。填上再保存。"),
        whom => format!("本店要求{whom}客户填“{what}”。填上再保存。"),
    },
    off_list: |what, text, values| {
        format!("“{text}”不在“{what}”的清单里：{values}。从中选一个，或先把它加进清单。")
    },
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
