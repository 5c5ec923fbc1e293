-- Of an invoice that corrects a reversed one: which. A reversed invoice is corrected once; what corrects it can be reversed
-- and corrected again.
ALTER TABLE invoices ADD COLUMN corrects uuid REFERENCES invoices DEFERRABLE CHECK (corrects <> id);
-- Until now nothing but their document told what belongs together.
UPDATE invoices i SET corrects = before.id
  FROM (SELECT id, state, lead(id) OVER (PARTITION BY document_id ORDER BY created_at, id) AS next
    FROM invoices WHERE document_id IS NOT NULL) AS before
  WHERE before.state = 'reversed' AND before.next = i.id;
CREATE UNIQUE INDEX invoices_corrects ON invoices (corrects);
