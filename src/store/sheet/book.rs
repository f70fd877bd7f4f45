//! The sheets of the book: which columns each has, and what SQL says for them.

use super::{Form, Scope, Sheet, column};

/// Never, as `customer_derived` keeps it.
const DUE: &str = "nullif(d.next_due, '9999-12-31')";

/// Who they are, with all that the list knows of them.
pub const CUSTOMERS: Sheet = Sheet {
    name: "customers",
    from: "customer_derived d JOIN customer c ON c.id = d.customer_id",
    scope: Scope::List,
    columns: &[
        column("id", Form::Key, "c.id"),
        column("name", Form::Text, "c.name"),
        column(
            "phones",
            Form::Phones,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id))",
        ),
        column(
            "wechat",
            Form::Lines,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'wechat' ORDER BY rank, id))",
        ),
        column(
            "emails",
            Form::Emails,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'email' ORDER BY rank, id))",
        ),
        column(
            "tags",
            Form::Lines,
            "(SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id WHERE ct.customer_id = c.id ORDER BY ct.id))",
        ),
        column(
            "tier",
            Form::Word,
            "CASE d.tier WHEN 0 THEN 'vip' WHEN 1 THEN 'regular' ELSE 'potential' END",
        ),
        column("gender", Form::Word, "c.gender"),
        column("birthday", Form::Day, "c.birthday"),
        column("company", Form::Text, "c.company"),
        column("title", Form::Text, "c.title"),
        column("city", Form::Text, "c.city"),
        column("address", Form::Text, "c.address"),
        column("source", Form::Text, "c.source"),
        column("owner", Form::Text, "c.owner"),
        column("nickname", Form::Text, "c.nickname"),
        column("hobbies", Form::Text, "c.hobbies"),
        column(
            "likes",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'like' ORDER BY id))",
        ),
        column(
            "avoids",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'avoid' ORDER BY id))",
        ),
        column(
            "needs",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'need' ORDER BY id))",
        ),
        column("note", Form::Text, "c.note"),
        column("pinned", Form::Text, "c.pinned"),
        column("preferred", Form::Word, "c.preferred"),
        column("party", Form::Word, "c.party"),
        column("consent", Form::Word, "c.consent"),
        column("created_at", Form::Moment, "c.created_at"),
        column("last_contact", Form::Moment, "nullif(d.last_contact, 0)"),
        column("next_due", Form::Day, DUE),
        column("last_purchase", Form::Day, "d.last_purchase"),
        column("purchase_days", Form::Count, "d.purchase_days"),
        column("spend", Form::Cents, "d.spend_cents"),
        column("source_id", Form::Text, "c.source_id"),
    ],
};

/// How they are reached.
pub const CONTACTS: Sheet = Sheet {
    name: "contacts",
    from: "contact r",
    scope: Scope::OfCustomers,
    columns: &[
        column("contact_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("method", Form::Word, "r.method"),
        column("contact", Form::Contact, "r.method || ':' || r.value"),
        column("label", Form::Text, "r.label"),
        column("rank", Form::Count, "r.rank"),
        column("reach", Form::Word, "r.reach"),
    ],
};

/// What was said.
pub const INTERACTIONS: Sheet = Sheet {
    name: "interactions",
    from: "interaction r",
    scope: Scope::OfCustomers,
    columns: &[
        column("interaction_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("at", Form::Moment, "r.at"),
        column("channel", Form::Word, "r.channel"),
        column("direction", Form::Word, "r.direction"),
        column("minutes", Form::Count, "r.minutes"),
        column("outcome", Form::Word, "r.outcome"),
        column("said", Form::Text, "r.note"),
        column("author", Form::Text, "r.author"),
        column("corrects", Form::Key, "r.corrects"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// What was bought, and what was given back.
pub const PURCHASES: Sheet = Sheet {
    name: "purchases",
    from: "purchase r",
    scope: Scope::OfCustomers,
    columns: &[
        column("purchase_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("day", Form::Day, "r.day"),
        column("item", Form::Text, "r.item"),
        column("quantity", Form::Milli, "r.quantity_milli"),
        column("amount", Form::Cents, "r.amount_cents"),
        column("pay_method", Form::Text, "r.pay_method"),
        column("refunds", Form::Key, "r.refunds"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// What was promised, and what became of it.
pub const FOLLOW_UPS: Sheet = Sheet {
    name: "follow-ups",
    from: "follow_up r",
    scope: Scope::OfCustomers,
    columns: &[
        column("follow_up_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("due", Form::Day, "r.due"),
        column("promise", Form::Text, "r.note"),
        column("owner", Form::Text, "r.owner"),
        column("progress", Form::Word, "r.progress"),
        column("closed_at", Form::Moment, "r.closed_at"),
        column("reason", Form::Text, "r.reason"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// Who carries which tag.
pub const TAGS: Sheet = Sheet {
    name: "tags",
    from: "customer_tag r JOIN tag t ON t.id = r.tag_id",
    scope: Scope::OfCustomers,
    columns: &[
        column("tag_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("tag", Form::Text, "t.name"),
    ],
};

/// The ledger of points as it stands, each row with the lot it belongs to.
pub const POINTS: Sheet = Sheet {
    name: "points",
    from: "(SELECT * FROM point STANDING) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("point_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("lot_id", Form::Key, "r.lot_id"),
        column("day", Form::Day, "r.day"),
        column("points", Form::Count, "r.points"),
        column("cause", Form::Word, "r.cause"),
        column("points_reason", Form::Text, "r.reason"),
        column("expires", Form::Day, "r.expires"),
    ],
};

/// Who holds which level, and which card.
pub const MEMBERS: Sheet = Sheet {
    name: "members",
    from: "membership r",
    scope: Scope::OfCustomers,
    columns: &[
        column("member_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("level", Form::Text, "r.level"),
        column("since", Form::Day, "r.since"),
        column("card", Form::Text, "r.card"),
    ],
};

/// What was promised against money, and whether it was redeemed.
pub const COUPONS: Sheet = Sheet {
    name: "coupons",
    from: "(SELECT g.*, used.day AS used FROM coupon g LEFT JOIN coupon_use used ON used.coupon_id = g.id) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("coupon_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("code", Form::Text, "r.code"),
        column("good_for", Form::Text, "r.what"),
        column("worth", Form::Cents, "r.value_cents"),
        column("issued", Form::Day, "r.issued"),
        column("until", Form::Day, "r.until"),
        column("used_on", Form::Day, "r.used"),
    ],
};

/// What they wish for.
pub const WANTS: Sheet = Sheet {
    name: "wants",
    from: "want r",
    scope: Scope::OfCustomers,
    columns: &[
        column("want_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("want", Form::Text, "r.item"),
        column("budget", Form::Cents, "r.budget_cents"),
        column("until", Form::Day, "r.until"),
        column("day", Form::Day, "r.day"),
    ],
};

/// What they agreed to, and what they took back.
pub const CONSENTS: Sheet = Sheet {
    name: "consents",
    from: "consent r",
    scope: Scope::OfCustomers,
    columns: &[
        column("agreed_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("agreed_to", Form::Word, "r.purpose"),
        column("at", Form::Moment, "r.at"),
        column("channel", Form::Word, "r.channel"),
        column("basis", Form::Text, "r.basis"),
        column("notice", Form::Text, "r.notice"),
        column("author", Form::Text, "r.author"),
        column("evidence", Form::Text, "r.evidence"),
        column("guardian", Form::Text, "r.guardian"),
        column("withdrawn_at", Form::Moment, "r.withdrawn_at"),
    ],
};

/// What the shop sells.
pub const PRODUCTS: Sheet = Sheet {
    name: "products",
    from: "product r",
    scope: Scope::Shop,
    columns: &[
        column("product_id", Form::Key, "r.id"),
        column("product", Form::Text, "r.name"),
        column("category", Form::Text, "r.category"),
        column("alias", Form::Text, "r.alias"),
        column("price", Form::Cents, "r.price_cents"),
        column("rebuy_days", Form::Count, "r.rebuy_days"),
    ],
};

/// The levels that customers can reach.
pub const LEVELS: Sheet = Sheet {
    name: "levels",
    from: "level r",
    scope: Scope::Shop,
    columns: &[
        column("level_id", Form::Key, "r.id"),
        column("level", Form::Text, "r.name"),
        column("at_least", Form::Count, "r.at_least"),
        column("discount", Form::Count, "r.discount_percent"),
        column("benefits", Form::Text, "r.benefits"),
    ],
};

/// Every sheet, customers first.
pub const SHEETS: [&Sheet; 13] = [
    &CUSTOMERS,
    &CONTACTS,
    &INTERACTIONS,
    &PURCHASES,
    &FOLLOW_UPS,
    &TAGS,
    &POINTS,
    &MEMBERS,
    &COUPONS,
    &WANTS,
    &CONSENTS,
    &PRODUCTS,
    &LEVELS,
];
