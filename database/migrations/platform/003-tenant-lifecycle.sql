-- A tenant can be suspended (nobody enters, its jobs wait), restored from an archive, and erased (its id and what was
-- done with it remain, nothing else).

ALTER TABLE platform.tenants DROP CONSTRAINT tenants_state_check;
ALTER TABLE platform.tenants ADD CONSTRAINT tenants_state_check
  CHECK (state IN ('creating', 'active', 'suspended', 'erased'));
CREATE INDEX tenants_suspended ON platform.tenants (id) WHERE state = 'suspended';

-- The relay does not see the jobs of a suspended tenant, so none is published, tried again or given up. What the
-- provisioner does goes on: it is how the operator's commands reach a suspended tenant.
DROP POLICY relay ON platform.jobs;
CREATE POLICY relay ON platform.jobs TO smart_relay
  USING (kind = 'provision' OR tenant NOT IN (SELECT id FROM platform.tenants WHERE state = 'suspended'));

-- The owner sees the rows of the one tenant that it restores or erases, named by `SET LOCAL smart.tenant`.
CREATE FUNCTION platform.tenant_in_hand() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_setting('smart.tenant', true);
CREATE POLICY in_hand ON platform.tenants       TO smart_owner USING (id = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.memberships   TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.jobs          TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON audit.events           TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.quotas        TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.monthly_usage TO smart_owner USING (tenant = platform.tenant_in_hand());

-- Audit events go with their erased tenant (who did what is itself personal data), or with a restore that is begun anew.
CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM platform.tenants WHERE id = OLD.tenant AND state IN ('creating', 'erased')) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit events are never changed or removed' USING ERRCODE = 'SA003';
END $$;
