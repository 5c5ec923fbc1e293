-- What all tenants share: who they are, who may enter, and the work to be done.
-- Every table has forced row-level security that compares with current_user (design section 4), so the tenant is
-- known from the one source that `withTenant` sets, and forgetting it shows nothing.

CREATE SCHEMA platform;
GRANT USAGE ON SCHEMA platform TO smart_tenant, smart_relay, smart_identity;

-- The id of the tenant whose role this is: the role of tenant `k3…` is `t_k3…`.
CREATE FUNCTION platform.current_tenant() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN substr(current_user::text, 3);

CREATE TABLE platform.tenants (
  id          text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9]{11}$'),
  name        text NOT NULL CHECK (name <> ''),
  kvk_number  text,
  vat_number  text,
  state       text NOT NULL DEFAULT 'creating' CHECK (state IN ('creating', 'active', 'suspended')),
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.users (
  id                 uuid PRIMARY KEY,
  email              text NOT NULL,
  name               text NOT NULL CHECK (name <> ''),
  password_hash      text NOT NULL,
  platform_operator  boolean NOT NULL DEFAULT false,
  created_at         timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON platform.users (lower(email));

CREATE TABLE platform.memberships (
  tenant      text NOT NULL REFERENCES platform.tenants,
  user_id     uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  role        text NOT NULL CHECK (role IN ('owner', 'accountant', 'bookkeeper', 'viewer')),
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, user_id)
);
CREATE INDEX memberships_user ON platform.memberships (user_id);

-- The session's token is known only to the browser; here is its SHA-256.
CREATE TABLE platform.sessions (
  token_hash    bytea PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_seen_at  timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  user_agent    text
);
CREATE INDEX sessions_user ON platform.sessions (user_id);

-- Counted in the database and not in memory, so that a guesser gains nothing from many API processes.
CREATE TABLE platform.sign_in_attempts (
  key  text NOT NULL,
  at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_attempts_key ON platform.sign_in_attempts (key, at);

CREATE TABLE platform.jobs (
  id             uuid PRIMARY KEY,
  tenant         text NOT NULL DEFAULT platform.current_tenant() REFERENCES platform.tenants,
  kind           text NOT NULL,
  payload        jsonb NOT NULL,
  state          text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  run_at         timestamptz NOT NULL DEFAULT now(),
  attempts       integer NOT NULL DEFAULT 0,
  claim          uuid,
  claimed_until  timestamptz,
  published_at   timestamptz,
  queue          text,
  reason         text,
  detail         text,
  due_key        text,
  request_id     text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  finished_at    timestamptz,
  UNIQUE (tenant, kind, due_key)
);
-- The questions the relay asks every few seconds, over the few rows that can answer them.
CREATE INDEX jobs_due ON platform.jobs (run_at) WHERE state = 'pending' AND published_at IS NULL;
CREATE INDEX jobs_under_way ON platform.jobs (tenant, kind) WHERE state = 'pending' AND published_at IS NOT NULL;
CREATE INDEX jobs_claimed ON platform.jobs (claimed_until) WHERE state = 'pending' AND claimed_until IS NOT NULL;
CREATE INDEX jobs_failed ON platform.jobs (tenant, finished_at) WHERE state = 'failed';
CREATE INDEX jobs_document ON platform.jobs ((payload ->> 'document')) WHERE payload ? 'document';

-- A wake-up only; the relay's sweep is the truth, because LISTEN dies silently behind PgBouncer.
CREATE FUNCTION platform.announce_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('jobs', '');
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON platform.jobs
  FOR EACH STATEMENT EXECUTE FUNCTION platform.announce_jobs();

CREATE TABLE platform.tenant_migrations (
  tenant      text NOT NULL REFERENCES platform.tenants,
  name        text NOT NULL,
  applied_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, name)
);

ALTER TABLE platform.tenants           ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.users             ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.memberships       ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.sessions          ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.sign_in_attempts  ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.jobs              ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- A tenant sees itself, its members and its jobs.
CREATE POLICY own ON platform.tenants     TO smart_tenant USING (id = platform.current_tenant());
CREATE POLICY own ON platform.memberships TO smart_tenant USING (tenant = platform.current_tenant());
CREATE POLICY own ON platform.users       TO smart_tenant USING (EXISTS (
  SELECT FROM platform.memberships m WHERE m.user_id = users.id AND m.tenant = platform.current_tenant()));
CREATE POLICY own ON platform.jobs        TO smart_tenant
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
GRANT SELECT ON platform.tenants, platform.memberships, platform.jobs TO smart_tenant;
GRANT SELECT (id, name, email) ON platform.users TO smart_tenant;
GRANT INSERT (id, kind, payload, run_at, due_key, request_id) ON platform.jobs TO smart_tenant;
GRANT UPDATE (state, run_at, attempts, claim, claimed_until, published_at, reason, detail, started_at, finished_at)
  ON platform.jobs TO smart_tenant;

-- Signing in and registering happen before a tenant is known. A registration is a tenant, its owner and the job
-- that makes the tenant's schema.
CREATE POLICY identity ON platform.tenants          TO smart_identity USING (true);
CREATE POLICY identity ON platform.users            TO smart_identity USING (true);
CREATE POLICY identity ON platform.memberships      TO smart_identity USING (true);
CREATE POLICY identity ON platform.sessions         TO smart_identity USING (true);
CREATE POLICY identity ON platform.sign_in_attempts TO smart_identity USING (true);
CREATE POLICY identity ON platform.jobs             TO smart_identity
  USING (kind = 'provision') WITH CHECK (kind = 'provision');
GRANT SELECT, INSERT, UPDATE ON platform.tenants, platform.users, platform.memberships TO smart_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON platform.sessions, platform.sign_in_attempts TO smart_identity;
GRANT SELECT ON platform.jobs TO smart_identity;
GRANT INSERT (id, tenant, kind, payload, due_key, request_id) ON platform.jobs TO smart_identity;

CREATE POLICY relay ON platform.jobs    TO smart_relay USING (true);
CREATE POLICY relay ON platform.tenants TO smart_relay USING (true);
GRANT SELECT, UPDATE ON platform.jobs TO smart_relay;
GRANT SELECT ON platform.tenants, platform.tenant_migrations TO smart_relay;
