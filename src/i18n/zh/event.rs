//! Chinese: visitors and what they did.

use crate::i18n::event::EventWords;

pub(super) const EVENT: EventWords = EventWords {
    one: "访客行为",
    who: "访客",
    count: "次数",
    last: "最近",
    what: "最近做了",
    title: "还不认识的访客 | ‹menu.submit› 指明是谁",
    nobody: "没有待认的访客。导入带“客户、事件、商品、时间”列的行为文件就会出现在这里。",
    held: |count| {
        format!("{count} 条行为的访客还不认识，先放在待认名单；shuke event list 列出它们")
    },
    times: |n| format!("{n} 条"),
    whose: |who| format!("{who} 是谁？"),
    drop: |who| format!("不是我们的客户：去掉 {who} 的记录"),
};
