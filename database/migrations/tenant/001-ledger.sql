-- The books of one tenant. `:tenant` is the name of both its schema and its role.
-- What must never happen is refused here, not in the program (design section 5):
--   SA001 an entry that does not balance      SA002 a date in a closed period
--   SA003 a posted entry changed or removed   SA004 a date in no fiscal period

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
  reverses     uuid UNIQUE REFERENCES journal_entries,
  posted_by    uuid,
  posted_at    timestamptz NOT NULL DEFAULT now(),
  xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
  UNIQUE (journal, fiscal_year, number),
  UNIQUE (id, xid)
);
CREATE INDEX journal_entries_date ON journal_entries (entry_date);

-- A line is born in the transaction of its entry or never: the key holds the transaction's id, which cannot be given.
CREATE TABLE ledger_entries (
  entry_id         uuid NOT NULL,
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
  xid              xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (entry_id, line),
  FOREIGN KEY (entry_id, xid) REFERENCES journal_entries (id, xid),
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
-- It runs as the owner, because a tenant may neither write the counter nor lock a period. The counter is the one row
-- a posting locks, so the posting statement comes last before COMMIT. FOR SHARE makes closing a period wait for it.
CREATE FUNCTION place_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  period record;
BEGIN
  SELECT p.year, p.number, p.status INTO period FROM fiscal_periods p
    WHERE NEW.entry_date BETWEEN p.starts_on AND p.ends_on FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no fiscal period contains %', NEW.entry_date USING ERRCODE = 'SA004';
  END IF;
  IF period.status <> 'open' THEN
    RAISE EXCEPTION 'period %-% is closed', period.year, period.number USING ERRCODE = 'SA002';
  END IF;
  INSERT INTO journal_counters AS c VALUES (NEW.journal, period.year, 1)
    ON CONFLICT (journal, fiscal_year) DO UPDATE SET last_number = c.last_number + 1
    RETURNING c.last_number INTO NEW.number;
  NEW.fiscal_year := period.year;
  NEW.posted_at := now();
  NEW.xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT ON journal_entries FOR EACH ROW EXECUTE FUNCTION place_entry();

-- Once per entry, at COMMIT: two lines or more, debit equals credit, and a reversal undoes exactly what it reverses.
CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  totals record;
BEGIN
  SELECT count(*) AS lines, coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit INTO totals
    FROM ledger_entries WHERE entry_id = NEW.id;
  IF totals.lines < 2 OR totals.debit <> totals.credit THEN
    RAISE EXCEPTION 'entry % does not balance: % lines, debit %, credit %', NEW.id, totals.lines, totals.debit,
      totals.credit USING ERRCODE = 'SA001';
  END IF;
  IF NEW.reverses IS NOT NULL AND EXISTS (
    SELECT FROM ledger_entries WHERE entry_id IN (NEW.id, NEW.reverses)
      GROUP BY account_id, contact_id HAVING sum(debit) <> sum(credit)
  ) THEN
    RAISE EXCEPTION 'entry % is not the reversal of %', NEW.id, NEW.reverses USING ERRCODE = 'SA001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON journal_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'posted entries are never changed: post a reversal' USING ERRCODE = 'SA003';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Also the owner cannot add a line to an entry of an earlier transaction by naming that transaction.
CREATE TRIGGER born_with_entry BEFORE INSERT ON ledger_entries FOR EACH ROW
  WHEN (NEW.xid IS DISTINCT FROM pg_current_xact_id()) EXECUTE FUNCTION refuse_change();

-- The one way into the ledger: entry, number, lines and idempotency key. `lines` is an array of objects with the columns
-- of ledger_entries. It has no rights of its own and checks nothing; it is a function because its plans are kept for the
-- session, and planning took half of the time that posting cost the server.
CREATE FUNCTION post_entry(entry_id uuid, journal text, entry_date date, description text, contact_id uuid,
  document_id uuid, reverses uuid, posted_by uuid, lines jsonb, idempotency_key text, request_hash bytea,
  OUT fiscal_year integer, OUT number integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
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

GRANT SELECT ON ALL TABLES IN SCHEMA :tenant TO :tenant;
GRANT INSERT (id, number, name, type, rgs_code, role, vat_code, active),
      UPDATE (number, name, type, rgs_code, vat_code, active, version) ON ledger_accounts TO :tenant;
GRANT UPDATE (name, active) ON vat_codes TO :tenant;
GRANT INSERT (year, number, starts_on, ends_on), UPDATE (status) ON fiscal_periods TO :tenant;
GRANT INSERT (id, journal, entry_date, description, contact_id, document_id, reverses, posted_by)
  ON journal_entries TO :tenant;
GRANT INSERT (entry_id, line, account_id, description, debit, credit, contact_id, vat_code, vat_box, vat_base, vat_tax,
  currency, currency_amount) ON ledger_entries TO :tenant;
GRANT INSERT (key, request_hash, answer) ON idempotency_keys TO :tenant;
