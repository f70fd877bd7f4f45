//! Chinese: what is said while everything people wrote is searched.

use crate::domain::full_text::Field;
use crate::i18n::texts::TextsWords;

pub(super) const TEXTS: TextsWords = TextsWords {
    title: "搜索全部内容",
    hint: "输入内容里的词，如 漏水；几个词都要有",
    nothing: "没有内容里有这些词。换个词，或少写一个。",
    found_in: "出处",
    text: "内容",
    field: |field| match field {
        Field::Note => "备注",
        Field::Pinned => "置顶",
        Field::Hobbies => "爱好",
        Field::Address => "地址",
        Field::Said => "互动",
        Field::Promised => "跟进",
        Field::Closed => "跟进结果",
        Field::Fact => "偏好",
        Field::Item => "消费",
    },
};
