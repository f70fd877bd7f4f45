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
        _ => return None,
    })
}

/// What an argument means, by its command's words and its id.
pub(super) fn arg(path: &str, id: &str) -> Option<&'static str> {
    Some(match (path, id) {
        ("tag rename" | "tag colour" | "tag delete", "tag") => "标签",
        ("tag rename" | "tag rename-group", "to") => "新的名字",
        ("tag merge", "from") => "要并掉的标签，可以几个",
        ("tag merge", "into") => "留下的标签",
        ("tag group" | "tag rename-group" | "tag exclusive", "group") => "标签组",
        ("tag group", "tags") => "标签，可以几个",
        ("tag group", "none") => "不分组",
        ("tag exclusive", "how") => "one 只选一个，many 可多选",
        ("tag colour", "colour") => "plain、accent、good、warn、danger 或 quiet",
        _ => return None,
    })
}
