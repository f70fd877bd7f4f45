-- Order in the book: groups and colours of tags, rules and what they did, the day a record was verified, a score a month.

CREATE TABLE tag_group (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    exclusive INTEGER NOT NULL
) STRICT;
ALTER TABLE tag ADD COLUMN group_id INTEGER REFERENCES tag_group (id);
ALTER TABLE tag ADD COLUMN colour TEXT NOT NULL DEFAULT '';
CREATE INDEX tag_in_group ON tag (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;

-- Which rule put a tag on; null where a person did.
ALTER TABLE customer_tag ADD COLUMN rule_id INTEGER REFERENCES rule (id);
CREATE INDEX customer_tag_rule ON customer_tag (rule_id) WHERE rule_id IS NOT NULL;

-- From when until when a customer met a rule. The name is kept beside the number: a timeline outlives its rule.
CREATE TABLE firing (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    rule_id INTEGER NOT NULL,
    rule_name TEXT NOT NULL,
    deed TEXT NOT NULL,
    met_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX firing_customer ON firing (customer_id, met_at);
CREATE INDEX firing_open ON firing (rule_id, customer_id) WHERE ended_at IS NULL;

ALTER TABLE customer ADD COLUMN verified TEXT;
-- Since when nobody looks after them, where the pool is in use; the pool and the claims read it.
ALTER TABLE customer ADD COLUMN pooled_at INTEGER;

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    agent TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX claim_customer ON claim (customer_id);
CREATE INDEX claim_day ON claim (day, agent);

-- Derived and untracked: the score of each month, the last look of it, and the day rules were last looked at for everyone.
CREATE TABLE score (
    month TEXT PRIMARY KEY,
    as_of TEXT NOT NULL,
    points INTEGER NOT NULL,
    counters TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    as_of TEXT NOT NULL
) STRICT;
