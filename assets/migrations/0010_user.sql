-- From which op on the chain is keyed, and with what. A row without a key ends an earlier one: the file was decrypted.
-- The keys lie inside the file that they vouch for: whoever can read them could read everything.

CREATE TABLE chain_key (
    id INTEGER PRIMARY KEY,
    after_op INTEGER NOT NULL UNIQUE,
    key BLOB CHECK (key IS NULL OR length(key) = 32)
) STRICT;
