-- What is done by the clock. Kinds with a schedule stand here after each migration, as the contract says.

CREATE TABLE platform.schedules (
  kind     text NOT NULL,
  -- `platform`: one job, of no tenant. `all_tenants`: one for each that is active. `tenant`: one for this tenant.
  scope    text NOT NULL CHECK (scope IN ('platform', 'all_tenants', 'tenant')),
  tenant   text REFERENCES platform.tenants,
  every    interval NOT NULL CHECK (every >= interval '1 minute' AND date_part('month', every) = 0 AND date_part('year', every) = 0),
  next_at  timestamptz NOT NULL,
  -- The interval for which jobs were written last; they carry it as due_key, and how they ended is the outcome.
  last_at  timestamptz,
  UNIQUE NULLS NOT DISTINCT (kind, tenant),
  CHECK ((scope = 'tenant') = (tenant IS NOT NULL))
);

ALTER TABLE platform.schedules ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY migrate ON platform.schedules TO smart_owner USING (session_user = 'smart_migrator');
CREATE POLICY write_jobs ON platform.schedules TO smart_owner USING (session_user = 'smart_api');
CREATE POLICY in_hand ON platform.schedules TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY operations ON platform.schedules FOR SELECT TO smart_operations USING (true);
GRANT SELECT ON platform.schedules TO smart_operations;

-- The key of a schedule's jobs of one interval: with it they are unique.
CREATE FUNCTION platform.due_key(began timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN 'due:' || to_char(began AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS');

-- Writes the jobs of every schedule whose time has come, each for the interval that runs now: intervals that passed while
-- nobody looked are not made up for. All tenants' jobs are spread over the interval by a hash of the tenant. Nobody gets a
-- second job of a kind while a recent one waits; an older one holds up none, or whoever may put a job off could stop the
-- clock for ever. The relay calls it in its sweep; it runs as the owner, because no login may write jobs of these kinds.
CREATE FUNCTION platform.write_scheduled_jobs() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due platform.schedules;
  began timestamptz;
  written integer;
  total integer := 0;
BEGIN
  -- Further ahead than an interval is what a wrong clock has left behind; `infinity` is somebody's wish.
  FOR due IN SELECT * FROM platform.schedules
      WHERE next_at <= now() OR isfinite(next_at) AND next_at > now() + every FOR UPDATE SKIP LOCKED LOOP
    began := date_bin(due.every, now(), timestamptz 'epoch');
    INSERT INTO platform.jobs (id, tenant, kind, run_at, due_key)
      SELECT gen_random_uuid(), whose.tenant, due.kind, whose.run_at, platform.due_key(began) FROM (
        SELECT NULL AS tenant, began AS run_at WHERE due.scope = 'platform'
        UNION ALL
        SELECT id, began + due.every * CASE due.scope
            WHEN 'tenant' THEN 0 ELSE (hashtext(id)::bigint + 2147483648) / 4294967296.0 END
          FROM platform.tenants WHERE state = 'active' AND (due.scope = 'all_tenants' OR id = due.tenant)
      ) AS whose
      WHERE NOT EXISTS (SELECT FROM platform.jobs j WHERE j.state = 'pending' AND j.kind = due.kind
        AND coalesce(j.tenant, '') = coalesce(whose.tenant, '')
        AND j.created_at BETWEEN now() - greatest(due.every / 2, interval '1 hour') AND now())
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    total := total + written;
    UPDATE platform.schedules s SET last_at = began, next_at = began + due.every
      WHERE s.kind = due.kind AND s.tenant IS NOT DISTINCT FROM due.tenant;
  END LOOP;
  RETURN total;
END $$;
REVOKE EXECUTE ON FUNCTION platform.write_scheduled_jobs FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.write_scheduled_jobs TO smart_relay;
CREATE POLICY write_scheduled ON platform.jobs TO smart_owner
  USING (session_user = 'smart_api' AND kind IN (SELECT kind FROM platform.schedules));
-- Jobs of a kind that is no more are ended by the migrations: nobody would ever take them.
CREATE POLICY end_unknown ON platform.jobs TO smart_owner
  USING (session_user = 'smart_migrator' AND kind NOT IN (SELECT kind FROM platform.job_rights));
CREATE POLICY write_scheduled ON platform.tenants FOR SELECT TO smart_owner USING (session_user = 'smart_api');

-- What is over and old is removed by these functions, one for each table, with the age fixed inside: with DELETE the
-- sealer could remove what is not old, and lock out everybody. Each says how many rows it removed.

-- A job about nothing in particular was repeated long ago. A failed one that is about something stays: the portal shows
-- why, until somebody tries again or removes the thing.
CREATE FUNCTION platform.remove_finished_jobs() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.jobs WHERE state <> 'pending' AND coalesce(finished_at, created_at) < now() - CASE
        WHEN subject_id IS NULL AND state = 'done' THEN interval '2 days'
        WHEN subject_id IS NULL THEN interval '7 days'
        WHEN state = 'done' THEN interval '30 days'
      END RETURNING id
  ) SELECT count(*) FROM removed
$$;
-- A session ends after 30 days, or 7 without a request.
CREATE FUNCTION platform.remove_ended_sessions() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.sessions
      WHERE expires_at < now() - interval '7 days' OR last_seen_at < now() - interval '14 days' RETURNING id
  ) SELECT count(*) FROM removed
$$;
CREATE FUNCTION platform.remove_expired_links() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.links WHERE expires_at < now() - interval '7 days' RETURNING purpose
  ) SELECT count(*) FROM removed
$$;
CREATE FUNCTION platform.remove_expired_invitations() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.invitations WHERE expires_at < now() - interval '30 days' RETURNING id
  ) SELECT count(*) FROM removed
$$;
-- Whoever sends them gives up after three days; what is left is of a process that never came back.
CREATE FUNCTION platform.remove_unsent_mails() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.mails WHERE created_at < now() - interval '30 days' RETURNING id
  ) SELECT count(*) FROM removed
$$;
-- Each counts for a quarter of an hour.
CREATE FUNCTION platform.remove_old_sign_in_attempts() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH removed AS (
    DELETE FROM platform.sign_in_attempts WHERE last_at < now() - interval '1 day' RETURNING key
  ) SELECT count(*) FROM removed
$$;

CREATE POLICY over ON platform.jobs              TO smart_owner USING (session_user = 'smart_sealer');
CREATE POLICY over ON platform.sessions          TO smart_owner USING (session_user = 'smart_sealer');
CREATE POLICY over ON platform.links             TO smart_owner USING (session_user = 'smart_sealer');
CREATE POLICY over ON platform.invitations       TO smart_owner USING (session_user = 'smart_sealer');
CREATE POLICY over ON platform.mails             TO smart_owner USING (session_user = 'smart_sealer');
CREATE POLICY over ON platform.sign_in_attempts  TO smart_owner USING (session_user = 'smart_sealer');
REVOKE EXECUTE ON FUNCTION platform.remove_finished_jobs, platform.remove_ended_sessions, platform.remove_expired_links,
  platform.remove_expired_invitations, platform.remove_unsent_mails, platform.remove_old_sign_in_attempts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.remove_finished_jobs, platform.remove_ended_sessions, platform.remove_expired_links,
  platform.remove_expired_invitations, platform.remove_unsent_mails, platform.remove_old_sign_in_attempts TO smart_sealer;
