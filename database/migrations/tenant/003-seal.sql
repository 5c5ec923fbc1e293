-- The tamper-evident chain over what is posted. Entries are sealed after they were posted, in any order; within a
-- journal and year always by number, because the counter's lock makes numbers visible in their order. A seal keeps a
-- hash of the entry, of each line, and of all seals before it (`database/src/seal/canonical-entry.ts`), and the
-- entry's number, so that one that is gone can still be named. Therefore no foreign key to the entry.

CREATE TABLE seals (
  position      bigint PRIMARY KEY CHECK (position > 0),
  entry_id      uuid NOT NULL UNIQUE,
  journal       text NOT NULL,
  fiscal_year   integer NOT NULL,
  number        integer NOT NULL,
  entry_hash    bytea NOT NULL CHECK (length(entry_hash) = 32),
  line_numbers  integer[] NOT NULL,
  line_hashes   bytea[] NOT NULL CHECK (cardinality(line_hashes) = cardinality(line_numbers)),
  hash          bytea NOT NULL CHECK (length(hash) = 32),
  sealed_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (journal, fiscal_year, number)
);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON seals TO :tenant;
GRANT INSERT (position, entry_id, journal, fiscal_year, number, entry_hash, line_numbers, line_hashes, hash)
  ON seals TO :tenant;
