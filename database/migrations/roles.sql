-- The roles of the whole server, made once by its administrator. Safe to run again. SECURITY.md says what each of them
-- may do. Passwords are set apart from this, so that no secret stands in a file.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT * FROM (VALUES
      ('smart_owner',         'NOLOGIN'),           -- owns every schema and table; nobody logs in as the owner
      ('smart_tenant',        'NOLOGIN'),           -- what every role t_<id> may do with the shared tables
      ('smart_tenant_reader', 'NOLOGIN'),           -- what every role r_<id> may do with them
      ('smart_relay',         'NOLOGIN'),           -- sees the jobs of all tenants
      ('smart_identity',      'NOLOGIN'),           -- sees users, memberships and sessions before a tenant is known
      ('smart_migrator',      'LOGIN CREATEROLE'),  -- migrations and provisioner: the only login with DDL
      ('smart_api',           'LOGIN NOINHERIT'),   -- no right of its own: takes a role for each transaction
      ('smart_reader',        'LOGIN NOINHERIT'),   -- opens strangers' files: takes r_<id> alone
      ('smart_worker',        'LOGIN NOINHERIT'),   -- never opens one: takes t_<id>
      ('smart_sealer',        'LOGIN'),             -- seals and verifies the books of all tenants, removes what is over and old
      ('smart_operations',    'LOGIN')              -- the command line of the platform's operators
    ) AS roles (name, attributes)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
      EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
    END IF;
  END LOOP;
END $$;

GRANT smart_owner TO smart_migrator WITH INHERIT TRUE, SET TRUE;
GRANT smart_tenant, smart_tenant_reader TO smart_migrator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
GRANT smart_relay, smart_identity TO smart_api WITH INHERIT FALSE, SET TRUE;
GRANT smart_identity TO smart_operations WITH INHERIT TRUE, SET TRUE;

-- A login may set defaults for its own sessions, and connect as often as it likes: both end here. The shares leave the
-- API the rest, whatever the others do.
DO $$
DECLARE
  share record;
  connections integer := current_setting('max_connections')::integer;
BEGIN
  FOR share IN
    SELECT * FROM (VALUES ('smart_migrator', 20), ('smart_api', NULL), ('smart_reader', 30), ('smart_worker', 30),
      ('smart_sealer', 10), ('smart_operations', 10)) AS shares (login, percent)
  LOOP
    EXECUTE format('ALTER ROLE %I RESET ALL', share.login);
    EXECUTE format('ALTER ROLE %I CONNECTION LIMIT %s', share.login, coalesce(connections * share.percent / 100, -1));
  END LOOP;
END $$;

-- How long one statement, one wait for a lock, and one pause inside a transaction may take, so that a process that
-- hangs holds nobody up: a posting keeps the counter of its journal locked until COMMIT.
-- The API publishes jobs inside a transaction and waits up to 10 s for the broker's confirms.
ALTER ROLE smart_api SET idle_in_transaction_session_timeout = '20s';
ALTER ROLE smart_api SET statement_timeout = '60s';
ALTER ROLE smart_api SET lock_timeout = '25s';  -- longer than the pause above: who waits behind a hung process gets its turn
ALTER ROLE smart_reader SET idle_in_transaction_session_timeout = '20s';
ALTER ROLE smart_reader SET statement_timeout = '60s';
ALTER ROLE smart_reader SET lock_timeout = '25s';
ALTER ROLE smart_worker SET idle_in_transaction_session_timeout = '20s';
ALTER ROLE smart_worker SET statement_timeout = '60s';
ALTER ROLE smart_worker SET lock_timeout = '25s';
-- Verifying hashes every entry of a tenant between its statements; one of them may look at the whole ledger.
ALTER ROLE smart_sealer SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE smart_sealer SET statement_timeout = '10min';
ALTER ROLE smart_sealer SET lock_timeout = '25s';
-- An export copies a table at the pace of the disk or network it is written to.
ALTER ROLE smart_operations SET idle_in_transaction_session_timeout = '10min';
ALTER ROLE smart_operations SET statement_timeout = '2h';
ALTER ROLE smart_operations SET lock_timeout = '25s';
-- A migration takes as long as its table is large. It waits for locks 2 s only, because others wait behind it
-- (`migrations.ts`); a restore reads its archive inside a transaction, at the pace of the storage.
ALTER ROLE smart_migrator SET idle_in_transaction_session_timeout = '10min';
ALTER ROLE smart_migrator SET statement_timeout = 0;
ALTER ROLE smart_migrator SET lock_timeout = '25s';
