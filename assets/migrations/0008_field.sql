-- The shop's own fields and what customers hold in them; ties between customers; what is noted about companies.

CREATE TABLE field (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    purpose TEXT NOT NULL
) STRICT;

CREATE TABLE field_value (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    field_id INTEGER NOT NULL REFERENCES field (id),
    value TEXT NOT NULL,
    UNIQUE (customer_id, field_id)
) STRICT;
CREATE INDEX field_value_field ON field_value (field_id, value);

-- One row a tie, read from both sides; the tie names what the first is to the second.
CREATE TABLE relation (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    other_id INTEGER NOT NULL REFERENCES customer (id),
    tie TEXT NOT NULL,
    UNIQUE (customer_id, other_id, tie)
) STRICT;
CREATE INDEX relation_other ON relation (other_id, tie);

-- A company is whatever customers say they belong to; a row is made only for what is noted about it.
CREATE TABLE company (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX customer_company ON customer (company) WHERE company <> '';
