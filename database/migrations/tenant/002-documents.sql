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
  media_type    text NOT NULL CHECK (media_type IN
    ('application/pdf', 'image/png', 'image/jpeg', 'image/tiff', 'image/webp', 'application/xml')),
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
  source       text NOT NULL CHECK (source IN ('text_layer', 'recognised', 'rendered')),
  words        jsonb NOT NULL CHECK (jsonb_typeof(words) = 'array'),
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

-- A posted document is evidence: the file it names stays the one that was posted.
CREATE FUNCTION refuse_other_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM :tenant.journal_entries e WHERE e.document_id = OLD.id) THEN
    RAISE EXCEPTION 'document % was posted: its file stays', OLD.id USING ERRCODE = 'SA003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_stays BEFORE UPDATE ON documents
  FOR EACH ROW WHEN (NEW.sha256 <> OLD.sha256) EXECUTE FUNCTION refuse_other_file();

-- A posted invoice stays as it was posted; undone it is marked so, with its entry, by the login that posts.
CREATE FUNCTION refuse_other_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_differ text[] := '{state,version}';
BEGIN
  IF TG_OP = 'UPDATE' AND session_user = 'smart_api' AND NEW.state = 'reversed'
    AND to_jsonb(NEW) - may_differ = to_jsonb(OLD) - may_differ THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'invoice % was posted: it stays', OLD.id USING ERRCODE = 'SA003';
END $$;
CREATE TRIGGER posted_stays BEFORE UPDATE OR DELETE ON invoices
  FOR EACH ROW WHEN (OLD.journal_entry_id IS NOT NULL) EXECUTE FUNCTION refuse_other_posting();

-- Whoever makes drafts takes the same role as the login that serves people: it touches no lines of what was posted, and
-- removes nothing that was handed in.
CREATE FUNCTION refuse_posted_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM :tenant.invoices i
      WHERE i.id IN (OLD.invoice_id, NEW.invoice_id) AND i.journal_entry_id IS NOT NULL) THEN
    RAISE EXCEPTION 'the invoice was posted: its lines stay' USING ERRCODE = 'SA003';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER posted_stays BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines
  FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_posted_lines();
CREATE TRIGGER posted_stays BEFORE INSERT OR UPDATE OR DELETE ON invoice_vat
  FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_posted_lines();

CREATE FUNCTION refuse_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the login % may not change or remove what was handed in', session_user
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER handed_in_stays BEFORE INSERT OR DELETE OR UPDATE OF id, sha256, file_name, media_type, byte_size, uploaded_by
  ON documents FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_worker();
CREATE TRIGGER handed_in_stays BEFORE INSERT OR DELETE OR UPDATE ON document_pages
  FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_worker();

-- Of two who hand in or remove the same file, the second waits until the first has committed: its bytes lie outside of
-- the database. A lock by this tenant's name, which no other tenant can take: one of a few, for the server has room for
-- some thousands of locks in all, and whoever took them would stop everybody.
CREATE FUNCTION lock_file(sha256 text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  BEGIN ATOMIC SELECT pg_advisory_xact_lock(hashtext(':tenant'), hashtext(sha256) & 63); END;
REVOKE EXECUTE ON FUNCTION lock_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_file TO :tenant;

GRANT SELECT, INSERT, UPDATE ON contacts TO :tenant;
GRANT SELECT ON open_purchases TO :tenant;
GRANT SELECT, INSERT ON contact_ibans TO :tenant;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON documents, document_pages, invoices, invoice_lines, invoice_vat, extracted_fields, supplier_memory TO :tenant;

-- Whoever opens strangers' files knows of a document what its file is, writes the pages and how far it is, and sees
-- nothing else: not even the pages that it wrote.
GRANT SELECT (id, sha256, media_type, byte_size, page_count, state, has_e_invoice),
      UPDATE (page_count, state, has_e_invoice) ON documents TO :reader;
GRANT SELECT (document_id, number, images_at),
      INSERT (document_id, number, width_pt, height_pt, rotation, source, words),
      UPDATE (images_at) ON document_pages TO :reader;
