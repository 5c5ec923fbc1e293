-- Once an hour every tenant's books are asked for entries that nobody asked to seal: a process may end between COMMIT
-- and its request. The provisioner writes those rows as relay, and removes what is done and a day old, or the table
-- would grow by one row an hour and tenant for ever.

GRANT INSERT (id, tenant, kind, payload, due_key), DELETE ON platform.jobs TO smart_relay;
CREATE POLICY only_scheduled ON platform.jobs AS RESTRICTIVE FOR INSERT TO smart_relay WITH CHECK (kind = 'seal');
CREATE POLICY only_old ON platform.jobs AS RESTRICTIVE FOR DELETE TO smart_relay
  USING (kind = 'seal' AND state = 'done' AND finished_at < now() - interval '1 day');
