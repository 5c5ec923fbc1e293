import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics; `/metrics` shows them. One registry, so that a name cannot mean two things. */
export const registry = new Registry();

/**
 * How often the event loop is timed. By prom-client's default of 10 ms an idle process spends 0.7 % of a core on it, seven
 * times what it takes otherwise. The quantiles of `nodejs_eventloop_lag_*` include this time: idle, they say 0.1 s.
 */
const eventLoopMonitoringPrecision = 100;

/** Adds memory, CPU and event-loop figures; called once by each process. */
export function collectProcessMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
}

export const httpDuration = new Histogram({
  name: 'smart_http_request_duration_seconds',
  help: 'Time to answer a request, by route (never by address) and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

export const jobsFinished = new Counter({
  name: 'smart_jobs_finished_total',
  help: 'Jobs by kind and outcome: done, retried, failed, yielded, lost (claim taken over)',
  labelNames: ['kind', 'outcome'],
  registers: [registry],
});

export const jobDuration = new Histogram({
  name: 'smart_job_duration_seconds',
  help: 'Time a worker held a job',
  labelNames: ['kind'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  registers: [registry],
});

export const queueWait = new Histogram({
  name: 'smart_job_wait_seconds',
  help: 'Time from when a job was due until a worker claimed it',
  labelNames: ['kind'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
  registers: [registry],
});

export const pagesRead = new Counter({
  name: 'smart_pages_read_total',
  help: 'Pages read, by where their words came from',
  labelNames: ['source'],
  registers: [registry],
});

export const ledgerPostings = new Counter({
  name: 'smart_ledger_postings_total',
  help: 'Journal entries posted, by journal',
  labelNames: ['journal'],
  registers: [registry],
});

export const sealRequestsFailed = new Counter({
  name: 'smart_seal_requests_failed_total',
  help: 'Requests to seal posted entries that could not be written; the schedule request_seals makes up for them',
  registers: [registry],
});

export const ledgerVerifyFaults = new Gauge({
  name: 'smart_ledger_verify_faults',
  help: 'Faults that the newest verification of each tenant found, all tenants together',
  registers: [registry],
});

export const tenantRequestsSettled = new Counter({
  name: 'smart_tenant_requests_total',
  help: 'Requests to the provisioner by verb and outcome: done, refused, retried, failed',
  labelNames: ['verb', 'outcome'],
  registers: [registry],
});

export const jobsPublished = new Counter({
  name: 'smart_jobs_published_total',
  help: 'Jobs the relay handed to the broker, by kind',
  labelNames: ['kind'],
  registers: [registry],
});

export const mailsHandled = new Counter({
  name: 'smart_mails_total',
  help: 'Mails by outcome: sent, retried, refused (by the mail server, for good), given_up',
  labelNames: ['outcome'],
  registers: [registry],
});

export const brokerConnected = new Gauge({
  name: 'smart_broker_connected',
  help: '1 while this process has a connection to the broker',
  registers: [registry],
});

export const poolWorkers = new Gauge({
  name: 'smart_pool_workers',
  help: 'Workers of a pool: wanted, ready, busy, draining',
  labelNames: ['pool', 'state'],
  registers: [registry],
});

export const poolBacklog = new Gauge({
  name: 'smart_pool_backlog',
  help: 'Jobs that wait in the queues of a pool, when they could last be read',
  labelNames: ['pool'],
  registers: [registry],
});

export const scalingDecisions = new Counter({
  name: 'smart_scaling_decisions_total',
  help: 'Changes of the number of workers, by reason and direction: out, in',
  labelNames: ['pool', 'reason', 'direction'],
  registers: [registry],
});

export const reconciles = new Counter({
  name: 'smart_operator_reconciles_total',
  help: 'Looks at a pool, by outcome: seen, unread (its queues could not be read), failed',
  labelNames: ['outcome'],
  registers: [registry],
});

export const operatorLeads = new Gauge({
  name: 'smart_operator_leads',
  help: '1 for the one operator of several that acts',
  registers: [registry],
});

export const reflectorSilence = new Gauge({
  name: 'smart_operator_reflector_silent_seconds',
  help: 'Since when the API server told nothing of a kind of object, not even that nothing changed',
  labelNames: ['kind'],
  registers: [registry],
});

export const reconcileLag = new Histogram({
  name: 'smart_operator_reconcile_lag_seconds',
  help: 'How long after it was due a pool was reconciled',
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [registry],
});
