-- The books of one tenant. `:tenant` is the name of its schema and of the role for its books, `:reader` the role of the
-- process that opens its files, `:id` its id. What must never happen is refused here, not in the program:
--   SA001 an entry that does not balance      SA002 a date in a closed period
--   SA003 what is posted changed or removed   SA004 a date in no fiscal period

CREATE TABLE ledger_accounts (
  id         uuid PRIMARY KEY,
  number     text NOT NULL UNIQUE CHECK (number ~ '^[0-9A-Za-z]{2,10}$'),
  name       text NOT NULL CHECK (name <> ''),
  type       text NOT NULL CHECK (type IN ('asset', 'liability', 'equity', 'revenue', 'cost')),
  rgs_code   text,
  role       text UNIQUE,
  vat_code   text,
  active     boolean NOT NULL DEFAULT true,
  version    integer NOT NULL DEFAULT 1
);

CREATE TABLE vat_codes (
  code       text PRIMARY KEY,
  name       text NOT NULL,
  direction  text NOT NULL CHECK (direction IN ('sales', 'purchase', 'private')),
  active     boolean NOT NULL DEFAULT true
);

CREATE TABLE journals (
  code  text PRIMARY KEY CHECK (code ~ '^[A-Z]{2,5}$'),
  name  text NOT NULL,
  type  text NOT NULL CHECK (type IN ('purchase', 'sales', 'bank', 'cash', 'memorial'))
);

CREATE TABLE fiscal_periods (
  year       integer NOT NULL,
  number     integer NOT NULL CHECK (number BETWEEN 1 AND 53),
  starts_on  date NOT NULL,
  ends_on    date NOT NULL CHECK (ends_on >= starts_on),
  status     text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  PRIMARY KEY (year, number),
  EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&)
);

CREATE TABLE journal_counters (
  journal      text NOT NULL REFERENCES journals,
  fiscal_year  integer NOT NULL,
  last_number  integer NOT NULL,
  PRIMARY KEY (journal, fiscal_year)
);

CREATE TABLE journal_entries (
  id           uuid PRIMARY KEY,
  journal      text NOT NULL REFERENCES journals,
  fiscal_year  integer NOT NULL,
  number       integer NOT NULL,
  entry_date   date NOT NULL,
  description  text NOT NULL,
  contact_id   uuid,
  document_id  uuid,
  reverses     uuid UNIQUE REFERENCES journal_entries CHECK (reverses <> id),
  posted_by    uuid,
  posted_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (journal, fiscal_year, number)
);
CREATE INDEX journal_entries_date ON journal_entries (entry_date);

CREATE TABLE ledger_entries (
  entry_id         uuid NOT NULL REFERENCES journal_entries,
  line             integer NOT NULL,
  account_id       uuid NOT NULL REFERENCES ledger_accounts,
  description      text NOT NULL,
  debit            bigint NOT NULL CHECK (debit >= 0),
  credit           bigint NOT NULL CHECK (credit >= 0),
  contact_id       uuid,
  vat_code         text REFERENCES vat_codes,
  vat_box          text,
  vat_base         bigint,
  vat_tax          bigint,
  currency         text,
  currency_amount  bigint,
  PRIMARY KEY (entry_id, line),
  CHECK (debit = 0 OR credit = 0),
  CHECK ((currency IS NULL) = (currency_amount IS NULL))
);
CREATE INDEX ledger_entries_account ON ledger_entries (account_id);

CREATE TABLE idempotency_keys (
  key           text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  request_hash  bytea NOT NULL,
  answer        jsonb NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now()
);

-- Gives an entry its place: the period of its date, which must be open, and the next number of its journal and year.
-- The counter is the one row a posting locks, so the posting statement comes last before COMMIT. FOR SHARE makes
-- closing a period wait for it.
CREATE FUNCTION place_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  period record;
BEGIN
  SELECT p.year, p.number, p.status INTO period FROM :tenant.fiscal_periods p
    WHERE NEW.entry_date BETWEEN p.starts_on AND p.ends_on FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no fiscal period contains %', NEW.entry_date USING ERRCODE = 'SA004';
  END IF;
  IF period.status <> 'open' THEN
    RAISE EXCEPTION 'period %-% is closed', period.year, period.number USING ERRCODE = 'SA002';
  END IF;
  INSERT INTO :tenant.journal_counters AS c VALUES (NEW.journal, period.year, 1)
    ON CONFLICT (journal, fiscal_year) DO UPDATE SET last_number = c.last_number + 1
    RETURNING c.last_number INTO NEW.number;
  NEW.fiscal_year := period.year;
  NEW.posted_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT ON journal_entries FOR EACH ROW EXECUTE FUNCTION place_entry();

-- The lines of an entry are written by one statement, whole and balanced: numbered from 1 without a gap, so that the
-- key refuses a second statement; two or more; debit equals credit, and is not zero. This is checked at the statement,
-- which no SET CONSTRAINTS can put off or bring forward. Lines are never changed afterwards, so it holds for good.
CREATE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  faulty record;
BEGIN
  SELECT l.entry_id, count(*) AS lines, sum(l.debit) AS debit, sum(l.credit) AS credit INTO faulty
    FROM new_lines l GROUP BY l.entry_id
    HAVING sum(l.debit) <> sum(l.credit) OR sum(l.debit) = 0
      OR count(*) < 2 OR min(l.line) <> 1 OR max(l.line) <> count(*)
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % is not whole and balanced: % lines, debit %, credit %', faulty.entry_id, faulty.lines,
      faulty.debit, faulty.credit USING ERRCODE = 'SA001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER whole_and_balanced AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS new_lines
  FOR EACH STATEMENT EXECUTE FUNCTION check_lines();

-- What only the entry's own row can ask, once, at COMMIT or before: has it lines at all, and does a reversal undo
-- exactly what it reverses? Asked too early it refuses; once its lines are there the answer never changes.
CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM :tenant.ledger_entries l WHERE l.entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % has no lines', NEW.id USING ERRCODE = 'SA001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_lines AFTER INSERT ON journal_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry();

-- Together with what it reverses an entry leaves nothing: not on an account of a contact, not in the VAT return. Both
-- must have their lines when this is asked, whenever SET CONSTRAINTS has it asked; they never change afterwards.
CREATE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM unnest(ARRAY[NEW.id, NEW.reverses]) AS entry (id)
      WHERE NOT EXISTS (SELECT FROM :tenant.ledger_entries l WHERE l.entry_id = entry.id)
  ) OR EXISTS (
    SELECT FROM :tenant.ledger_entries l WHERE l.entry_id IN (NEW.id, NEW.reverses)
      GROUP BY l.account_id, l.contact_id HAVING sum(l.debit) <> sum(l.credit)
  ) OR EXISTS (
    SELECT FROM :tenant.ledger_entries l WHERE l.entry_id IN (NEW.id, NEW.reverses)
      GROUP BY l.vat_code, l.vat_box HAVING sum(l.vat_base) <> 0 OR sum(l.vat_tax) <> 0
  ) THEN
    RAISE EXCEPTION 'entry % is not the reversal of %', NEW.id, NEW.reverses USING ERRCODE = 'SA001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER undoes AFTER INSERT ON journal_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION check_reversal();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'posted entries are never changed: post a reversal' USING ERRCODE = 'SA003';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An account with entries stays what it is: as another type all its entries would mean something else.
CREATE FUNCTION refuse_other_type() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM :tenant.ledger_entries l WHERE l.account_id = OLD.id) THEN
    RAISE EXCEPTION 'account % has entries: its type stays', OLD.number USING ERRCODE = 'SA003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER type_stays BEFORE UPDATE ON ledger_accounts
  FOR EACH ROW WHEN (NEW.type <> OLD.type) EXECUTE FUNCTION refuse_other_type();

-- The one way into the ledger: entry, number, lines and idempotency key. `lines` is an array of objects with the columns
-- of ledger_entries. It runs as the owner, since no tenant's role may write to the ledger, and it is open to the one
-- login that posts for people: the worker takes the same role. It is a function because its plans are kept for the
-- session, and planning took half of the time that posting cost the server.
CREATE FUNCTION post_entry(entry_id uuid, journal text, entry_date date, description text, contact_id uuid,
  document_id uuid, reverses uuid, posted_by uuid, lines jsonb, idempotency_key text, request_hash bytea,
  OUT fiscal_year integer, OUT number integer)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
BEGIN
  IF session_user <> 'smart_api' THEN
    RAISE EXCEPTION 'the login % may not post', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO journal_entries (id, journal, entry_date, description, contact_id, document_id, reverses, posted_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    RETURNING journal_entries.fiscal_year, journal_entries.number INTO post_entry.fiscal_year, post_entry.number;
  INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit, contact_id, vat_code, vat_box,
      vat_base, vat_tax, currency, currency_amount)
    SELECT $1, line.* FROM jsonb_to_recordset($9) AS line (line int, account_id uuid, description text, debit bigint,
      credit bigint, contact_id uuid, vat_code text, vat_box text, vat_base bigint, vat_tax bigint, currency text,
      currency_amount bigint);
  IF $10 IS NOT NULL THEN
    INSERT INTO idempotency_keys (key, request_hash, answer)
      VALUES ($10, $11, jsonb_build_object('entry', $1));
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION post_entry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_entry TO :tenant;

-- Whoever sends a request again does so within days. Says how many were removed.
CREATE FUNCTION remove_old_idempotency_keys() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH removed AS (
    DELETE FROM idempotency_keys WHERE created_at < now() - interval '30 days' RETURNING key
  ) SELECT count(*) FROM removed
$$;
REVOKE EXECUTE ON FUNCTION remove_old_idempotency_keys FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_old_idempotency_keys TO smart_sealer;

GRANT SELECT ON ALL TABLES IN SCHEMA :tenant TO :tenant;
GRANT INSERT (id, number, name, type, rgs_code, role, vat_code, active),
      UPDATE (number, name, type, rgs_code, vat_code, active, version) ON ledger_accounts TO :tenant;
GRANT UPDATE (name, active) ON vat_codes TO :tenant;
GRANT INSERT (year, number, starts_on, ends_on), UPDATE (status) ON fiscal_periods TO :tenant;
GRANT INSERT (key, request_hash, answer) ON idempotency_keys TO :tenant;

-- The operators' login reads all books, for it exports and verifies them; tables that come later, too.
GRANT SELECT ON ALL TABLES IN SCHEMA :tenant TO smart_operations;
ALTER DEFAULT PRIVILEGES IN SCHEMA :tenant GRANT SELECT ON TABLES TO smart_operations;
