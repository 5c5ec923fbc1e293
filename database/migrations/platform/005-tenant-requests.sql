-- What the provisioner, the one process with DDL, is asked to do to a tenant: by whom, and why. Nobody but the command
-- line of the platform's operators writes here; registering a company asks through one function, which can make
-- nothing but a new tenant. Rows stay: they are the record of what was asked.

CREATE TABLE platform.tenant_requests (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- No foreign key: `restore` makes the tenant.
  tenant         text NOT NULL CHECK (tenant ~ '^[a-z][a-z0-9]{11}$'),
  verb           text NOT NULL CHECK (verb IN
    ('create', 'migrate', 'restore', 'suspend', 'resume', 'erase', 'erase_early')),
  parameters     jsonb NOT NULL DEFAULT '{}',
  asked_by       text NOT NULL CHECK (btrim(asked_by) <> ''),
  reason         text NOT NULL CHECK (btrim(reason) <> ''),
  state          text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  run_at         timestamptz NOT NULL DEFAULT now(),
  attempts       integer NOT NULL DEFAULT 0,
  -- Why it failed: a code, and a sentence for whoever asked.
  failure        text,
  detail         text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  finished_at    timestamptz,
  -- Books that the law still wants kept go only for a reason that somebody can be asked about.
  CHECK (verb <> 'erase_early' OR length(btrim(reason)) >= 10)
);
CREATE INDEX tenant_requests_pending ON platform.tenant_requests (run_at) WHERE state = 'pending';
CREATE INDEX tenant_requests_tenant ON platform.tenant_requests (tenant, created_at);

CREATE FUNCTION platform.announce_tenant_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tenant_requests', '');
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON platform.tenant_requests
  FOR EACH STATEMENT EXECUTE FUNCTION platform.announce_tenant_requests();

ALTER TABLE platform.tenant_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY operations ON platform.tenant_requests TO smart_operations
  USING (true) WITH CHECK (verb <> 'create');
GRANT SELECT, INSERT (id, tenant, verb, parameters, asked_by, reason) ON platform.tenant_requests TO smart_operations;
CREATE POLICY provisioner ON platform.tenant_requests TO smart_owner USING (true);

-- Registers a company that has no books yet, and asks for them.
CREATE FUNCTION platform.register_tenant(
  id text, name text, kvk_number text, vat_number text, asked_by text, reason text)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('smart.tenant', $1, true);
  INSERT INTO platform.tenants (id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4);
  INSERT INTO platform.tenant_requests (tenant, verb, asked_by, reason) VALUES ($1, 'create', $5, $6);
  INSERT INTO audit.events (tenant, action, subject, subject_id, after)
    VALUES (NULL, 'tenant.created', 'tenant', $1, jsonb_build_object('asked_by', $5, 'reason', $6));
END $$;
REVOKE EXECUTE ON FUNCTION platform.register_tenant FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.register_tenant TO smart_identity;
