//! Chinese: copying, ready-made texts, the editor and unsaved text.

use crate::domain::draft::Place;
use crate::i18n::script::ScriptWords;

pub(super) const SCRIPT: ScriptWords = ScriptWords {
    copy_what: "复制什么？",
    copied: |what, shown| format!("已复制{what}：{shown}"),
    copy_failed: "没有复制成功。请检查终端是否允许 OSC 52，或设置 copy_command。",
    copy_off: "复制已在设置里关闭（clipboard = \"off\"）。",
    copy_gone: "没有复制：这项内容刚被改动。请再按一次 ‹copy›。",
    title: "话术 | ‹library.join› 选几条合成，‹library.other_text› 中文/英文，‹menu.submit› 复制",
    none: "还没有话术。按 ‹menu.submit› 加入常用的一套。",
    preview: "复制的内容",
    uses: |n| format!("{n}次"),
    answered: |replies, n| format!("回应{replies}/{n}"),
    new_title: "新建话术",
    edit_title: "修改话术",
    code_hint: "短代码，打几个字就能找到",
    blanks_hint: "{称呼} {姓名} {店名} {客服} 自动填，其他 {} 复制前会问",
    delete: |headline| format!("删除话术“{headline}”？"),
    yes_delete: "删除（可撤销）",
    to_fill: |names| format!("复制前要填：{names}"),
    fill_title: |name| format!("填写：{name}"),
    fill_hint: "‹menu.submit› 下一项；全部填完就复制。‹menu.back› 回到话术。",
    must_fill: "还没有填。填了才能复制。",
    too_many: |n| format!("最多合成 {n} 条。"),
    do_not_contact: "请勿联系",
    log_it: "已交给剪贴板。要记一笔吗？",
    log_yes: "记录互动",
    log_no: "不记",
    editor_failed: |name| {
        format!("编辑器 {name} 没有正常结束，内容没有改动。请检查 $VISUAL 或 $EDITOR。")
    },
    editor_kept: "内容没有改动。",
    unsaved: |what, whom, when| {
        if whom.is_empty() {
            format!("有没保存的内容：{what}，{when}。继续吗？")
        } else {
            format!("有没保存的内容：{what} {whom}，{when}。继续吗？")
        }
    },
    resume: "继续写",
    drop: "不要了",
    place: |place| match place {
        Place::Log => "记录互动",
        Place::Complete => "完成跟进",
        Place::Amend => "更正记录",
        Place::QuickAdd => "一行新建",
        Place::Schedule => "安排跟进",
        Place::Fact => "偏好和禁忌",
        Place::Pin => "置顶提醒",
        Place::Buy => "记一笔消费",
        Place::NewRule => "新规则",
        Place::EditRule => "修改规则",
        Place::NoteCompany => "公司备注",
        Place::NewScript => "新话术",
        Place::EditScript => "修改话术",
        Place::NewCustomer => "新建客户",
        Place::EditCustomer => "修改资料",
        Place::SaveView => "存为视图",
        Place::RenameView => "视图改名",
        Place::PasteView => "粘贴视图",
        Place::Export => "导出",
        Place::SetUp => "开店设置",
    },
};
