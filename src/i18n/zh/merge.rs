//! Chinese: duplicates, merging, the past of fields, two edits at once.

use crate::domain::duplicate::Reason;
use crate::domain::history::Source;
use crate::i18n::merge::MergeWords;

pub(super) const MERGE: MergeWords = MergeWords {
    reason: |reason| match reason {
        Reason::SamePhone => "同电话",
        Reason::SameWeChat => "同微信",
        Reason::SameEmail => "同邮箱",
        Reason::SameName => "同名",
        Reason::SameSound => "同音",
        Reason::SimilarName => "名字相近",
        Reason::SameNickname => "同昵称",
        Reason::SameBirthday => "同生日",
        Reason::SameAddress => "同地址",
        Reason::SameCompany => "同公司",
        Reason::SameCity => "同城市",
        Reason::NothingKnown => "一方没有联系方式",
    },
    source: |source| match source {
        Source::Desk => "客户台",
        Source::Cli => "命令行",
        Source::Import => "导入",
        Source::Rule => "规则",
        Source::Undo => "撤销",
    },
    twin: |name, whom, reasons| format!("可能已有：{name} {whom}（{reasons}）"),
    twin_key: "‹prompt.twin› 打开",
    suspects_title: |shown, total| {
        if shown == total {
            format!("疑似重复 {total} 对")
        } else {
            format!("疑似重复 {total} 对，最像的 {shown} 对")
        }
    },
    searching: |percent| format!("正在查重…… {percent}%"),
    search_stop: "‹menu.back› 停止",
    no_suspects: "没有疑似重复的客户。",
    capped: |n| format!("有 {n} 组人太多，只比了先后相邻的。"),
    points: "分",
    reasons: "理由",
    title: "合并客户",
    stays: "留下",
    goes: "并入",
    both: "都要",
    result: "合并后",
    moves: |list| format!("一起过来：{list}"),
    nothing_moves: "没有要搬的记录",
    keys: "‹sides.take_left›　‹sides.take_right› 选左右　‹sides.take_both› 都要　‹sides.swap› 左右对调　‹sides.submit› 合并　‹sides.distinct› 不是同一人　‹sides.back› 返回",
    are_distinct: "曾确认不是同一人",
    waiting: "正在读取……",
    gone: "其中一位已不在。",
    conflict_title: "别处也改了这位客户",
    mine: "我写的",
    theirs: "别处的",
    conflict_keys: "‹sides.take_left›　‹sides.take_right› 选哪边　‹sides.submit› 保存　‹sides.back› 回到表单",
    conflict_none: "两边改的不是同一项：按 ‹sides.submit› 就一起保存。",
    unsaved_back: "没有保存，写的内容还在。",
    past_title: |field| format!("{field}的变更"),
    past_none: "没有变更记录。",
    choose_field: "先用 ‹down› ‹up› 移到一项资料，再按 ‹past› 看它的变更。",
    empty: "（空）",
    before: "原来",
    after: "改为",
    field: "项目",
    bulk_progress: |done, total| format!("正在修改…… {done} / {total}"),
    undo_title: "撤销和恢复",
    bulk_stop: "‹choice.back› 停止，什么都不改",
    person: "个人",
    firm: "公司",
    may_contact: "可以联系",
    good: "有效",
    bad: "无效",
};
