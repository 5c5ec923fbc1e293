-- Why a line has the VAT that it has, as it was read (UNCL5305: Z, AE, K, …): codes hang on the supplier's country, so
-- that one which is set by mistake, and set back, must lead to the code that was there. Null where a person chose the code.
ALTER TABLE invoice_lines ADD COLUMN vat_category text CHECK (vat_category ~ '^[A-Z]{1,2}$');
