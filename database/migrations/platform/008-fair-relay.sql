-- Of each tenant the first few due jobs, however many another has: one step of the index for each tenant.
CREATE INDEX jobs_due_of_tenant ON platform.jobs (tenant, run_at) WHERE state = 'pending' AND published_at IS NULL;
