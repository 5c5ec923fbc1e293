// A worker as the operator knows them, whose jobs do nothing: the end of a job's id says for how many milliseconds.
import { setTimeout as pause } from 'node:timers/promises';
import { connectBroker } from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import { classOfQueue } from '@smart-accounting/worker-contract';
import { WorkerHeartbeat } from '../../worker/src/run/worker-heartbeat.ts';
import { takeJobs } from '../../worker/src/run/take-jobs.ts';

const { AMQP_URL = '', POOL = '', WORKER_NAME = '', QUEUES = '' } = process.env;
const queues = QUEUES.split(',');
const logger = createLogger('worker', 'error');
const broker = connectBroker(AMQP_URL, 'sleeping-worker', logger);
const heartbeat = new WorkerHeartbeat({
  broker,
  pool: POOL,
  worker: WORKER_NAME,
  classes: queues.map(classOfQueue),
  logger,
});
const stop = new AbortController();
let inHand = false;

process.once('SIGTERM', () => {
  console.log(`told to stop while ${inHand ? 'busy' : 'idle'}`);
  stop.abort();
  heartbeat.drain();
});

await broker.connected(60_000);
await takeJobs({
  broker,
  queues,
  heartbeat,
  logger,
  stopSignal: stop.signal,
  work: async ({ job }) => {
    inHand = true;
    await pause(Number.parseInt(job.slice(-12), 16));
    inHand = false;
  },
});
await heartbeat.close();
await broker.close();
process.exit(0);
