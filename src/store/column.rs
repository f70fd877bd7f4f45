//! The column table: every column of every tracked table, once. Triggers, undo, masking, erasure, the data dictionary and
//! export choices all read it.

use crate::domain::kind::Kind;
use crate::i18n::Strings;

/// How a row belongs to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// It is the customer.
    Itself,
    /// Through its column `customer_id`.
    Column,
    /// To two: through `customer_id` and `other_id`. A merge re-points both and drops what then ties somebody to themselves or says a
    /// thing twice; a purge deletes the row from either side.
    Pair,
    /// It belongs to the shop.
    Shop,
}

/// Whom a column speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Codes, numbers and days that identify nobody.
    Plain,
    /// Says who a person is, or what they said.
    Personal,
}

/// One column.
#[derive(Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub privacy: Privacy,
    /// What people call it.
    pub label: fn(&Strings) -> &'static str,
}

/// One tracked table.
#[derive(Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub kind: Kind,
    pub owner: Owner,
    /// Every column but `id`.
    pub columns: &'static [Column],
}

const fn plain(name: &'static str, label: fn(&Strings) -> &'static str) -> Column {
    Column {
        name,
        privacy: Privacy::Plain,
        label,
    }
}

const fn personal(name: &'static str, label: fn(&Strings) -> &'static str) -> Column {
    Column {
        name,
        privacy: Privacy::Personal,
        label,
    }
}

/// Every tracked table, parents before children.
pub const TABLES: &[Table] = &[
    Table {
        name: "setting",
        kind: Kind::Setting,
        owner: Owner::Shop,
        columns: &[
            plain("key", |s| s.field.key),
            plain("value", |s| s.field.value),
        ],
    },
    Table {
        name: "agent",
        kind: Kind::Setting,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.field.agent),
            plain("role", |s| s.field.role),
        ],
    },
    Table {
        name: "customer",
        kind: Kind::Customer,
        owner: Owner::Itself,
        columns: &[
            plain("party", |s| s.field.party),
            personal("name", |s| s.field.name),
            personal("nickname", |s| s.field.nickname),
            personal("gender", |s| s.field.gender),
            personal("birthday", |s| s.field.birthday),
            personal("company", |s| s.field.company),
            personal("title", |s| s.field.title),
            personal("city", |s| s.field.city),
            personal("address", |s| s.field.address),
            plain("source", |s| s.field.source),
            plain("owner", |s| s.field.owner),
            personal("hobbies", |s| s.field.hobbies),
            plain("preferred", |s| s.field.preferred),
            personal("note", |s| s.field.note),
            personal("pinned", |s| s.field.pinned),
            plain("legal_basis", |s| s.field.legal_basis),
            plain("tier_pin", |s| s.field.tier),
            personal("source_id", |s| s.field.source_id),
            plain("created_at", |s| s.field.created_at),
            plain("deleted_at", |s| s.field.deleted_at),
            plain("consent", |s| s.field.consent),
            plain("verified", |s| s.order.field.verified),
            plain("pooled_at", |s| s.order.field.pooled_at),
            plain("restricted_at", |s| s.privacy.restricted_at),
            plain("stage_pin", |s| s.field.stage),
            personal("stage_why", |s| s.report.stage_reason),
        ],
    },
    Table {
        name: "contact",
        kind: Kind::Contact,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("method", |s| s.field.method),
            personal("value", |s| s.field.contact),
            personal("label", |s| s.field.label),
            plain("rank", |s| s.field.rank),
            plain("reach", |s| s.field.reach),
        ],
    },
    Table {
        name: "fact",
        kind: Kind::Fact,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("leaning", |s| s.field.leaning),
            personal("text", |s| s.field.fact),
            plain("source", |s| s.field.source),
            plain("day", |s| s.field.day),
        ],
    },
    Table {
        name: "tag_group",
        kind: Kind::Tag,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.order.field.group),
            plain("exclusive", |s| s.order.field.exclusive),
        ],
    },
    Table {
        name: "tag",
        kind: Kind::Tag,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.field.tag),
            plain("group_id", |s| s.order.field.group),
            plain("colour", |s| s.order.field.colour),
        ],
    },
    Table {
        name: "rule",
        kind: Kind::Rule,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.kind.rule),
            plain("text", |s| s.order.field.rule_text),
            plain("state", |s| s.field.progress),
        ],
    },
    Table {
        name: "customer_tag",
        kind: Kind::Tag,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("tag_id", |s| s.field.tag),
            plain("rule_id", |s| s.kind.rule),
        ],
    },
    Table {
        name: "firing",
        kind: Kind::Rule,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("rule_id", |s| s.kind.rule),
            plain("rule_name", |s| s.kind.rule),
            plain("deed", |s| s.order.field.deed),
            plain("met_at", |s| s.field.at),
            plain("ended_at", |s| s.field.closed_at),
            plain("promised", |s| s.kind.follow_up),
        ],
    },
    Table {
        name: "claim",
        kind: Kind::Customer,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("agent", |s| s.field.agent),
            plain("day", |s| s.field.day),
        ],
    },
    Table {
        name: "interaction",
        kind: Kind::Interaction,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("at", |s| s.field.at),
            plain("channel", |s| s.field.channel),
            plain("direction", |s| s.field.direction),
            plain("minutes", |s| s.field.minutes),
            plain("outcome", |s| s.field.outcome),
            personal("note", |s| s.field.note),
            plain("author", |s| s.field.author),
            plain("corrects", |s| s.field.corrects),
            personal("source_id", |s| s.field.source_id),
        ],
    },
    Table {
        name: "follow_up",
        kind: Kind::FollowUp,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("due", |s| s.field.due),
            personal("note", |s| s.field.note),
            plain("owner", |s| s.field.owner),
            plain("progress", |s| s.field.progress),
            plain("closed_at", |s| s.field.closed_at),
            personal("reason", |s| s.field.reason),
            personal("source_id", |s| s.field.source_id),
        ],
    },
    Table {
        name: "purchase",
        kind: Kind::Purchase,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("day", |s| s.field.day),
            plain("item", |s| s.field.item),
            plain("quantity_milli", |s| s.field.quantity),
            plain("amount_cents", |s| s.field.amount),
            plain("pay_method", |s| s.field.pay_method),
            personal("source_id", |s| s.field.source_id),
            plain("refunds", |s| s.trade.refunds),
        ],
    },
    Table {
        name: "consent",
        kind: Kind::Customer,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("purpose", |s| s.privacy.purpose),
            plain("at", |s| s.field.at),
            plain("channel", |s| s.field.channel),
            plain("basis", |s| s.privacy.basis),
            plain("notice", |s| s.privacy.notice),
            plain("author", |s| s.field.author),
            personal("evidence", |s| s.privacy.evidence),
            personal("guardian", |s| s.privacy.guardian),
            plain("withdrawn_at", |s| s.privacy.withdrawn_at),
        ],
    },
    Table {
        name: "retention",
        kind: Kind::Setting,
        owner: Owner::Shop,
        columns: &[
            plain("category", |s| s.privacy.category),
            plain("days", |s| s.privacy.days),
        ],
    },
    Table {
        name: "erased_sale",
        kind: Kind::Purchase,
        owner: Owner::Shop,
        columns: &[
            plain("month", |s| s.privacy.month),
            plain("purchases", |s| s.privacy.purchases),
            plain("amount_cents", |s| s.field.amount),
        ],
    },
    Table {
        name: "distinct_pair",
        kind: Kind::Customer,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("other_id", |s| s.field.customer),
        ],
    },
    Table {
        name: "script",
        kind: Kind::Script,
        owner: Owner::Shop,
        columns: &[
            plain("folder", |s| s.field.folder),
            plain("code", |s| s.field.code),
            plain("headline", |s| s.field.headline),
            plain("channel", |s| s.field.channel),
            plain("text_zh", |s| s.field.text_zh),
            plain("text_en", |s| s.field.text_en),
        ],
    },
    Table {
        name: "script_use",
        kind: Kind::Script,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("script_id", |s| s.field.script),
            plain("at", |s| s.field.at),
        ],
    },
    Table {
        name: "product",
        kind: Kind::Product,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.field.item),
            plain("category", |s| s.trade.category),
            plain("alias", |s| s.trade.alias),
            plain("price_cents", |s| s.trade.price),
            plain("rebuy_days", |s| s.trade.rebuy_days),
        ],
    },
    Table {
        name: "point",
        kind: Kind::Points,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("lot_id", |s| s.trade.lot),
            plain("day", |s| s.field.day),
            plain("points", |s| s.trade.points),
            plain("cause", |s| s.trade.cause_label),
            personal("reason", |s| s.field.reason),
            plain("expires", |s| s.trade.until),
            plain("purchase_id", |s| s.kind.purchase),
            plain("cancels", |s| s.trade.cancels),
        ],
    },
    Table {
        name: "level",
        kind: Kind::Level,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.trade.level),
            plain("at_least", |s| s.trade.at_least),
            plain("discount_percent", |s| s.trade.discount),
            plain("benefits", |s| s.trade.benefits),
        ],
    },
    Table {
        name: "membership",
        kind: Kind::Level,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("level", |s| s.trade.level),
            plain("since", |s| s.trade.since),
            plain("short_since", |s| s.trade.short_since),
            personal("card", |s| s.trade.card),
        ],
    },
    Table {
        name: "coupon",
        kind: Kind::Coupon,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("code", |s| s.trade.code),
            plain("what", |s| s.trade.good_for),
            plain("value_cents", |s| s.field.amount),
            plain("issued", |s| s.field.day),
            plain("until", |s| s.trade.until),
        ],
    },
    Table {
        name: "coupon_use",
        kind: Kind::Coupon,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("day", |s| s.field.day),
            plain("coupon_id", |s| s.kind.coupon),
        ],
    },
    Table {
        name: "want",
        kind: Kind::Want,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            personal("item", |s| s.kind.want),
            plain("budget_cents", |s| s.trade.budget),
            plain("until", |s| s.trade.until),
            plain("day", |s| s.field.day),
        ],
    },
    Table {
        name: "offer",
        kind: Kind::Offer,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("matter", |s| s.offer.matter),
            plain("what", |s| s.offer.what),
            plain("about", |s| s.offer.about),
            plain("day", |s| s.field.day),
            plain("reply", |s| s.offer.reply),
            plain("author", |s| s.field.author),
        ],
    },
    Table {
        name: "event",
        kind: Kind::Event,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            personal("who", |s| s.event.who),
            plain("at", |s| s.field.at),
            plain("channel", |s| s.field.channel),
            personal("note", |s| s.field.note),
            plain("author", |s| s.field.author),
            personal("source_id", |s| s.field.source_id),
        ],
    },
    Table {
        name: "view",
        kind: Kind::View,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.field.view_name),
            plain("line", |s| s.field.view_line),
            plain("pin", |s| s.field.view_pin),
        ],
    },
    Table {
        name: "field",
        kind: Kind::Field,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.custom.name),
            plain("kind", |s| s.custom.of),
            plain("choices", |s| s.custom.choices),
            plain("secrecy", |s| s.custom.secrecy),
            plain("purpose", |s| s.custom.purpose),
        ],
    },
    Table {
        name: "field_value",
        kind: Kind::Field,
        owner: Owner::Column,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("field_id", |s| s.kind.field),
            personal("value", |s| s.field.value),
        ],
    },
    Table {
        name: "relation",
        kind: Kind::Relation,
        owner: Owner::Pair,
        columns: &[
            plain("customer_id", |s| s.field.customer),
            plain("other_id", |s| s.relation.other),
            plain("tie", |s| s.kind.relation),
        ],
    },
    Table {
        name: "company",
        kind: Kind::Company,
        owner: Owner::Shop,
        columns: &[
            plain("name", |s| s.field.company),
            plain("note", |s| s.field.note),
        ],
    },
];

impl Table {
    /// The columns that name a customer.
    #[must_use]
    pub fn customers(&self) -> &'static [&'static str] {
        match self.owner {
            Owner::Itself => &["id"],
            Owner::Column => &["customer_id"],
            Owner::Pair => &["customer_id", "other_id"],
            Owner::Shop => &[],
        }
    }
}

/// The tracked table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl Table {
    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
