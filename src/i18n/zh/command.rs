//! Chinese: programs of the user's own.

use crate::i18n::command::CommandWords;

pub(super) const COMMAND: CommandWords = CommandWords {
    running: |name| format!("正在运行：{name}"),
    busy: "上一个命令还没有结束，请稍等。",
    too_many: |n| format!("一次最多交给程序 {n} 位客户。请少标记一些。"),
    done: |name, said| match said {
        "" => format!("{name} 已完成"),
        said => format!("{name}：{said}"),
    },
    failed: |name, status, said| {
        let how = match status {
            Some(status) => format!("退出码 {status}"),
            None => "被信号终止".to_owned(),
        };
        match said {
            "" => format!("{name} 没有成功：{how}。"),
            said => format!("{name} 没有成功（{how}）：{said}"),
        }
    },
    timed_out: |name, seconds| {
        format!("{name} 超过 {seconds} 秒，已停止。可以在设置里改 timeout。")
    },
    not_started: |name, why| format!("{name} 没能启动：{why}"),
};
