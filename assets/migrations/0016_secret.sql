-- The sensitive tier. What a customer holds in a field marked sensitive lies here; the cell of field_value, and with it the whole history,
-- says only which row to look in. Untracked: new keys seal every row anew, and an erasure takes the rows away, without touching the past.
CREATE TABLE secret (
    id INTEGER PRIMARY KEY,
    -- The row of field_value it belongs to; a value that is gone and may come back by an undo keeps its row here.
    row_id INTEGER NOT NULL,
    -- In a plain file the value itself.
    text TEXT,
    -- In an encrypted one the value under the key that only managers and owners hold, bound to its place.
    sealed BLOB
) STRICT;
CREATE INDEX secret_row ON secret (row_id);
