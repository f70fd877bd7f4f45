//! English: what the shop asks of its records.

use crate::i18n::standard::StandardWords;

pub(super) const STANDARD: StandardWords = StandardWords {
    lacking: |what, whom| match whom {
        "" => {
            format!("This shop asks for \"{what}\" of every customer. Fill it in and save again.")
        }
        whom => {
            format!("This shop asks for \"{what}\" of {whom} customers. Fill it in and save again.")
        }
    },
    lacking_among: |count, of, what, whom| {
        let whom = if whom.is_empty() {
            "everyone".to_owned()
        } else {
            format!("{whom} customers")
        };
        format!(
            "{count} of these {of} would lack \"{what}\", which this shop asks of {whom}. Fill it in first, or leave them out."
        )
    },
    left: |count, what, whom| match whom {
        "" => format!("{count} more stay as they are: they would lack \"{what}\""),
        whom => format!("{count} more stay as they are: {whom} needs \"{what}\""),
    },
    off_list: |what, text, values| {
        format!(
            "\"{text}\" is not on the list for \"{what}\": {values}. Take one of these, or add it to the list."
        )
    },
    unlike: |what, text, wants| {
        format!(
            "\"{text}\" has not the form that this shop asks of \"{what}\": {wants}. Correct it and save again."
        )
    },
    unshapable: |what| {
        format!(
            "\"{what}\" cannot have a pattern. Say wechat, email, source, company, city, address, owner, or an own field of type text or link."
        )
    },
    unread: |what, pattern| {
        format!(
            "The pattern /{pattern}/ of \"{what}\" cannot be read, or is too large. Write a regular expression, such as /[A-Z]{{2}}\\d{{6}}/."
        )
    },
    no_pattern: |text| {
        format!(
            "\"{text}\" says no pattern. Write it as card=/[A-Z]{{2}}\\d{{6}}/ two letters and six digits, and part several by |."
        )
    },
    like: |wants| format!("form: {wants}"),
    unknown: |text| {
        format!(
            "Nothing that can be asked for is called \"{text}\". Say phone, wechat, email, gender, birthday, source, company, city, address, owner, tag, note or an own field, with @vip or @active behind it for some only."
        )
    },
    empty_list: |what| {
        format!("The list for \"{what}\" is empty and cannot be closed. Write the list first.")
    },
    must: |whom| match whom {
        "" => "required".to_owned(),
        whom => format!("required: {whom}"),
    },
    counter: "Lacks what must be filled in",
    reject: |what| format!("lacks what this shop asks for: {what}"),
    no_setting: |key| {
        format!("There is no setting \"{key}\", or it cannot be that. See shuke set --help.")
    },
    set_hint: "set required phone|source|birthday@vip",
};
