-- Who sent an invoice, and from where.

-- A factoring company or payment provider: that an account is its own says nothing about who sent the invoice.
ALTER TABLE contacts ADD COLUMN collects_for_others boolean NOT NULL DEFAULT false;

-- ISO 3166-1 in two letters; XI is Northern Ireland, and ZZ a country outside the EU that nobody knows.
ALTER TABLE invoices ADD COLUMN supplier_country text CHECK (supplier_country ~ '^[A-Z]{2}$');

-- Of two who post the first invoices of a new supplier, the second waits until the first has committed, and then finds
-- the contact that it made. There can be no unique index: members of a fiscal unity have one VAT number, and branches
-- one KvK number. A lock beside those of files, by this tenant's name, which no other tenant can take.
CREATE FUNCTION lock_new_contacts() RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  BEGIN ATOMIC SELECT pg_advisory_xact_lock(hashtext(':tenant'), 64); END;
REVOKE EXECUTE ON FUNCTION lock_new_contacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_new_contacts TO :tenant;
