-- Personal information: who agreed to what, who is set aside, how long things are kept, and who was erased.

-- When the record was set aside (restricted): it is stored and nothing else; while it is, it also counts as lying in the bin.
ALTER TABLE customer ADD COLUMN restricted_at INTEGER;
CREATE INDEX customer_restricted ON customer (restricted_at) WHERE restricted_at IS NOT NULL;

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    purpose TEXT NOT NULL,
    -- In this place, so that to a salvage without a schema no other table's rows look like these.
    at INTEGER NOT NULL,
    channel TEXT,
    basis TEXT NOT NULL,
    -- The version of the notice they were given.
    notice TEXT NOT NULL,
    author TEXT NOT NULL,
    evidence TEXT NOT NULL,
    -- For somebody under 14: whose consent it is.
    guardian TEXT NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX consent_customer ON consent (customer_id, purpose);

-- How many days records of a kind are kept after what ended them; what is not here keeps its proposed time.
CREATE TABLE retention (
    id INTEGER PRIMARY KEY,
    category TEXT NOT NULL UNIQUE,
    days INTEGER NOT NULL
) STRICT;

-- What those who were erased had bought, by month, tied to nobody.
CREATE TABLE erased_sale (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    purchases INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL
) STRICT;

-- The erasure ledger. Untracked: it names nobody, outlives restores, and is never taken back. A mark is a keyed digest of a customer's id.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    mark TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    -- The op that erased, and how many rows and old values went; none where the ledger itself asked for it.
    op_id INTEGER,
    gone INTEGER NOT NULL
) STRICT;
CREATE INDEX erasure_op ON erasure (op_id) WHERE op_id IS NOT NULL;
