-- No table has the shape of another, so that a row found in a damaged file says whose it is.
-- What is sold and what comes of it: products, refunds, points in lots, levels, coupons, wants.

ALTER TABLE purchase ADD COLUMN refunds INTEGER REFERENCES purchase (id);
CREATE INDEX purchase_refunds ON purchase (refunds) WHERE refunds IS NOT NULL;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    alias TEXT NOT NULL,
    price_cents INTEGER,
    rebuy_days INTEGER
) STRICT;

-- Append-only. A row that gives points is a lot and names itself; every other row names the lot it draws from. A row that was taken back
-- stays, and a row that cancels it stands beside it. The purchase may be gone then, so it is no reference.
CREATE TABLE point (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    lot_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    points INTEGER NOT NULL CHECK (points <> 0),
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    expires TEXT,
    purchase_id INTEGER,
    cancels INTEGER
) STRICT;
CREATE INDEX point_customer ON point (customer_id, id);
CREATE INDEX point_cancels ON point (cancels) WHERE cancels IS NOT NULL;

CREATE TABLE level (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    at_least INTEGER NOT NULL UNIQUE,
    discount_percent INTEGER NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
    benefits TEXT NOT NULL
) STRICT;

-- The level somebody holds, the number of their card, and since when they have earned less than their level asks.
CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL UNIQUE REFERENCES customer (id),
    level TEXT NOT NULL,
    since TEXT NOT NULL,
    -- The number of the day, counted from 0001-01-01.
    short_since INTEGER,
    card TEXT NOT NULL
) STRICT;
CREATE INDEX membership_card ON membership (card) WHERE card <> '';

CREATE TABLE coupon (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    code TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    value_cents INTEGER NOT NULL,
    issued TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX coupon_customer ON coupon (customer_id, until);
CREATE INDEX coupon_until ON coupon (until);

-- A coupon is redeemed by a row of its own: the file itself refuses a second one.
CREATE TABLE coupon_use (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    day TEXT NOT NULL,
    coupon_id INTEGER NOT NULL UNIQUE REFERENCES coupon (id)
) STRICT;
CREATE INDEX coupon_use_customer ON coupon_use (customer_id);

CREATE TABLE want (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    item TEXT NOT NULL,
    budget_cents INTEGER,
    until TEXT,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX want_customer ON want (customer_id);
