// A worker as the operator knows them, whose jobs do nothing: the end of a job's id says for how many milliseconds.
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@smart-accounting/monitoring';
import { Duty } from '../../worker/src/run/duty.ts';
import { takeJobs } from '../../worker/src/run/take-jobs.ts';
import { connectBroker } from '../src/broker/connect-broker.ts';

const { AMQP_URL = '', POOL = '', WORKER_NAME = '', QUEUES = '' } = process.env;
const logger = createLogger('worker', 'error');
const broker = connectBroker(AMQP_URL, logger);
const duty = new Duty({ broker, pool: POOL, worker: WORKER_NAME, logger });
const stop = new AbortController();
let inHand = false;

process.once('SIGTERM', () => {
  console.log(`told to stop while ${inHand ? 'busy' : 'idle'}`);
  stop.abort();
  duty.drain();
});

await broker.onConnect();
await takeJobs({
  broker,
  queues: QUEUES.split(','),
  duty,
  logger,
  stopSignal: stop.signal,
  work: async ({ job }) => {
    inHand = true;
    await pause(Number.parseInt(job.slice(-12), 16));
    inHand = false;
  },
});
await duty.close();
await broker.close();
process.exit(0);
