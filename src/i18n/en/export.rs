//! English: exports.

use crate::i18n::export::ExportWords;

pub(super) const EXPORT: ExportWords = ExportWords {
    column,
    value,
    sheet,
    star,
    promise: |name, what| format!("Follow up {name}: {what}"),
    birthday: |name| format!("Birthday of {name}"),
    visit: |name| format!("Visit to {name}"),
    page_title: "Customer cards",
    page_note: |at| format!("To read only; changes here do not reach the desk. Exported {at}"),
    kind,
    title: "Export",
    kind_field: "format",
    whom_field: "whose",
    purpose_field: "purpose",
    purpose_hint: "such as: holiday messages, for the accountant",
    numbers_field: "numbers",
    path_field: "save as",
    this_list: "this list, as filtered and sorted",
    marked: |n| format!("the {n} marked"),
    everyone: "everybody",
    masked: "hidden",
    real: "real ones",
    note: "An export cannot be taken back. It goes on record with its purpose; a manifest lies beside the file.",
    no_numbers: "Numbers and addresses were left out: a phone cannot call a hidden one. Use --unmasked, or choose real ones in the dialog.",
    has_numbers: "Mind: the file holds real numbers and addresses. Keep it safe.",
    progress: |done, total| format!("{done} of {total} written"),
    done: |n, path| format!("Exported {n} rows: {path}"),
    manifest: |path| format!("Manifest: {path}"),
    came_in: |n| format!("All {n} rows are back, exactly as they were exported."),
    would_come_in: |n| format!("{n} rows would come in."),
    taken: |path| {
        format!(
            "{path} is there already and was not overwritten. Choose another name, or add --force."
        )
    },
    not_a_file: |path| {
        format!("{path} is a link, a folder or a device and was not written. Choose another name.")
    },
    is_the_desk: |path| {
        format!("{path} is the customer file itself and was not written. Choose another name.")
    },
    no_column: |name| {
        format!("There is no column \"{name}\". See them with `shuke export --help`.")
    },
    sheet_full: "A sheet has no room for so many rows (at most 1,048,575). Export csv, or filter first.",
    not_empty: "A whole shop can only be imported into an empty customer file, and this one is not. Name a new one with --db.",
    broken: |what| {
        format!(
            "This file of a whole shop is incomplete or was changed ({what}); nothing was imported. Export it again."
        )
    },
    newer: |what| {
        format!(
            "This file of a whole shop comes from a newer shuke ({what}); nothing was imported. Update shuke first."
        )
    },
};

fn column(name: &str) -> &'static str {
    match name {
        "id" => "Shuke customer",
        "name" => "Name",
        "phones" => "Phone",
        "wechat" => "WeChat",
        "emails" => "Email",
        "tags" => "Tags",
        "tier" => "Tier",
        "gender" => "Gender",
        "birthday" => "Birthday",
        "company" => "Company",
        "title" => "Job title",
        "city" => "City",
        "address" => "Address",
        "source" => "Source",
        "owner" => "Owner",
        "nickname" => "Nickname",
        "hobbies" => "Hobbies",
        "likes" => "Likes",
        "avoids" => "Avoids",
        "needs" => "Needs",
        "note" => "Note",
        "pinned" => "Pinned",
        "preferred" => "Preferred channel",
        "party" => "Customer type",
        "consent" => "Consent",
        "created_at" => "Created",
        "last_contact" => "Last contact",
        "next_due" => "Next follow-up",
        "last_purchase" => "Last purchase",
        "purchase_days" => "Purchase days",
        "spend" => "Total spent",
        "source_id" => "Original ID",
        "contact_id" => "Shuke contact",
        "customer_id" => "Customer ref",
        "customer" => "Customer",
        "method" => "Method",
        "contact" => "Number or address",
        "label" => "Label",
        "rank" => "Rank",
        "reach" => "Reachable",
        "interaction_id" => "Shuke interaction",
        "at" => "Time",
        "channel" => "Channel",
        "direction" => "Direction",
        "minutes" => "Minutes",
        "outcome" => "Outcome",
        "said" => "What was said",
        "author" => "Agent",
        "corrects" => "Corrects",
        "purchase_id" => "Shuke purchase",
        "day" => "Date",
        "item" => "Item",
        "quantity" => "Quantity",
        "amount" => "Amount",
        "pay_method" => "Paid by",
        "follow_up_id" => "Shuke follow-up",
        "due" => "Due",
        "promise" => "Follow-up",
        "progress" => "Progress",
        "closed_at" => "Closed at",
        "reason" => "Reason",
        "tag_id" => "Shuke tag",
        "tag" => "Tag",
        _ => "",
    }
}

fn value(column: &str, code: &str) -> Option<&'static str> {
    Some(match (column, code) {
        ("party", "person") => "person",
        ("party", "company") => "company",
        ("consent", "open") => "may contact",
        ("consent", "withdrawn") => "do not contact",
        ("reach", "good") => "good",
        ("reach", "bad") => "bad",
        ("progress", "open") => "open",
        ("progress", "done") => "done",
        ("progress", "cancelled") => "cancelled",
        _ => return None,
    })
}

fn sheet(name: &str) -> &'static str {
    match name {
        "customers" => "Customers",
        "contacts" => "Contacts",
        "interactions" => "Interactions",
        "purchases" => "Purchases",
        "follow-ups" => "Follow-ups",
        "tags" => "Tags",
        _ => "",
    }
}

fn kind(code: &str) -> &'static str {
    match code {
        "csv" => "CSV table (.csv)",
        "xlsx" => "Excel workbook (.xlsx)",
        "vcard" => "contact cards (.vcf)",
        "ics" => "calendar (.ics)",
        "phone" => "for a phone (folder)",
        "json" => "the whole shop (.json)",
        "bi" => "star schema for analysis (folder)",
        _ => "",
    }
}

fn star(column: &str) -> &'static str {
    match column {
        "customer_key" => "key of the customer",
        "name" => "name; only its first character unless unmasked",
        "company" => "company; only its first character unless unmasked",
        "party" => "person or company",
        "gender" => "gender: male, female",
        "birth_month" => "solar month of birth, 1 to 12",
        "city" => "city",
        "source" => "where the customer came from",
        "owner" => "who looks after it",
        "legal_basis" => "legal basis of keeping the record",
        "consent" => "may be contacted: open, withdrawn",
        "tier" => "tier: vip, regular, potential",
        "stage" => "stage: potential, new, active, silent, lost",
        "r_score" => {
            "R of RFM, 1 worst to 5 best; 0 where not scored (has not bought, or fewer than five buyers)"
        }
        "f_score" => "F of RFM",
        "m_score" => "M of RFM",
        "created_date" => "day the record was made",
        "last_contact_date" => "day of the last contact",
        "last_purchase_date" => "day of the last purchase",
        "purchase_days" => "days with a purchase",
        "spend_amount" => "net spend in all, yuan",
        "year_amount" => "net spend of the last year, yuan",
        "product_key" => "key of the product",
        "product" => "name of the product",
        "purchase_key" => "key of the order",
        "date_key" => "key of the day, as 20260302",
        "purchase_date" => "day of the purchase",
        "lines" => "lines of the order",
        "quantity" => "quantity",
        "amount" => "amount in yuan; negative for a refund",
        "pay_method" => "how it was paid",
        "line_key" => "key of the line",
        "line_date" => "day of the purchase",
        "interaction_key" => "key of the interaction",
        "interaction_at" => "when it was",
        "channel" => "channel: call, wechat, sms, email, visit, store, video, social, other",
        "direction" => "direction: in, out",
        "minutes" => "length in minutes",
        "outcome" => "outcome",
        "agent" => "who wrote it down",
        "note" => "what was said, wished for or given as the reason; empty unless unmasked",
        "ticket_key" => "key of the ticket",
        "opened_at" => "when it was opened",
        "status" => "status: open, resolved",
        "follow_up_key" => "key of the follow-up",
        "due_date" => "day it is due",
        "progress" => "progress: open, done, cancelled",
        "closed_at" => "when it was closed",
        "points_key" => "key of the points row",
        "points" => "points",
        "reason" => "why: earned, opening, adjusted, spent, refunded",
        "segment" => {
            "segment of RFM: champions, loyal, potential_loyalist, new, promising, need_attention, about_to_sleep, cant_lose, at_risk, hibernating"
        }
        "level" => "membership level",
        "points_balance" => "points that can be spent",
        "category" => "category of the product",
        "price_amount" => "list price, yuan",
        "rebuy_days" => "days after which it is usually bought again",
        "is_listed" => {
            "on the list of products: 0 where it was only ever typed into a sale, else 1"
        }
        "points_date" => "day the points came or went",
        "lot_key" => "key of the points row that gave them",
        "expires_date" => "last day it is good",
        "coupon_key" => "key of the coupon",
        "coupon" => "what the coupon is good for",
        "issued_date" => "day it was issued",
        "used_date" => "day it was redeemed",
        "coupon_amount" => "value in yuan",
        "want_key" => "key of the wish",
        "want_date" => "day it was told",
        "budget_amount" => "budget in yuan",
        "date" => "the day",
        "year" => "year",
        "quarter" => "quarter, 1 to 4",
        "month" => "month, 1 to 12",
        "day" => "day of the month",
        "weekday" => "weekday, 1 is Monday",
        "is_weekend" => "weekend: 0, 1",
        _ => "",
    }
}
