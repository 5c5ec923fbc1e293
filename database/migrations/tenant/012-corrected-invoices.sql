-- Of an invoice that corrects a reversed one: which. A reversed invoice is corrected once; what corrects it can be reversed
-- and corrected again. Of what was booked again before this, only the document tells what belongs together.
ALTER TABLE invoices ADD COLUMN corrects uuid REFERENCES invoices DEFERRABLE CHECK (corrects <> id);
CREATE UNIQUE INDEX invoices_corrects ON invoices (corrects);
