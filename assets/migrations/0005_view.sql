-- Ways of looking at the customer list, kept under a name. `line` is the one line of domain::view, in its English words; the view with the
-- empty name is how the plain list looks. `pin` is the digit that jumps to it.

CREATE TABLE view (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    line TEXT NOT NULL,
    pin INTEGER
) STRICT;

-- The list can be ordered by these too. Who never bought did so before every day.
CREATE INDEX customer_derived_spend ON customer_derived (spend_cents, customer_id);
ALTER TABLE customer_derived ADD COLUMN bought TEXT GENERATED ALWAYS AS (coalesce(last_purchase, '')) VIRTUAL;
CREATE INDEX customer_derived_bought ON customer_derived (bought, customer_id);
