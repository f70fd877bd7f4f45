//! English: the preview of an import.

use crate::i18n::wizard::WizardWords;

pub(super) const WIZARD: WizardWords = WizardWords {
    parts: ["summary", "first rows", "columns", "problems"],
    create: "only new customers",
    update: "only known customers",
    upsert: "new and known customers",
    mode: |mode| format!("Mode: {mode}"),
    source: |source| match source {
        "" => "Source of customers without one: none (‹wizard.import_source› chooses)".to_owned(),
        source => format!("Source of customers without one: {source}"),
    },
    sure_chosen: "your choice",
    sure_format: "known format",
    sure_header: "by its name",
    sure_not: "unknown",
    part: "part of an address, order or message",
    family: "family name",
    given: "given name",
    contact: "contact person",
    salutation: "salutation",
    extra: "kept as a remark",
    ignored: "left out",
    no_columns: "This file has no table to look at column by column.",
    no_problems: "No problems.",
    line: |n| format!("line {n}"),
    rejects: |n, path| {
        format!(
            "{n} rows were not imported; they are in {path} with the reasons. Mend them and import that file."
        )
    },
    rejects_failed: |path| {
        format!(
            "The rows not imported could not be written to {path}. Name another place with shuke import --rejects."
        )
    },
    bad_preset: |path, why| {
        format!("The import preset {path} cannot be used: {why}. Mend it or move it away.")
    },
};
