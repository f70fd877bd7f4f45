//! Chinese: the help of the commands that keep the book in order.

/// What a command does, by its words.
pub(super) fn command(path: &str) -> Option<&'static str> {
    Some(match path {
        "tag rename" => "给标签改名；带着它的客户跟着改，一步可撤销",
        "tag merge" => "把几个标签并成一个，一步可撤销",
        "tag group" => "把标签放进标签组；--none 是不分组",
        "tag rename-group" => "给标签组改名",
        "tag exclusive" => "一组里只选一个，或可多选",
        "tag colour" => "给标签一种颜色，按用途，不按色名",
        "tag delete" => "删除标签，从所有客户身上去掉；一步可撤销",
        "verify" => "标为今天核实过；很久没核实的：shuke list --view '核实>180d'",
        "pool" => "领取没人负责的客户，或放回公海；先用 shuke set pool on 开启",
        "pool list" => "列出没人负责的客户",
        "pool claim" => "领取客户，由自己负责；每天有上限",
        "pool return" => "放回公海",
        "pool sweep" => "30 天没有联系的客户进公海；VIP 不进",
        "owner" => "设定谁负责这些客户；'' 是没人负责",
        "report" => "说出这本客户册有多好",
        "report quality" => "完整度平均分和八项数据问题，和前几个月比",
        "schema" => "输出数据字典：每个字段的中英文、可填什么、谁能看、留多久",
        "rule" => "自动规则：打标签、设等级、置顶、安排跟进；不会发送任何东西",
        "rule list" => "列出规则和符合的人数",
        "rule add" => "新增规则，先停用：shuke rule add '消费30天>=500 且 单数90天>=3 => +高价值'",
        "rule edit" => "修改规则；改后先停用",
        "rule rename" => "给规则改名",
        "rule preview" => "说出谁会得到、谁会失去，不改动",
        "rule enable" => "启用规则，并对全店看一遍",
        "rule disable" => "停用规则；它打上的标签会收回",
        "rule remove" => "删除规则；它打上的标签会收回",
        "rule run" => "现在让所有规则对全店看一遍",
        _ => return None,
    })
}

/// What an argument means, by its command's words and its id.
pub(super) fn arg(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("owner", "owner") => "姓名",
        ("verify" | "owner" | "pool claim" | "pool return", "who") => {
            "编号、姓名、电话，或只对应一人的文字；可以几个"
        }
        ("tag rename" | "tag colour" | "tag delete", "tag") => "标签",
        ("tag rename" | "tag rename-group", "to") => "新的名字",
        ("tag merge", "from") => "要并掉的标签，可以几个",
        ("tag merge", "into") => "留下的标签",
        ("tag group" | "tag rename-group" | "tag exclusive", "group") => "标签组",
        ("tag group", "tags") => "标签，可以几个",
        ("tag group", "none") => "不分组",
        ("tag exclusive", "how") => "one 只选一个，many 可多选",
        ("tag colour", "colour") => "plain、accent、good、warn、danger 或 quiet",
        ("rule preview", "rule") => "规则的名字，或还没有保存的整条规则",
        ("rule preview", "text") => "换成这段内容来看",
        ("rule edit" | "rule rename" | "rule enable" | "rule disable" | "rule remove", "rule") => {
            "规则的名字"
        }
        ("rule add" | "rule edit", "text") => "条件 => 做什么",
        ("rule add", "name") => "规则的名字；不写就按它做的事来叫",
        ("rule rename", "to") => "新的名字",
        _ => return None,
    })
}
