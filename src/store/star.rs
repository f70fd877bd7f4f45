//! The star schema for analysis: its tables as sheets, and the same as SQL views. Version 1; a column never changes its meaning.

use chrono::NaiveDate;

use super::points::STANDING;
use super::sheet::{Form, OF_CUSTOMER, Scope, Sheet, column};
use super::value::day_text;
use crate::domain::interaction::COMPLAINTS;

/// The version of the schema, in the names of its views.
pub const VERSION: u32 = 1;

/// Rows of one order: written as `number#1`, `number#2`; others stand alone.
const ORDERS: &str = "(SELECT id, customer_id, day, item, quantity_milli, amount_cents, pay_method,
     min(id) OVER (PARTITION BY customer_id, day, CASE WHEN source_id LIKE '%_#%' THEN rtrim(rtrim(source_id, '0123456789'), '#') ELSE id END) AS head
     FROM purchase)";

/// What is sold: every product, and every item that was bought without being one. Each keeps the number of its own row.
const PRODUCTS: &str = "(SELECT coalesce(own.id, sold.id) AS id, named.item, own.id IS NOT NULL AS listed, own.category, own.price_cents, own.rebuy_days
     FROM (SELECT item FROM purchase UNION SELECT name FROM product) named
     LEFT JOIN product own ON own.name = named.item
     LEFT JOIN (SELECT min(id) AS id, item FROM purchase GROUP BY item) sold ON sold.item = named.item)";

/// The scores of `insight::rfm`: 1 + ⌊5w/n⌋ with w the buyers of the shop who are strictly worse; nobody where there are fewer than five.
const SCORES: &str =
    "(SELECT whose, r, f, m FROM (SELECT customer_id AS whose, count(*) OVER () AS n,
         1 + 5 * (rank() OVER (ORDER BY last_purchase) - 1) / (count(*) OVER ()) AS r,
         1 + 5 * (rank() OVER (ORDER BY purchase_days) - 1) / (count(*) OVER ()) AS f,
         1 + 5 * (rank() OVER (ORDER BY spend_cents) - 1) / (count(*) OVER ()) AS m
     FROM customer_derived WHERE last_purchase IS NOT NULL) WHERE n >= 5)";

/// The stage set by hand, else that of `insight::lifecycle` by the shop's own rhythm.
const STAGE: &str = "(CASE WHEN c.stage_pin IS NOT NULL THEN c.stage_pin WHEN d.purchase_days = 0 OR d.last_purchase IS NULL THEN 'potential'
     WHEN julianday(:today) - julianday(d.last_purchase) > coalesce((SELECT lost_days FROM rhythm), 180) THEN 'lost'
     WHEN julianday(:today) - julianday(d.last_purchase) > coalesce((SELECT silent_days FROM rhythm), 90) THEN 'silent'
     WHEN d.purchase_days = 1 THEN 'new' ELSE 'active' END)";

/// The segment of `insight::rfm::segment` on the grid of recency and frequency.
const SEGMENT: &str = "(CASE WHEN s.r IS NULL THEN NULL
     WHEN s.r <= 2 THEN CASE WHEN s.f <= 2 THEN 'hibernating' WHEN s.f <= 4 THEN 'at_risk' ELSE 'cant_lose' END
     WHEN s.r = 3 THEN CASE WHEN s.f <= 2 THEN 'about_to_sleep' WHEN s.f = 3 THEN 'need_attention' ELSE 'loyal' END
     WHEN s.f <= 1 THEN CASE s.r WHEN 4 THEN 'promising' ELSE 'new' END
     WHEN s.f <= 3 THEN 'potential_loyalist' WHEN s.r = 4 THEN 'loyal' ELSE 'champions' END)";

/// Points that can be spent: of lots that have not expired.
const BALANCE: &str =
    "(SELECT coalesce(sum(move.points), 0) FROM point move JOIN point lot ON lot.id = move.lot_id
     WHERE move.customer_id = d.customer_id AND (lot.expires IS NULL OR lot.expires >= :today))";

/// A day as the number by which `dim_date` knows it.
macro_rules! date_key {
    ($day:literal) => {
        column(
            "date_key",
            Form::Count,
            concat!("CAST(replace(", $day, ", '-', '') AS INTEGER)"),
        )
    };
}

const CUSTOMER: Sheet = Sheet {
    name: "dim_customer",
    from: "customer_derived d JOIN customer c ON c.id = d.customer_id LEFT JOIN SCORES s ON s.whose = d.customer_id",
    scope: Scope::List,
    columns: &[
        column("customer_key", Form::Key, "'c' || c.id"),
        column(
            "name",
            Form::Text,
            "CASE WHEN :real THEN c.name ELSE substr(c.name, 1, 1) || '**' END",
        ),
        column(
            "company",
            Form::Text,
            "CASE WHEN :real THEN c.company WHEN c.company = '' THEN '' ELSE substr(c.company, 1, 1) || '**' END",
        ),
        column("party", Form::Text, "c.party"),
        column("gender", Form::Text, "c.gender"),
        column(
            "birth_month",
            Form::Count,
            "CASE WHEN c.birthday LIKE 'L%' THEN NULL WHEN c.birthday LIKE '-%' THEN CAST(substr(c.birthday, 3, 2) AS INTEGER) ELSE CAST(substr(c.birthday, 6, 2) AS INTEGER) END",
        ),
        column("city", Form::Text, "c.city"),
        column("source", Form::Text, "c.source"),
        column("owner", Form::Text, "c.owner"),
        column("legal_basis", Form::Text, "c.legal_basis"),
        column("consent", Form::Text, "c.consent"),
        column(
            "tier",
            Form::Text,
            "CASE d.tier WHEN 0 THEN 'vip' WHEN 1 THEN 'regular' ELSE 'potential' END",
        ),
        column("stage", Form::Text, "STAGE"),
        column("r_score", Form::Count, "coalesce(s.r, 0)"),
        column("f_score", Form::Count, "coalesce(s.f, 0)"),
        column("m_score", Form::Count, "coalesce(s.m, 0)"),
        column(
            "created_date",
            Form::Day,
            "date(c.created_at / 1000, 'unixepoch', 'localtime')",
        ),
        column(
            "last_contact_date",
            Form::Day,
            "CASE WHEN d.last_contact > 0 THEN date(d.last_contact / 1000, 'unixepoch', 'localtime') END",
        ),
        column("last_purchase_date", Form::Day, "d.last_purchase"),
        column("purchase_days", Form::Count, "d.purchase_days"),
        column("spend_amount", Form::Cents, "d.spend_cents"),
        column("year_amount", Form::Cents, "d.year_cents"),
        column("segment", Form::Text, "SEGMENT"),
        column(
            "level",
            Form::Text,
            "(SELECT level FROM membership WHERE customer_id = d.customer_id)",
        ),
        column("points_balance", Form::Count, "BALANCE"),
    ],
};

const PRODUCT: Sheet = Sheet {
    name: "dim_product",
    from: "PRODUCTS r",
    scope: Scope::Shop,
    columns: &[
        column("product_key", Form::Key, "'p' || r.id"),
        column("product", Form::Text, "r.item"),
        column("category", Form::Text, "r.category"),
        column("price_amount", Form::Cents, "r.price_cents"),
        column("rebuy_days", Form::Count, "r.rebuy_days"),
        column("is_listed", Form::Count, "r.listed"),
    ],
};

const PURCHASE: Sheet = Sheet {
    name: "fact_purchase",
    from: "(SELECT min(o.id) AS id, o.customer_id, o.day, count(*) AS lines, sum(o.quantity_milli) AS quantity_milli, sum(o.amount_cents) AS amount_cents,
         min(o.pay_method) AS pay_method FROM ORDERS o GROUP BY o.head) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("purchase_key", Form::Key, "'o' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        date_key!("r.day"),
        column("purchase_date", Form::Day, "r.day"),
        column("lines", Form::Count, "r.lines"),
        column("quantity", Form::Milli, "r.quantity_milli"),
        column("amount", Form::Cents, "r.amount_cents"),
        column("pay_method", Form::Text, "r.pay_method"),
    ],
};

const LINE: Sheet = Sheet {
    name: "fact_line",
    from: "ORDERS r JOIN PRODUCTS p ON p.item = r.item",
    scope: Scope::OfCustomers,
    columns: &[
        column("line_key", Form::Key, "'l' || r.id"),
        column("purchase_key", Form::Key, "'o' || r.head"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        column("product_key", Form::Key, "'p' || p.id"),
        date_key!("r.day"),
        column("line_date", Form::Day, "r.day"),
        column("quantity", Form::Milli, "r.quantity_milli"),
        column("amount", Form::Cents, "r.amount_cents"),
    ],
};

const INTERACTION: Sheet = Sheet {
    name: "fact_interaction",
    from: "interaction r",
    scope: Scope::OfCustomers,
    columns: &[
        column("interaction_key", Form::Key, "'i' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        column(
            "date_key",
            Form::Count,
            "CAST(strftime('%Y%m%d', r.at / 1000, 'unixepoch', 'localtime') AS INTEGER)",
        ),
        column("interaction_at", Form::Moment, "r.at"),
        column("channel", Form::Text, "r.channel"),
        column("direction", Form::Text, "r.direction"),
        column("minutes", Form::Count, "r.minutes"),
        column("outcome", Form::Text, "r.outcome"),
        column("agent", Form::Text, "r.author"),
        column("note", Form::Text, "CASE WHEN :real THEN r.note END"),
    ],
};

const TICKET: Sheet = Sheet {
    name: "fact_ticket",
    from: "(SELECT * FROM interaction WHERE outcome = 'resolved' OR COMPLAINT) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("ticket_key", Form::Key, "'t' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        column(
            "date_key",
            Form::Count,
            "CAST(strftime('%Y%m%d', r.at / 1000, 'unixepoch', 'localtime') AS INTEGER)",
        ),
        column("opened_at", Form::Moment, "r.at"),
        column("channel", Form::Text, "r.channel"),
        column(
            "status",
            Form::Text,
            "CASE WHEN r.outcome = 'resolved' THEN 'resolved' ELSE 'open' END",
        ),
        column("agent", Form::Text, "r.author"),
    ],
};

const FOLLOW_UP: Sheet = Sheet {
    name: "fact_follow_up",
    from: "follow_up r",
    scope: Scope::OfCustomers,
    columns: &[
        column("follow_up_key", Form::Key, "'f' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        date_key!("r.due"),
        column("due_date", Form::Day, "r.due"),
        column("progress", Form::Text, "r.progress"),
        column("closed_at", Form::Moment, "r.closed_at"),
        column("owner", Form::Text, "r.owner"),
    ],
};

/// The ledger of points as it stands: what was taken back, and the row that settles it, are no part of it.
const POINTS: Sheet = Sheet {
    name: "fact_points",
    from: "(SELECT * FROM point STANDING) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("points_key", Form::Key, "'g' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        date_key!("r.day"),
        column("points", Form::Count, "r.points"),
        column("reason", Form::Text, "r.cause"),
        column("points_date", Form::Day, "r.day"),
        column("lot_key", Form::Key, "'g' || r.lot_id"),
        column("expires_date", Form::Day, "r.expires"),
        column("note", Form::Text, "CASE WHEN :real THEN r.reason END"),
    ],
};

/// What was promised against money, and whether it was redeemed.
const COUPON: Sheet = Sheet {
    name: "fact_coupon",
    from: "(SELECT g.*, used.day AS used FROM coupon g LEFT JOIN coupon_use used ON used.coupon_id = g.id) r",
    scope: Scope::OfCustomers,
    columns: &[
        column("coupon_key", Form::Key, "'k' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        date_key!("r.issued"),
        column("issued_date", Form::Day, "r.issued"),
        column("expires_date", Form::Day, "r.until"),
        column("used_date", Form::Day, "r.used"),
        column("coupon", Form::Text, "r.what"),
        column("coupon_amount", Form::Cents, "r.value_cents"),
    ],
};

/// What customers wish for.
const WANT: Sheet = Sheet {
    name: "fact_want",
    from: "want r",
    scope: Scope::OfCustomers,
    columns: &[
        column("want_key", Form::Key, "'w' || r.id"),
        column("customer_key", Form::Key, "'c' || r.customer_id"),
        date_key!("r.day"),
        column("want_date", Form::Day, "r.day"),
        column("expires_date", Form::Day, "r.until"),
        column("budget_amount", Form::Cents, "r.budget_cents"),
        column("note", Form::Text, "CASE WHEN :real THEN r.item END"),
    ],
};

/// The days of every fact.
const DATE: Sheet = Sheet {
    name: "dim_date",
    from: "(WITH RECURSIVE told(day) AS (
         SELECT day FROM purchase UNION SELECT due FROM follow_up UNION SELECT day FROM point UNION SELECT issued FROM coupon UNION SELECT day FROM want
         UNION SELECT date(at / 1000, 'unixepoch', 'localtime') FROM interaction
         UNION SELECT date(created_at / 1000, 'unixepoch', 'localtime') FROM customer),
         edge(first, last) AS (SELECT min(day), max(day) FROM told WHERE day BETWEEN '1970-01-01' AND '2199-12-31'),
         days(day) AS (SELECT first FROM edge WHERE first IS NOT NULL UNION ALL SELECT date(day, '+1 day') FROM days, edge WHERE day < last)
         SELECT CAST(replace(day, '-', '') AS INTEGER) AS id, day FROM (SELECT day FROM days UNION SELECT day FROM told WHERE day IS NOT NULL)) r",
    scope: Scope::Shop,
    columns: &[
        column("date_key", Form::Count, "r.id"),
        column("date", Form::Day, "r.day"),
        column("year", Form::Count, "CAST(strftime('%Y', r.day) AS INTEGER)"),
        column("quarter", Form::Count, "(CAST(strftime('%m', r.day) AS INTEGER) + 2) / 3"),
        column("month", Form::Count, "CAST(strftime('%m', r.day) AS INTEGER)"),
        column("day", Form::Count, "CAST(strftime('%d', r.day) AS INTEGER)"),
        column("weekday", Form::Count, "(CAST(strftime('%w', r.day) AS INTEGER) + 6) % 7 + 1"),
        column("is_weekend", Form::Count, "strftime('%w', r.day) IN ('0', '6')"),
    ],
};

/// Every table, dimensions first.
pub const TABLES: [&Sheet; 11] = [
    &CUSTOMER,
    &DATE,
    &PRODUCT,
    &PURCHASE,
    &LINE,
    &INTERACTION,
    &TICKET,
    &FOLLOW_UP,
    &POINTS,
    &COUPON,
    &WANT,
];

/// How a statement is to see the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Names and notes as they are, rather than their first character.
    pub real: bool,
    /// The shop's own time, in seconds east of UTC; none where the reader's system says it.
    pub offset_seconds: Option<i32>,
    /// The day as of which stages and points are told; the reader's own where none is given.
    pub today: Option<NaiveDate>,
}

/// Puts in the parts of a statement that stand for others.
pub(super) fn settled(sql: &str, look: Look) -> String {
    let today = look
        .today
        .map_or("date('now', 'localtime')".to_owned(), |day| {
            format!("'{}'", day_text(day))
        });
    let complaint: Vec<String> = COMPLAINTS
        .iter()
        .map(|word| format!("note LIKE '%{word}%'"))
        .collect();
    let sql = sql
        .replace("ORDERS", ORDERS)
        .replace("PRODUCTS", PRODUCTS)
        .replace("SCORES", SCORES)
        .replace("STAGE", STAGE)
        .replace("SEGMENT", SEGMENT)
        .replace("BALANCE", BALANCE)
        .replace("STANDING", STANDING)
        .replace(":today", &today)
        .replace("COMPLAINT", &complaint.join(" OR "))
        .replace(":real", if look.real { "1" } else { "0" });
    match look.offset_seconds {
        Some(seconds) => sql.replace("'localtime'", &format!("'{seconds:+} seconds'")),
        None => sql,
    }
}

/// The tables as SQL views of a desk file, masked unless real values are asked for.
#[must_use]
pub fn views(real: bool) -> String {
    let mut text = String::new();
    for table in TABLES {
        let cells: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("{} AS {}", shown(column.form, column.sql), column.name))
            .collect();
        let join = match table.scope {
            Scope::OfCustomers => OF_CUSTOMER,
            Scope::List | Scope::Shop => "",
        };
        let view = format!("bi_v{VERSION}_{}", table.name);
        let sql = format!(
            "DROP VIEW IF EXISTS {view};\nCREATE VIEW {view} AS SELECT\n    {}\nFROM {} {join};\n",
            cells.join(",\n    "),
            table.from
        );
        let look = Look {
            real,
            offset_seconds: None,
            today: None,
        };
        text.push_str(&settled(&sql, look));
    }
    text
}

/// Amounts as numbers with their point, instants as text; a view has no decimals.
fn shown(form: Form, sql: &str) -> String {
    match form {
        Form::Cents => format!("({sql}) / 100.0"),
        Form::Milli => format!("({sql}) / 1000.0"),
        Form::Moment => format!("strftime('%Y-%m-%dT%H:%M:%SZ', ({sql}) / 1000, 'unixepoch')"),
        _ => sql.to_owned(),
    }
}
