//! Chinese: the preview of an import.

use crate::i18n::wizard::WizardWords;

pub(super) const WIZARD: WizardWords = WizardWords {
    parts: ["概况", "前几行", "列", "问题"],
    create: "只新建",
    update: "只更新",
    upsert: "新建并更新",
    mode: |mode| format!("方式：{mode}"),
    source: |source| match source {
        "" => "没写来源的客户：不填来源（按 ‹wizard.import_source› 选择）".to_owned(),
        source => format!("没写来源的客户：{source}"),
    },
    sure_chosen: "由你选定",
    sure_format: "格式已识别",
    sure_header: "按列名",
    sure_not: "不认识",
    part: "地址、订单或消息的一部分",
    family: "姓",
    given: "名",
    contact: "联系人",
    salutation: "称谓",
    extra: "保留为备注",
    ignored: "不导入",
    no_columns: "这个文件没有可以逐列查看的表。",
    no_problems: "没有问题。",
    line: |n| format!("第 {n} 行"),
    rejects: |n, path| format!("{n} 行没有导入，连同原因写在 {path}；改好后可以直接再导入。"),
    rejects_failed: |path| {
        format!("没有导入的行写不进 {path}。请用 shuke import --rejects 指定别处。")
    },
    bad_preset: |path, why| format!("导入预设 {path} 用不了：{why}。请改好或移走这个文件。"),
};
