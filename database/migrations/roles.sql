-- The roles of the whole server, made once by its administrator (design section 4). Safe to run again.
-- Passwords are set apart from this, so that no secret stands in a file.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT * FROM (VALUES
      ('smart_owner',    'NOLOGIN'),            -- owns every schema and table; nobody logs in as the owner
      ('smart_tenant',   'NOLOGIN'),            -- what every tenant role may do with the shared tables
      ('smart_relay',    'NOLOGIN'),            -- sees the jobs of all tenants
      ('smart_identity', 'NOLOGIN'),            -- sees users, memberships and sessions before a tenant is known
      ('smart_migrator', 'LOGIN CREATEROLE'),   -- the only login with DDL
      ('smart_api',      'LOGIN NOINHERIT'),    -- no right of its own: takes a role for each transaction
      ('smart_worker',   'LOGIN NOINHERIT')
    ) AS roles (name, attributes)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
      EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
    END IF;
  END LOOP;
END $$;

GRANT smart_owner TO smart_migrator WITH INHERIT TRUE, SET TRUE;
GRANT smart_tenant TO smart_migrator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
GRANT smart_relay TO smart_migrator, smart_api WITH INHERIT FALSE, SET TRUE;
GRANT smart_identity TO smart_migrator, smart_api WITH INHERIT FALSE, SET TRUE;
