-- What the reading of a document found that a person must know and no value tells: two invoices in one file, text that
-- nobody can see. They stay when values are corrected; whether they are accepted stands in `invoices.acknowledged`.
CREATE TABLE reading_findings (
  invoice_id  uuid NOT NULL REFERENCES invoices ON DELETE CASCADE,
  position    integer NOT NULL,
  code        text NOT NULL
    CHECK (code IN ('several_invoices', 'not_an_invoice', 'hidden_text', 'e_invoice_differs')),
  -- the header fields it is about
  fields      text[] NOT NULL,
  expected    text,
  found       text,
  page        integer,
  box         jsonb,
  PRIMARY KEY (invoice_id, position)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON reading_findings TO :tenant;
