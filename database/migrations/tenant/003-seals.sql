-- The tamper-evident chain over what is posted. Entries are sealed after they were posted, in any order; within a
-- journal and year always by number, because the counter's lock makes numbers visible in their order. A seal keeps a
-- hash of the entry, of each line, and of all seals before it (`books/src/ledger/seal/canonical-entry.ts`), and the
-- entry's number, so that one that is gone can still be named. Therefore no foreign key to the entry.

CREATE TABLE seals (
  position         bigint PRIMARY KEY CHECK (position > 0),
  entry_id         uuid NOT NULL UNIQUE,
  journal          text NOT NULL,
  fiscal_year      integer NOT NULL,
  number           integer NOT NULL,
  -- What the entry's accounts, contacts and document were when it was sealed; the hashes cover it. By id:
  -- {"number", "name", "type"} of an account, the name of a contact.
  accounts         jsonb NOT NULL CHECK (jsonb_typeof(accounts) = 'object'),
  contacts         jsonb NOT NULL CHECK (jsonb_typeof(contacts) = 'object'),
  document_sha256  text,
  entry_hash       bytea NOT NULL CHECK (length(entry_hash) = 32),
  line_numbers     integer[] NOT NULL,
  line_hashes      bytea[] NOT NULL CHECK (cardinality(line_hashes) = cardinality(line_numbers)),
  hash             bytea NOT NULL CHECK (length(hash) = 32),
  sealed_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (journal, fiscal_year, number)
);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever seals locks its one row, so that two at once follow each other.
CREATE TABLE sealing_turn (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row)
);
INSERT INTO sealing_turn DEFAULT VALUES;

-- Asks for a seal at the end of the current five seconds: at most one job in each, whatever is posted.
CREATE FUNCTION request_seal() RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('smart.tenant', ':id', true);
  INSERT INTO platform.jobs (id, tenant, kind, payload, run_at, due_key)
    SELECT gen_random_uuid(), ':id', 'seal', '{}', to_timestamp((five_seconds + 1) * 5), 'posted:' || five_seconds
      FROM (SELECT floor(extract(epoch FROM clock_timestamp()) / 5)::bigint) AS now (five_seconds)
    ON CONFLICT (tenant, kind, due_key) DO NOTHING;
END $$;
REVOKE EXECUTE ON FUNCTION request_seal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_seal TO :tenant;

GRANT SELECT ON seals TO :tenant;

GRANT SELECT ON journals, fiscal_periods, journal_counters, journal_entries, ledger_entries, ledger_accounts, seals,
  sealing_turn TO smart_sealer;
GRANT SELECT (id, name) ON contacts TO smart_sealer;
GRANT SELECT (id, sha256) ON documents TO smart_sealer;
GRANT INSERT (position, entry_id, journal, fiscal_year, number, accounts, contacts, document_sha256, entry_hash,
  line_numbers, line_hashes, hash) ON seals TO smart_sealer;
GRANT UPDATE ON sealing_turn TO smart_sealer;
