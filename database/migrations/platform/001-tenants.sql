-- The tenants of this installation. Every shared table has forced row-level security that compares with current_user,
-- so a tenant is known from the one source that `withTenant` sets, and forgetting it shows nothing.

CREATE SCHEMA platform;
GRANT USAGE ON SCHEMA platform
  TO smart_tenant, smart_tenant_reader, smart_relay, smart_identity, smart_sealer, smart_operations;

-- The id of the tenant whose role this is: the roles of tenant `k3…` are `t_k3…` and `r_k3…`.
CREATE FUNCTION platform.current_tenant() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN substr(current_user::text, 3);

-- The one tenant whose rows the owner sees, while it makes, restores or erases it: `SET LOCAL smart.tenant`.
CREATE FUNCTION platform.tenant_in_hand() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_setting('smart.tenant', true);

-- Suspended: nobody enters, its jobs wait. Erased: its id and what was done with it remain, nothing else.
CREATE TABLE platform.tenants (
  id            text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9]{11}$'),
  name          text NOT NULL CHECK (name <> ''),
  kvk_number    text,
  vat_number    text,
  state         text NOT NULL DEFAULT 'creating' CHECK (state IN ('creating', 'active', 'suspended', 'erased')),
  created_at    timestamptz NOT NULL DEFAULT now(),
  -- When it last became active: made, restored, or resumed after a suspension.
  active_since  timestamptz
);
CREATE INDEX tenants_suspended ON platform.tenants (id) WHERE state = 'suspended';

CREATE TABLE platform.tenant_migrations (
  tenant      text NOT NULL REFERENCES platform.tenants,
  name        text NOT NULL,
  sha256      text NOT NULL,
  applied_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, name)
);

ALTER TABLE platform.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON platform.tenants FOR SELECT TO smart_tenant, smart_tenant_reader
  USING (id = platform.current_tenant());
CREATE POLICY every ON platform.tenants FOR SELECT TO smart_relay, smart_identity, smart_sealer, smart_operations
  USING (true);
CREATE POLICY in_hand ON platform.tenants TO smart_owner USING (id = platform.tenant_in_hand());
GRANT SELECT ON platform.tenants
  TO smart_tenant, smart_tenant_reader, smart_relay, smart_identity, smart_sealer, smart_operations;
GRANT SELECT ON platform.tenant_migrations TO smart_operations;
