-- Counts that stand on the screen all day, kept row by row, so that no frame has to count a million rows.
-- Derived and untracked; like every list they leave out whoever is in the bin, that is, has no row in customer_derived.

CREATE TABLE tally (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    customers INTEGER NOT NULL
) STRICT;
-- Open follow-ups by the day they are due.
CREATE TABLE due_tally (
    due TEXT PRIMARY KEY,
    open INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tag_tally (
    tag_id INTEGER PRIMARY KEY,
    customers INTEGER NOT NULL
) STRICT;

CREATE TRIGGER tally_customer_comes AFTER INSERT ON customer_derived BEGIN
    UPDATE tally SET customers = customers + 1;
    INSERT INTO due_tally (due, open)
    SELECT due, count(*) FROM follow_up WHERE customer_id = NEW.customer_id AND progress = 'open' GROUP BY due
    ON CONFLICT (due) DO UPDATE SET open = open + excluded.open;
    INSERT INTO tag_tally (tag_id, customers)
    SELECT tag_id, 1 FROM customer_tag WHERE customer_id = NEW.customer_id
    ON CONFLICT (tag_id) DO UPDATE SET customers = customers + 1;
END;
CREATE TRIGGER tally_customer_goes AFTER DELETE ON customer_derived BEGIN
    UPDATE tally SET customers = customers - 1;
    INSERT INTO due_tally (due, open)
    SELECT due, -count(*) FROM follow_up WHERE customer_id = OLD.customer_id AND progress = 'open' GROUP BY due
    ON CONFLICT (due) DO UPDATE SET open = open + excluded.open;
    UPDATE tag_tally SET customers = customers - 1
    WHERE tag_id IN (SELECT tag_id FROM customer_tag WHERE customer_id = OLD.customer_id);
END;

CREATE TRIGGER tally_follow_up_comes AFTER INSERT ON follow_up
WHEN NEW.progress = 'open' AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = NEW.customer_id) BEGIN
    INSERT INTO due_tally (due, open) VALUES (NEW.due, 1)
    ON CONFLICT (due) DO UPDATE SET open = open + 1;
END;
CREATE TRIGGER tally_follow_up_goes AFTER DELETE ON follow_up
WHEN OLD.progress = 'open' AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = OLD.customer_id) BEGIN
    UPDATE due_tally SET open = open - 1 WHERE due = OLD.due;
END;
CREATE TRIGGER tally_follow_up_moves AFTER UPDATE OF due, progress, customer_id ON follow_up BEGIN
    UPDATE due_tally SET open = open - 1
    WHERE due = OLD.due AND OLD.progress = 'open' AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = OLD.customer_id);
    INSERT INTO due_tally (due, open)
    SELECT NEW.due, 1 WHERE NEW.progress = 'open' AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = NEW.customer_id)
    ON CONFLICT (due) DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER tally_tag_comes AFTER INSERT ON customer_tag
WHEN EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = NEW.customer_id) BEGIN
    INSERT INTO tag_tally (tag_id, customers) VALUES (NEW.tag_id, 1)
    ON CONFLICT (tag_id) DO UPDATE SET customers = customers + 1;
END;
CREATE TRIGGER tally_tag_goes AFTER DELETE ON customer_tag
WHEN EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = OLD.customer_id) BEGIN
    UPDATE tag_tally SET customers = customers - 1 WHERE tag_id = OLD.tag_id;
END;
CREATE TRIGGER tally_tag_moves AFTER UPDATE OF customer_id, tag_id ON customer_tag BEGIN
    UPDATE tag_tally SET customers = customers - 1
    WHERE tag_id = OLD.tag_id AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = OLD.customer_id);
    INSERT INTO tag_tally (tag_id, customers)
    SELECT NEW.tag_id, 1 WHERE EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = NEW.customer_id)
    ON CONFLICT (tag_id) DO UPDATE SET customers = customers + 1;
END;

INSERT INTO tally (id, customers) SELECT 1, count(*) FROM customer_derived;
INSERT INTO due_tally (due, open)
SELECT f.due, count(*) FROM follow_up f JOIN customer_derived d ON d.customer_id = f.customer_id WHERE f.progress = 'open' GROUP BY f.due;
INSERT INTO tag_tally (tag_id, customers)
SELECT ct.tag_id, count(*) FROM customer_tag ct JOIN customer_derived d ON d.customer_id = ct.customer_id GROUP BY ct.tag_id;

-- The earliest files of version 1 lack this index.
CREATE INDEX IF NOT EXISTS op_customer ON op (customer_id) WHERE customer_id IS NOT NULL;
