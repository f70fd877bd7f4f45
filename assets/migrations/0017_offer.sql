-- What was put to a customer (something they may need again, something that goes with what they have, a way to win them back), and how
-- they took it. And, derived: when each buyer may need a thing again.

CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    -- rebuy, law or play.
    matter TEXT NOT NULL,
    -- The item, the thing to go with it, or the code of the play.
    what TEXT NOT NULL,
    -- The day it was last bought on, the thing it goes with; empty for a play.
    about TEXT NOT NULL,
    day TEXT NOT NULL,
    reply TEXT NOT NULL,
    author TEXT NOT NULL
) STRICT;
CREATE INDEX offer_customer ON offer (customer_id, matter);
CREATE INDEX offer_matter ON offer (matter, what);

CREATE TABLE expected (
    customer_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    last TEXT NOT NULL,
    every_days INTEGER NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (customer_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX expected_due ON expected (due);
-- By how many days such a day was wrong in the shop's past, in the middle, and of how many.
ALTER TABLE model ADD COLUMN miss_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE model ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;
-- Learned and renewed at the next start: nobody is expected before.
DELETE FROM model;
UPDATE rhythm SET as_of = '1970-01-01';
