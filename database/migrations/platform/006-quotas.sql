-- What a tenant may use at most, set by the platform's operators; null is no limit. What it used is counted by month,
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
  documents  integer NOT NULL DEFAULT 0 CHECK (documents >= 0),
  pages      integer NOT NULL DEFAULT 0 CHECK (pages >= 0),
  PRIMARY KEY (tenant, month)
);

ALTER TABLE platform.quotas         ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.monthly_usage  ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY own ON platform.quotas FOR SELECT TO smart_tenant, smart_tenant_reader
  USING (tenant = platform.current_tenant());
CREATE POLICY own ON platform.monthly_usage TO smart_tenant, smart_tenant_reader
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
GRANT SELECT ON platform.quotas, platform.monthly_usage TO smart_tenant, smart_tenant_reader;
GRANT INSERT (month, documents, pages), UPDATE (documents, pages) ON platform.monthly_usage TO smart_tenant;
GRANT INSERT (month, pages), UPDATE (pages) ON platform.monthly_usage TO smart_tenant_reader;

CREATE POLICY operations ON platform.quotas TO smart_operations USING (true);
CREATE POLICY operations ON platform.monthly_usage FOR SELECT TO smart_operations USING (true);
GRANT SELECT, INSERT, UPDATE ON platform.quotas TO smart_operations;
GRANT SELECT ON platform.monthly_usage TO smart_operations;

CREATE POLICY in_hand ON platform.quotas        TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.monthly_usage TO smart_owner USING (tenant = platform.tenant_in_hand());

-- What was used stays used, whoever counts; and it is counted one by one, in a month of about now, so that nobody fills
-- up a counter at once. The owner brings what a restored tenant had used.
CREATE FUNCTION platform.check_usage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  documents integer := NEW.documents - CASE TG_OP WHEN 'UPDATE' THEN OLD.documents ELSE 0 END;
  pages integer := NEW.pages - CASE TG_OP WHEN 'UPDATE' THEN OLD.pages ELSE 0 END;
BEGIN
  IF documents < 0 OR pages < 0 OR documents + pages > 1
    OR NEW.month NOT BETWEEN now() - interval '1 year' AND now() + interval '1 year' THEN
    RAISE EXCEPTION 'usage is only ever added to, one by one' USING ERRCODE = 'SA003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_by_one BEFORE INSERT OR UPDATE ON platform.monthly_usage FOR EACH ROW
  WHEN (current_user <> 'smart_owner') EXECUTE FUNCTION platform.check_usage();
