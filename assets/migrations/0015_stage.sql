-- Stages: one set by hand, with why; what a rule promised while it was met; and, derived, how likely each buyer is to be lost.

ALTER TABLE customer ADD COLUMN stage_pin TEXT;
ALTER TABLE customer ADD COLUMN stage_why TEXT NOT NULL DEFAULT '';
-- The follow-ups a rule scheduled, as a list of ids: those still open go when the rule is no longer met.
ALTER TABLE firing ADD COLUMN promised TEXT NOT NULL DEFAULT '';
-- 0 normal, 1 warning, 2 high; NULL where the data are not enough.
ALTER TABLE customer_derived ADD COLUMN risk INTEGER;
-- The cuts people had set when the rhythm was measured.
ALTER TABLE rhythm ADD COLUMN pins TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_stage ON customer (id) WHERE stage_pin IS NOT NULL;
