-- What a tenant may use at most, set by the platform's operator; null is no limit. What it used is counted by month,
-- so that removing documents does not make reading them free.

CREATE TABLE platform.quotas (
  tenant               text PRIMARY KEY REFERENCES platform.tenants,
  documents_per_month  integer CHECK (documents_per_month >= 0),
  pages_per_month      integer CHECK (pages_per_month >= 0),
  stored_bytes         bigint CHECK (stored_bytes >= 0)
);

CREATE TABLE platform.monthly_usage (
  tenant     text NOT NULL DEFAULT platform.current_tenant() REFERENCES platform.tenants,
  month      date NOT NULL CHECK (extract(day FROM month) = 1),
  documents  integer NOT NULL DEFAULT 0,
  pages      integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, month)
);

ALTER TABLE platform.quotas         ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.monthly_usage  ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON platform.quotas           TO smart_tenant USING (tenant = platform.current_tenant());
CREATE POLICY own ON platform.monthly_usage    TO smart_tenant
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
CREATE POLICY identity ON platform.quotas      TO smart_identity USING (true);
GRANT SELECT ON platform.quotas, platform.monthly_usage TO smart_tenant;
GRANT INSERT (month, documents, pages), UPDATE (documents, pages) ON platform.monthly_usage TO smart_tenant;
GRANT SELECT, INSERT, UPDATE ON platform.quotas TO smart_identity;
