-- The work to be done for tenants: a row is the truth, a message of the broker only points to it.

-- Which login may write, take and change jobs of which kind; filled from the contract after each migration. The API and the worker take the same role t_<id>, so it is
-- the login that counts: SET ROLE does not change session_user.
CREATE TABLE platform.job_rights (
  login       name NOT NULL,
  kind        text NOT NULL,
  may_insert  boolean NOT NULL,
  -- Claim it, write its outcome, try it again.
  may_change  boolean NOT NULL,
  PRIMARY KEY (login, kind)
);
GRANT SELECT ON platform.job_rights TO smart_tenant, smart_tenant_reader, smart_sealer;

CREATE FUNCTION platform.may_insert_job(wanted text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (
    SELECT FROM platform.job_rights r WHERE r.login = session_user AND r.kind = wanted AND r.may_insert);
CREATE FUNCTION platform.may_change_job(wanted text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (
    SELECT FROM platform.job_rights r WHERE r.login = session_user AND r.kind = wanted AND r.may_change);

CREATE TABLE platform.jobs (
  id             uuid PRIMARY KEY,
  -- NULL: a job of the platform itself.
  tenant         text DEFAULT platform.current_tenant() REFERENCES platform.tenants,
  kind           text NOT NULL,
  -- What it is about.
  subject_kind   text,
  subject_id     uuid,
  payload        jsonb NOT NULL DEFAULT '{}',
  state          text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  run_at         timestamptz NOT NULL DEFAULT now() CHECK (isfinite(run_at)),
  attempts       integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
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
  UNIQUE (tenant, kind, due_key),
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
CREATE UNIQUE INDEX jobs_platform_due_key ON platform.jobs (kind, due_key) WHERE tenant IS NULL;
-- The questions the relay asks every few seconds, over the few rows that can answer them.
CREATE INDEX jobs_due ON platform.jobs (run_at) WHERE state = 'pending' AND published_at IS NULL;
CREATE INDEX jobs_pending ON platform.jobs (tenant, kind) WHERE state = 'pending';
CREATE INDEX jobs_claimed ON platform.jobs (claimed_until) WHERE state = 'pending' AND claimed_until IS NOT NULL;
CREATE INDEX jobs_failed ON platform.jobs (tenant, finished_at) WHERE state = 'failed';
CREATE INDEX jobs_finished ON platform.jobs (coalesce(finished_at, created_at)) WHERE state <> 'pending';
CREATE INDEX jobs_subject ON platform.jobs (subject_id) WHERE subject_id IS NOT NULL;

-- A wake-up only; the relay's sweep is the truth, because LISTEN dies silently behind PgBouncer.
CREATE FUNCTION platform.announce_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('jobs', '');
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON platform.jobs
  FOR EACH STATEMENT EXECUTE FUNCTION platform.announce_jobs();

ALTER TABLE platform.jobs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY own ON platform.jobs TO smart_tenant, smart_tenant_reader
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
CREATE POLICY kinds_inserted ON platform.jobs AS RESTRICTIVE FOR INSERT TO smart_tenant, smart_tenant_reader
  WITH CHECK (platform.may_insert_job(kind));
CREATE POLICY kinds_changed ON platform.jobs AS RESTRICTIVE FOR UPDATE TO smart_tenant, smart_tenant_reader
  USING (platform.may_change_job(kind));
CREATE POLICY kinds_seen ON platform.jobs AS RESTRICTIVE FOR SELECT TO smart_tenant_reader
  USING (platform.may_insert_job(kind) OR platform.may_change_job(kind));
GRANT SELECT,
  INSERT (id, kind, subject_kind, subject_id, payload, run_at, due_key, request_id),
  UPDATE (state, run_at, attempts, claim, claimed_until, published_at, reason, detail, started_at, finished_at)
  ON platform.jobs TO smart_tenant, smart_tenant_reader;

-- The relay does not see the jobs of a suspended tenant, so none is published, tried again or given up. It finishes
-- none either: it only fails those whose workers died too often, and puts none off for long.
CREATE POLICY relay ON platform.jobs TO smart_relay
  USING ((tenant NOT IN (SELECT id FROM platform.tenants WHERE state = 'suspended')) IS NOT FALSE)
  WITH CHECK (state IN ('pending', 'failed') AND run_at < now() + interval '1 day');
GRANT SELECT,
  UPDATE (state, run_at, claim, claimed_until, published_at, queue, reason, detail, finished_at)
  ON platform.jobs TO smart_relay;

-- The sealer asks for seals of all tenants, and does what the clock asks for.
CREATE POLICY sealer_sees ON platform.jobs FOR SELECT TO smart_sealer USING (platform.may_change_job(kind));
CREATE POLICY sealer_asks ON platform.jobs FOR INSERT TO smart_sealer
  WITH CHECK (platform.may_insert_job(kind) AND tenant IS NOT NULL);
CREATE POLICY sealer_works ON platform.jobs FOR UPDATE TO smart_sealer USING (platform.may_change_job(kind));
GRANT SELECT,
  INSERT (id, tenant, kind, run_at, due_key),
  UPDATE (state, run_at, attempts, claim, claimed_until, published_at, reason, detail, started_at, finished_at)
  ON platform.jobs TO smart_sealer;

CREATE POLICY operations ON platform.jobs FOR SELECT TO smart_operations USING (true);
GRANT SELECT ON platform.jobs TO smart_operations;

CREATE POLICY in_hand ON platform.jobs TO smart_owner USING (tenant = platform.tenant_in_hand());
