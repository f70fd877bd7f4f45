//! A typed line as the draft of a customer. Decides nothing about what the line means.

use super::QuickAdd;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{About, Draft};

impl From<QuickAdd> for Draft {
    fn from(line: QuickAdd) -> Self {
        let of = |method, values: Vec<String>| {
            values
                .into_iter()
                .map(move |value| ContactDraft::new(method, value))
        };
        let contacts = of(Method::Phone, line.phones)
            .chain(of(Method::Email, line.emails))
            .chain(of(Method::WeChat, line.wechat.into_iter().collect()))
            .collect();
        Self {
            contacts,
            tags: line.tags,
            created_at: None,
            custom: Vec::new(),
            referrer: line.referrer,
            about: About {
                name: line.name,
                gender: line.gender,
                birthday: line.birthday,
                company: line.company.unwrap_or_default(),
                source: line.source.unwrap_or_default(),
                note: line.note.unwrap_or_default(),
                ..About::default()
            },
        }
    }
}
