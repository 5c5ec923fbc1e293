-- E-invoices that came in a document beside the one that counts, such as a subcontractor's: their file names and what
-- tells them apart, for whoever looks for them.
ALTER TABLE documents ADD COLUMN other_e_invoices jsonb NOT NULL DEFAULT '[]'
  CHECK (jsonb_typeof(other_e_invoices) = 'array');
