-- An owner may want everybody who enters these books to sign in by two steps.
ALTER TABLE platform.tenants ADD COLUMN two_step_required boolean NOT NULL DEFAULT false;

CREATE FUNCTION platform.require_two_step(required boolean) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM platform.take_callers_tenant_in_hand();
  UPDATE platform.tenants t SET two_step_required = $1 WHERE t.id = platform.tenant_in_hand();
END $$;
REVOKE EXECUTE ON FUNCTION platform.require_two_step FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.require_two_step TO smart_tenant;

-- A company whose first owner has yet to prove their e-mail address, where mail can be sent: it becomes a tenant when
-- they have, so that nobody fills the server with books by addresses that are not theirs.
CREATE TABLE platform.registrations (
  user_id     uuid PRIMARY KEY REFERENCES platform.users ON DELETE CASCADE,
  name        text NOT NULL CHECK (name <> ''),
  kvk_number  text,
  vat_number  text,
  created_at  timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE platform.registrations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY identity ON platform.registrations TO smart_identity USING (true);
GRANT SELECT, INSERT (user_id, name, kvk_number, vat_number), DELETE ON platform.registrations TO smart_identity;

-- A person looks through the keys that act for them, in whichever tenant, and revokes them: after a password was stolen,
-- for one.
GRANT DELETE ON platform.api_keys TO smart_identity;
CREATE POLICY revoked ON audit.events FOR INSERT TO smart_identity WITH CHECK (action = 'api_key.revoked');

-- What a new tenant may use until the platform's operators say otherwise; null is no limit. They change this row, too.
CREATE TABLE platform.default_quota (
  only_one             boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  documents_per_month  integer CHECK (documents_per_month >= 0),
  pages_per_month      integer CHECK (pages_per_month >= 0),
  stored_bytes         bigint CHECK (stored_bytes >= 0)
);
INSERT INTO platform.default_quota (documents_per_month, pages_per_month, stored_bytes) VALUES (1000, 5000, 10000000000);
ALTER TABLE platform.default_quota ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY known ON platform.default_quota FOR SELECT TO smart_owner USING (true);
CREATE POLICY operations ON platform.default_quota TO smart_operations USING (true);
GRANT SELECT, UPDATE (documents_per_month, pages_per_month, stored_bytes) ON platform.default_quota TO smart_operations;

CREATE OR REPLACE FUNCTION platform.register_tenant(
  id text, name text, kvk_number text, vat_number text, asked_by text, reason text)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('smart.tenant', $1, true);
  INSERT INTO platform.tenants (id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4);
  INSERT INTO platform.quotas (tenant, documents_per_month, pages_per_month, stored_bytes)
    SELECT $1, d.documents_per_month, d.pages_per_month, d.stored_bytes FROM platform.default_quota d;
  INSERT INTO platform.tenant_requests (tenant, verb, asked_by, reason) VALUES ($1, 'create', $5, $6);
  INSERT INTO audit.events (tenant, action, subject, subject_id, after)
    VALUES (NULL, 'tenant.created', 'tenant', $1, jsonb_build_object('asked_by', $5, 'reason', $6));
END $$;
