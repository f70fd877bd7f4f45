-- What visitors did elsewhere (a web shop, a mini program), from files of events. Rows without a customer are the holding list: nobody
-- knows the visitor yet. Matched, a row stays and belongs to the customer, so that the same file brings nothing twice and an erasure takes it.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customer (id),
    -- How the file names the visitor: a phone as it is dialled, an address, an id, a name.
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    source_id TEXT NOT NULL
) STRICT;
CREATE INDEX event_held ON event (who, at) WHERE customer_id IS NULL;
CREATE INDEX event_customer ON event (customer_id);
