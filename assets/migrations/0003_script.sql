-- Ready-made texts and who was sent which; whether a customer may be contacted; what was being typed when the program went away.

CREATE TABLE script (
    id INTEGER PRIMARY KEY,
    folder TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    headline TEXT NOT NULL,
    channel TEXT,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL
) STRICT;

CREATE TABLE script_use (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    script_id INTEGER NOT NULL REFERENCES script (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX script_use_customer ON script_use (customer_id, script_id, at);
CREATE INDEX script_use_script ON script_use (script_id);

ALTER TABLE customer ADD COLUMN consent TEXT NOT NULL DEFAULT 'open';

-- Untracked: text that nobody has saved yet is no part of the shop. One row a window.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    row_id INTEGER,
    at INTEGER NOT NULL,
    texts TEXT NOT NULL
) STRICT;
CREATE INDEX draft_customer ON draft (customer_id) WHERE customer_id IS NOT NULL;
