-- The desk file, version 1. Times are UTC milliseconds, days are YYYY-MM-DD text, money is integer minor units.
-- Triggers that write "change" are generated from the column table (src/store/column.rs), never written here.

CREATE TABLE desk (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL,
    number INTEGER NOT NULL,
    last_id INTEGER NOT NULL
) STRICT;

CREATE TABLE agent (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL
) STRICT;

-- History: one row per event, and what each event changed.
CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    customer_id INTEGER,
    count INTEGER NOT NULL,
    source TEXT NOT NULL,
    undo_of INTEGER,
    undone_by INTEGER,
    purpose TEXT NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX op_undo ON op (undo_of) WHERE undo_of IS NOT NULL;

CREATE TABLE change (
    op_id INTEGER NOT NULL REFERENCES op (id),
    seq INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    customer_id INTEGER,
    "column" TEXT,
    old ANY,
    new ANY,
    salt BLOB,
    digest BLOB NOT NULL,
    PRIMARY KEY (op_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change (customer_id, row_id);

CREATE TABLE current_op (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    op_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    secret BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    party TEXT NOT NULL,
    name TEXT NOT NULL,
    nickname TEXT NOT NULL,
    gender TEXT,
    birthday TEXT,
    company TEXT NOT NULL,
    title TEXT NOT NULL,
    city TEXT NOT NULL,
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    owner TEXT NOT NULL,
    hobbies TEXT NOT NULL,
    preferred TEXT,
    note TEXT NOT NULL,
    pinned TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    tier_pin TEXT,
    source_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX customer_name ON customer (name);
CREATE INDEX customer_source ON customer (source_id) WHERE source_id <> '';
CREATE INDEX customer_bin ON customer (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    method TEXT NOT NULL,
    value TEXT NOT NULL,
    label TEXT NOT NULL,
    rank INTEGER NOT NULL,
    reach TEXT NOT NULL
) STRICT;
CREATE INDEX contact_customer ON contact (customer_id, method, rank);
CREATE INDEX contact_value ON contact (value);

CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    leaning TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX fact_customer ON fact (customer_id);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer_tag (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    tag_id INTEGER NOT NULL REFERENCES tag (id),
    UNIQUE (customer_id, tag_id)
) STRICT;
CREATE INDEX customer_tag_tag ON customer_tag (tag_id);

CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT,
    minutes INTEGER,
    outcome TEXT,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    corrects INTEGER REFERENCES interaction (id),
    source_id TEXT NOT NULL
) STRICT;
CREATE INDEX interaction_customer ON interaction (customer_id, at);
CREATE INDEX interaction_corrects ON interaction (corrects) WHERE corrects IS NOT NULL;

CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    due TEXT NOT NULL,
    note TEXT NOT NULL,
    owner TEXT NOT NULL,
    progress TEXT NOT NULL,
    closed_at INTEGER,
    reason TEXT NOT NULL,
    source_id TEXT NOT NULL
) STRICT;
CREATE INDEX follow_up_due ON follow_up (due) WHERE progress = 'open';
CREATE INDEX follow_up_closed ON follow_up (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX follow_up_customer ON follow_up (customer_id, progress, due);

CREATE TABLE purchase (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    day TEXT NOT NULL,
    item TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    pay_method TEXT NOT NULL,
    source_id TEXT NOT NULL
) STRICT;
CREATE INDEX purchase_customer ON purchase (customer_id, day);

-- Derived from the rows above; untracked; rebuilt for the touched customers after every op. Customers in the bin have no row.
CREATE TABLE customer_derived (
    customer_id INTEGER PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    sort_name TEXT NOT NULL,
    last_contact INTEGER NOT NULL,
    next_due TEXT NOT NULL,
    purchase_days INTEGER NOT NULL,
    last_purchase TEXT,
    spend_cents INTEGER NOT NULL,
    year_cents INTEGER NOT NULL,
    tier INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_derived_name ON customer_derived (sort_name, customer_id);
CREATE INDEX customer_derived_contact ON customer_derived (last_contact, customer_id);
CREATE INDEX customer_derived_due ON customer_derived (next_due, customer_id);
CREATE INDEX customer_derived_tier ON customer_derived (tier, customer_id);
CREATE INDEX customer_derived_created ON customer_derived (created_at, customer_id);

-- The shop's own rhythm, measured once a day: cuts of tiers and stages.
CREATE TABLE rhythm (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    as_of TEXT NOT NULL,
    vip_cents INTEGER NOT NULL,
    silent_days INTEGER NOT NULL,
    lost_days INTEGER NOT NULL
) STRICT;
