-- Pairs of customers of whom a person has said that they are two: a search for duplicates leaves them out.

CREATE TABLE distinct_pair (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    other_id INTEGER NOT NULL REFERENCES customer (id),
    UNIQUE (customer_id, other_id),
    CHECK (customer_id <> other_id)
) STRICT;
CREATE INDEX distinct_pair_other ON distinct_pair (other_id);
