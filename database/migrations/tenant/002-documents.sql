-- What people hand in, what was read of it, and the purchase invoice that a person reviews.

CREATE TABLE contacts (
  id                          uuid PRIMARY KEY,
  name                        text NOT NULL CHECK (name <> ''),
  is_supplier                 boolean NOT NULL DEFAULT false,
  is_customer                 boolean NOT NULL DEFAULT false,
  vat_number                  text,
  kvk_number                  text,
  email                       text,
  address                     text,
  default_ledger_account_id   uuid REFERENCES ledger_accounts,
  default_vat_code            text REFERENCES vat_codes,
  payment_days                integer CHECK (payment_days BETWEEN 0 AND 365),
  created_at                  timestamptz NOT NULL DEFAULT now(),
  version                     integer NOT NULL DEFAULT 1
);
CREATE INDEX contacts_vat_number ON contacts (vat_number) WHERE vat_number IS NOT NULL;
CREATE INDEX contacts_kvk_number ON contacts (kvk_number) WHERE kvk_number IS NOT NULL;
CREATE INDEX contacts_name ON contacts (lower(name));

-- The accounts a contact was seen to ask payment on; one that is not here yet is a warning sign.
CREATE TABLE contact_ibans (
  contact_id     uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
  iban           text NOT NULL,
  first_seen_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (contact_id, iban)
);
CREATE INDEX contact_ibans_iban ON contact_ibans (iban);

CREATE TABLE documents (
  id            uuid PRIMARY KEY,
  sha256        text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  file_name     text NOT NULL,
  media_type    text NOT NULL,
  byte_size     bigint NOT NULL,
  page_count    integer,
  -- A document that failed is one whose job failed: the reason stands there, once.
  state         text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'reading', 'read')),
  has_e_invoice boolean NOT NULL DEFAULT false,
  uploaded_by   uuid,
  created_at    timestamptz NOT NULL DEFAULT now(),
  read_at       timestamptz
);
CREATE INDEX documents_created ON documents (created_at);

CREATE TABLE document_pages (
  document_id  uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
  number       integer NOT NULL,
  width_pt     real NOT NULL,
  height_pt    real NOT NULL,
  rotation     real NOT NULL,
  source       text NOT NULL,
  words        jsonb NOT NULL,
  images_at    timestamptz,
  PRIMARY KEY (document_id, number)
);

CREATE TABLE invoices (
  id                   uuid PRIMARY KEY,
  kind                 text NOT NULL CHECK (kind IN ('purchase', 'sales')),
  document_id          uuid REFERENCES documents,
  contact_id           uuid REFERENCES contacts,
  state                text NOT NULL CHECK (state IN ('review', 'ready', 'posted', 'reversed')),
  document_type        text NOT NULL DEFAULT 'invoice' CHECK (document_type IN ('invoice', 'credit_note')),
  supplier_name        text,
  supplier_vat_number  text,
  supplier_kvk_number  text,
  supplier_iban        text,
  customer_name        text,
  invoice_number       text,
  invoice_date         date,
  supply_date          date,
  due_date             date,
  entry_date           date,
  payment_reference    text,
  order_reference      text,
  currency             text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  exchange_rate        numeric CHECK (exchange_rate > 0),
  net_total            bigint,
  vat_total            bigint,
  total                bigint,
  confirmed            text[] NOT NULL DEFAULT '{}',
  acknowledged         text[] NOT NULL DEFAULT '{}',
  journal_entry_id     uuid UNIQUE REFERENCES journal_entries DEFERRABLE INITIALLY DEFERRED,
  posted_by            uuid,
  posted_at            timestamptz,
  created_at           timestamptz NOT NULL DEFAULT now(),
  version              integer NOT NULL DEFAULT 1,
  CHECK ((journal_entry_id IS NULL) = (state IN ('review', 'ready')))
);
-- One invoice of a document; when its posting was reversed it may be booked again by another.
CREATE UNIQUE INDEX invoices_document ON invoices (document_id) WHERE state <> 'reversed';
CREATE INDEX invoices_created ON invoices (kind, created_at, id);
CREATE INDEX invoices_contact ON invoices (contact_id);
CREATE INDEX invoices_number ON invoices (invoice_number);

CREATE TABLE invoice_lines (
  invoice_id         uuid NOT NULL REFERENCES invoices ON DELETE CASCADE,
  line               integer NOT NULL,
  description        text NOT NULL,
  quantity           numeric,
  unit_price         numeric,
  net_amount         bigint NOT NULL,
  vat_code           text NOT NULL REFERENCES vat_codes,
  ledger_account_id  uuid NOT NULL REFERENCES ledger_accounts,
  account_source     text NOT NULL DEFAULT 'person' CHECK (account_source IN ('person', 'history', 'keyword', 'default')),
  PRIMARY KEY (invoice_id, line)
);

-- VAT as the supplier printed it, per code: within tolerance the printed cents win over our own product.
CREATE TABLE invoice_vat (
  invoice_id  uuid NOT NULL REFERENCES invoices ON DELETE CASCADE,
  vat_code    text NOT NULL REFERENCES vat_codes,
  vat_amount  bigint NOT NULL,
  PRIMARY KEY (invoice_id, vat_code)
);

-- What the machine read and where; the values a person decided on stand in `invoices`.
CREATE TABLE extracted_fields (
  invoice_id  uuid NOT NULL REFERENCES invoices ON DELETE CASCADE,
  name        text NOT NULL,
  value       text NOT NULL,
  confidence  real NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  source      text NOT NULL,
  page        integer,
  box         jsonb,
  PRIMARY KEY (invoice_id, name)
);

-- How this tenant booked what a supplier's lines said: `phrase` is the normalised description, empty for the supplier
-- as a whole.
CREATE TABLE supplier_memory (
  contact_id         uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
  phrase             text NOT NULL,
  ledger_account_id  uuid NOT NULL REFERENCES ledger_accounts,
  vat_code           text NOT NULL REFERENCES vat_codes,
  times              integer NOT NULL DEFAULT 1,
  last_used_at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (contact_id, phrase, ledger_account_id, vat_code)
);

-- What of each posted purchase invoice is still to be paid, in euro cents. Until payments are matched one by one, a
-- supplier's payments and credit notes settle the oldest invoices first; so what is open are the newest.
CREATE VIEW open_purchases WITH (security_invoker = true) AS
  WITH owed AS (
    SELECT l.contact_id, sum(l.credit - l.debit) AS amount
    FROM ledger_entries l JOIN ledger_accounts a ON a.id = l.account_id AND a.role = 'payables' GROUP BY l.contact_id
  ), bought AS (
    SELECT i.id AS invoice_id, i.contact_id, coalesce(i.due_date, i.invoice_date) AS due_date,
      sum(l.credit - l.debit) AS amount
    FROM invoices i
    JOIN ledger_entries l ON l.entry_id = i.journal_entry_id
    JOIN ledger_accounts a ON a.id = l.account_id AND a.role = 'payables'
    WHERE i.kind = 'purchase' AND i.state = 'posted' GROUP BY i.id HAVING sum(l.credit - l.debit) > 0
  )
  SELECT b.invoice_id, b.contact_id, b.due_date, least(b.amount, greatest(0, owed.amount - coalesce(sum(b.amount) OVER (
      PARTITION BY b.contact_id ORDER BY b.due_date DESC, b.invoice_id DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS open
  FROM bought b JOIN owed ON owed.contact_id = b.contact_id;

ALTER TABLE journal_entries ADD FOREIGN KEY (contact_id) REFERENCES contacts;
ALTER TABLE journal_entries ADD FOREIGN KEY (document_id) REFERENCES documents;
ALTER TABLE ledger_entries ADD FOREIGN KEY (contact_id) REFERENCES contacts;

GRANT SELECT, INSERT, UPDATE ON contacts, invoices, document_pages TO :tenant;
GRANT SELECT ON open_purchases TO :tenant;
GRANT SELECT, INSERT ON contact_ibans TO :tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents, invoice_lines, invoice_vat, extracted_fields, supplier_memory
  TO :tenant;
GRANT DELETE ON invoices, document_pages TO :tenant;
