// The operator of one machine: reads ProcessingJobs from a file and runs their workers as child processes.
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { Autoscaler } from './autoscaler.ts';
import { connectBroker } from './broker/connect-broker.ts';
import { DedicatedQueues } from './broker/dedicated-queues.ts';
import { PoolStatePublisher } from './broker/pool-state-publisher.ts';
import { QueueReader } from './broker/queue-reader.ts';
import { Retirement } from './broker/retirement.ts';
import { WorkerReports } from './broker/worker-reports.ts';
import { Controller } from './controller.ts';
import { FileSource } from './processes/file-source.ts';
import { ProcessPool } from './processes/process-pool.ts';
import { readSettings } from './settings.ts';
import { SharedCapacity } from './capacity.ts';

const settings = readSettings(process.env);
const logger = createLogger('operator', settings.LOG_LEVEL);
collectProcessMetrics('operator');

const source = new FileSource(settings.POOLS_FILE, logger);
const broker = connectBroker(settings.AMQP_URL, logger);
const queues = new QueueReader(broker);
const reports = new WorkerReports(broker, logger);
const retirement = new Retirement(broker, reports);
const dedicated = new DedicatedQueues(broker, queues);
const states = new PoolStatePublisher(broker, logger);
const pool = new ProcessPool({
  program: {
    script: settings.WORKER_SCRIPT,
    environment: { ...process.env, WORKER_ENVIRONMENT: undefined, ...settings.WORKER_ENVIRONMENT },
    logFolder: settings.LOG_FOLDER ?? null,
  },
  metricsPort: settings.WORKER_METRICS_PORT,
  logger,
});
const capacity = new SharedCapacity(settings.WORKERS_MAX);
const autoscaler = new Autoscaler({ pool, queues, reports, retirement, capacity, logger });
const controller = new Controller({ source, autoscaler, dedicated, states, logger });

await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  {
    name: 'broker',
    check: () => (broker.ready ? Promise.resolve() : Promise.reject(new Error('no connection'))),
  },
]);
controller.start();
logger.info('ready');

onStopSignal(logger, 35_000, async () => {
  source.close();
  await controller.close();
  await pool.close(30_000);
  for (const part of [retirement, reports, dedicated, states, queues]) await part.close();
  await broker.close();
});
