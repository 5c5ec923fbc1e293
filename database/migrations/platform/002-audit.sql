-- Who did what: append-only, for tenants and for the platform (tenant null).
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO smart_tenant, smart_identity;

CREATE TABLE audit.events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant      text DEFAULT platform.current_tenant(),
  at          timestamptz NOT NULL DEFAULT now(),
  user_id     uuid,
  action      text NOT NULL,
  subject     text NOT NULL,
  subject_id  text NOT NULL,
  before      jsonb,
  after       jsonb,
  request_id  text
);
CREATE INDEX events_tenant ON audit.events (tenant, at);

ALTER TABLE audit.events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON audit.events TO smart_tenant
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
CREATE POLICY platform ON audit.events TO smart_identity USING (tenant IS NULL) WITH CHECK (tenant IS NULL);
GRANT SELECT ON audit.events TO smart_tenant, smart_identity;
GRANT INSERT (user_id, action, subject, subject_id, before, after, request_id) ON audit.events TO smart_tenant;
GRANT INSERT (tenant, user_id, action, subject, subject_id, before, after, request_id) ON audit.events TO smart_identity;

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed or removed' USING ERRCODE = 'SA003';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON audit.events
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit.events
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
