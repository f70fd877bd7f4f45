-- Full text over everything people wrote.
-- The index keeps terms only (domain::full_text, through the function `bigrams`), under the ids of the rows they come from, which are
-- unique across tables. Its triggers know the text as it was, so that nothing erased stays: FTS5 takes terms out for good.
-- Another cut of `bigrams` needs a migration that fills the index again.

CREATE VIRTUAL TABLE full_text USING fts5 (
    note, pinned, hobbies, address, said, promised, closed, fact, item,
    content = '', tokenize = 'ascii', prefix = '1'
);
INSERT INTO full_text (full_text, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER full_text_customer_insert AFTER INSERT ON customer
WHEN NEW.note || NEW.pinned || NEW.hobbies || NEW.address <> '' BEGIN
    INSERT INTO full_text (rowid, note, pinned, hobbies, address)
    VALUES (NEW.id, bigrams(NEW.note), bigrams(NEW.pinned), bigrams(NEW.hobbies), bigrams(NEW.address));
END;
CREATE TRIGGER full_text_customer_delete AFTER DELETE ON customer
WHEN OLD.note || OLD.pinned || OLD.hobbies || OLD.address <> '' BEGIN
    INSERT INTO full_text (full_text, rowid, note, pinned, hobbies, address)
    VALUES ('delete', OLD.id, bigrams(OLD.note), bigrams(OLD.pinned), bigrams(OLD.hobbies), bigrams(OLD.address));
END;
CREATE TRIGGER full_text_customer_update AFTER UPDATE OF note, pinned, hobbies, address ON customer
WHEN (OLD.note, OLD.pinned, OLD.hobbies, OLD.address) IS NOT (NEW.note, NEW.pinned, NEW.hobbies, NEW.address) BEGIN
    INSERT INTO full_text (full_text, rowid, note, pinned, hobbies, address)
    SELECT 'delete', OLD.id, bigrams(OLD.note), bigrams(OLD.pinned), bigrams(OLD.hobbies), bigrams(OLD.address)
    WHERE OLD.note || OLD.pinned || OLD.hobbies || OLD.address <> '';
    INSERT INTO full_text (rowid, note, pinned, hobbies, address)
    SELECT NEW.id, bigrams(NEW.note), bigrams(NEW.pinned), bigrams(NEW.hobbies), bigrams(NEW.address)
    WHERE NEW.note || NEW.pinned || NEW.hobbies || NEW.address <> '';
END;

CREATE TRIGGER full_text_interaction_insert AFTER INSERT ON interaction WHEN NEW.note <> '' BEGIN
    INSERT INTO full_text (rowid, said) VALUES (NEW.id, bigrams(NEW.note));
END;
CREATE TRIGGER full_text_interaction_delete AFTER DELETE ON interaction WHEN OLD.note <> '' BEGIN
    INSERT INTO full_text (full_text, rowid, said) VALUES ('delete', OLD.id, bigrams(OLD.note));
END;
CREATE TRIGGER full_text_interaction_update AFTER UPDATE OF note ON interaction WHEN OLD.note <> NEW.note BEGIN
    INSERT INTO full_text (full_text, rowid, said) SELECT 'delete', OLD.id, bigrams(OLD.note) WHERE OLD.note <> '';
    INSERT INTO full_text (rowid, said) SELECT NEW.id, bigrams(NEW.note) WHERE NEW.note <> '';
END;

CREATE TRIGGER full_text_follow_up_insert AFTER INSERT ON follow_up WHEN NEW.note || NEW.reason <> '' BEGIN
    INSERT INTO full_text (rowid, promised, closed) VALUES (NEW.id, bigrams(NEW.note), bigrams(NEW.reason));
END;
CREATE TRIGGER full_text_follow_up_delete AFTER DELETE ON follow_up WHEN OLD.note || OLD.reason <> '' BEGIN
    INSERT INTO full_text (full_text, rowid, promised, closed) VALUES ('delete', OLD.id, bigrams(OLD.note), bigrams(OLD.reason));
END;
CREATE TRIGGER full_text_follow_up_update AFTER UPDATE OF note, reason ON follow_up
WHEN (OLD.note, OLD.reason) IS NOT (NEW.note, NEW.reason) BEGIN
    INSERT INTO full_text (full_text, rowid, promised, closed)
    SELECT 'delete', OLD.id, bigrams(OLD.note), bigrams(OLD.reason) WHERE OLD.note || OLD.reason <> '';
    INSERT INTO full_text (rowid, promised, closed)
    SELECT NEW.id, bigrams(NEW.note), bigrams(NEW.reason) WHERE NEW.note || NEW.reason <> '';
END;

CREATE TRIGGER full_text_fact_insert AFTER INSERT ON fact WHEN NEW.text <> '' BEGIN
    INSERT INTO full_text (rowid, fact) VALUES (NEW.id, bigrams(NEW.text));
END;
CREATE TRIGGER full_text_fact_delete AFTER DELETE ON fact WHEN OLD.text <> '' BEGIN
    INSERT INTO full_text (full_text, rowid, fact) VALUES ('delete', OLD.id, bigrams(OLD.text));
END;
CREATE TRIGGER full_text_fact_update AFTER UPDATE OF text ON fact WHEN OLD.text <> NEW.text BEGIN
    INSERT INTO full_text (full_text, rowid, fact) SELECT 'delete', OLD.id, bigrams(OLD.text) WHERE OLD.text <> '';
    INSERT INTO full_text (rowid, fact) SELECT NEW.id, bigrams(NEW.text) WHERE NEW.text <> '';
END;

CREATE TRIGGER full_text_purchase_insert AFTER INSERT ON purchase WHEN NEW.item <> '' BEGIN
    INSERT INTO full_text (rowid, item) VALUES (NEW.id, bigrams(NEW.item));
END;
CREATE TRIGGER full_text_purchase_delete AFTER DELETE ON purchase WHEN OLD.item <> '' BEGIN
    INSERT INTO full_text (full_text, rowid, item) VALUES ('delete', OLD.id, bigrams(OLD.item));
END;
CREATE TRIGGER full_text_purchase_update AFTER UPDATE OF item ON purchase WHEN OLD.item <> NEW.item BEGIN
    INSERT INTO full_text (full_text, rowid, item) SELECT 'delete', OLD.id, bigrams(OLD.item) WHERE OLD.item <> '';
    INSERT INTO full_text (rowid, item) SELECT NEW.id, bigrams(NEW.item) WHERE NEW.item <> '';
END;

INSERT INTO full_text (rowid, note, pinned, hobbies, address)
SELECT id, bigrams(note), bigrams(pinned), bigrams(hobbies), bigrams(address) FROM customer
WHERE note || pinned || hobbies || address <> '';
INSERT INTO full_text (rowid, said) SELECT id, bigrams(note) FROM interaction WHERE note <> '';
INSERT INTO full_text (rowid, promised, closed)
SELECT id, bigrams(note), bigrams(reason) FROM follow_up WHERE note || reason <> '';
INSERT INTO full_text (rowid, fact) SELECT id, bigrams(text) FROM fact WHERE text <> '';
INSERT INTO full_text (rowid, item) SELECT id, bigrams(item) FROM purchase WHERE item <> '';

-- A timeline asks for the ops about one customer.
CREATE INDEX op_customer ON op (customer_id) WHERE customer_id IS NOT NULL;
