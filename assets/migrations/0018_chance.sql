-- Derived: the chance to lose each buyer, in ten-thousandths; NULL where the data are not enough. Learned anew at the next look, which is
-- why what was learned before is forgotten.

ALTER TABLE customer_derived ADD COLUMN chance INTEGER;
DELETE FROM model;
