-- Who did what: append-only, for tenants and for the platform (tenant null).

CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO smart_tenant, smart_identity, smart_sealer, smart_operations;

CREATE TABLE audit.events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant      text DEFAULT platform.current_tenant(),
  at          timestamptz NOT NULL DEFAULT now(),
  user_id     uuid,
  -- The key that did it, where it was a program.
  api_key     uuid,
  action      text NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject     text NOT NULL CHECK (length(subject) <= 200),
  subject_id  text NOT NULL CHECK (length(subject_id) <= 200),
  before      jsonb CHECK (jsonb_typeof(before) = 'object'),
  after       jsonb CHECK (jsonb_typeof(after) = 'object'),
  request_id  text CHECK (length(request_id) <= 200)
);
CREATE INDEX events_tenant ON audit.events (tenant, at);
CREATE INDEX events_renames ON audit.events (tenant, subject, subject_id)
  WHERE action IN ('account.changed', 'contact.changed');

ALTER TABLE audit.events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- What happens to people and to tenants themselves is told below, by others.
CREATE POLICY own ON audit.events TO smart_tenant
  USING (tenant = platform.current_tenant())
  WITH CHECK (tenant = platform.current_tenant() AND action <> 'ledger.verified'
    AND action NOT LIKE 'tenant.%' AND action NOT LIKE 'user.%');
GRANT SELECT, INSERT (user_id, api_key, action, subject, subject_id, before, after, request_id)
  ON audit.events TO smart_tenant;

-- What happens to people; and people come into a tenant before they are anything in it. What happens to tenants
-- themselves is told only by those who do it: the owner, and the operators of the platform.
CREATE POLICY people ON audit.events TO smart_identity
  USING (tenant IS NULL) WITH CHECK (tenant IS NULL AND action LIKE 'user.%');
CREATE POLICY joined ON audit.events FOR INSERT TO smart_identity WITH CHECK (action = 'member.joined');
GRANT SELECT, INSERT (tenant, user_id, action, subject, subject_id, before, after, request_id)
  ON audit.events TO smart_identity;

-- The sealer reads who renamed an account or contact, and tells what verifying found.
CREATE POLICY sealer ON audit.events TO smart_sealer
  USING (action IN ('account.changed', 'contact.changed', 'ledger.verified'))
  WITH CHECK (action = 'ledger.verified'
    AND (after ->> 'head' IS NULL OR after ->> 'head' ~ '^[1-9][0-9]{0,17}:[0-9a-f]{64}$'));
GRANT SELECT, INSERT (tenant, action, subject, subject_id, after) ON audit.events TO smart_sealer;

-- What the owner writes of the requests it carried out, nobody else says: it would be taken for done.
CREATE POLICY operations ON audit.events TO smart_operations USING (true)
  WITH CHECK (tenant IS NULL AND action NOT IN ('tenant.created', 'tenant.state_changed', 'tenant.erased',
    'tenant.restored', 'tenant.restore_refused'));
GRANT SELECT, INSERT (tenant, user_id, action, subject, subject_id, before, after, request_id)
  ON audit.events TO smart_operations;

CREATE POLICY in_hand  ON audit.events TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY platform ON audit.events TO smart_owner USING (tenant IS NULL);

-- Events go with their erased tenant (who did what is itself personal data), or with a restore that is begun anew.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM platform.tenants WHERE id = OLD.tenant AND state IN ('creating', 'erased')) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit events are never changed or removed' USING ERRCODE = 'SA003';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON audit.events
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit.events
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
