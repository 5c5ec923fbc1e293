// The operator: looks after the pools of workers that ProcessingJobs describe. On one machine it reads them from a file
// and runs the workers as child processes; on Kubernetes (POOLS=kubernetes) they are resources, and the workers pods.
import { setFlagsFromString } from 'node:v8';
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
import { SharedCapacity } from './capacity.ts';
import { Controller } from './controller.ts';
import { openKubernetesPools } from './kubernetes/kubernetes-pools.ts';
import { openProcessPools } from './processes/process-pools.ts';
import { readSettings } from './settings.ts';

// Much is read once and dropped; by itself V8 lets the heap grow fourfold before it looks for what may go.
setFlagsFromString('--heap-growing-percent=50');

const settings = readSettings(process.env);
const logger = createLogger('operator', settings.LOG_LEVEL);
collectProcessMetrics('operator');

const pools =
  settings.POOLS === 'kubernetes'
    ? openKubernetesPools(settings, logger)
    : openProcessPools(settings, logger);
const { source, pool } = pools;
const broker = connectBroker(settings.AMQP_URL, logger);
const queues = new QueueReader(broker);
const reports = new WorkerReports(broker, logger);
const retirement = new Retirement(broker, reports);
const dedicated = new DedicatedQueues(broker, queues);
const states = new PoolStatePublisher(broker, logger);
const capacity = new SharedCapacity(settings.WORKERS_MAX);
const autoscaler = new Autoscaler({ pool, queues, reports, retirement, capacity, logger });
const controller = new Controller({ source, autoscaler, dedicated, states, logger });

await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  {
    name: 'broker',
    check: () => (broker.ready ? Promise.resolve() : Promise.reject(new Error('no connection'))),
  },
  ...pools.dependencies,
]);

onStopSignal(logger, 35_000, async () => {
  pools.stopFollowing();
  await controller.close();
  await pools.close();
  for (const part of [retirement, reports, dedicated, states, queues]) await part.close();
  await broker.close();
});

await pools.lead();
controller.start();
logger.info('ready');
