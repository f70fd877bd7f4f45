-- What the shop's own sales teach: how customers come back, and what is bought after what. Derived and untracked; learned anew once a day
-- in one transaction, so that a crash in the middle leaves what was known before. A customer's chances are worked out from it when asked.

CREATE TABLE model (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    as_of TEXT NOT NULL,
    mean_gap_days REAL NOT NULL,
    horizon_days INTEGER NOT NULL,
    repeaters INTEGER NOT NULL,
    -- NULL where the data are not enough for chances.
    r REAL,
    alpha REAL,
    a REAL,
    b REAL
) STRICT;
CREATE TABLE law (
    place INTEGER PRIMARY KEY,
    bought TEXT NOT NULL,
    not_yet TEXT NOT NULL,
    k INTEGER NOT NULL,
    n INTEGER NOT NULL
) STRICT;
