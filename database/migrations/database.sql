-- What the administrator closes in our database, each time the roles are made.

-- DROP OWNED takes away the policies of whatever role the session may be, at once and for good; nobody of ours needs it.
CREATE OR REPLACE FUNCTION public.refuse_drop_owned() RETURNS event_trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user LIKE 'smart\_%' THEN
    RAISE EXCEPTION 'DROP OWNED is not for the login %', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
DO $$
BEGIN
  DROP EVENT TRIGGER IF EXISTS refuse_drop_owned;
  CREATE EVENT TRIGGER refuse_drop_owned ON ddl_command_start WHEN TAG IN ('DROP OWNED')
    EXECUTE FUNCTION public.refuse_drop_owned();
EXCEPTION WHEN insufficient_privilege THEN -- on some providers' servers the administrator is no superuser
  RAISE WARNING 'this server lets % make no event trigger: DROP OWNED is not refused', session_user;
END $$;

-- Rights on functions are a database's own.
-- Large objects lie outside of every schema and belong to no tenant; an advisory lock is anybody's to take, and would
-- hold up others. Migrations and exports lock a tenant by one, and the owner's functions lock what is the caller's.
DO $$
DECLARE
  closed record;
BEGIN
  FOR closed IN
    SELECT oid::regprocedure AS signature, proname ~ 'advisory' AS locks FROM pg_proc
      WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*)$'
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', closed.signature);
    IF closed.locks THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO smart_owner, smart_operations', closed.signature);
    END IF;
  END LOOP;
END $$;
