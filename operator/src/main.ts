// The operator: looks after the pools of workers that ProcessingJobs describe. On one machine it reads them from a file
// and runs the workers as child processes; on Kubernetes (POOLS=kubernetes) they are resources, and the workers pods.
import { setFlagsFromString } from 'node:v8';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { Autoscaler } from './autoscaler.ts';
import { DedicatedQueues } from './broker/dedicated-queues.ts';
import { PoolStatePublisher } from './broker/pool-state-publisher.ts';
import { QueueReader } from './broker/queue-reader.ts';
import { DrainRequests } from './broker/drain-requests.ts';
import { WorkerReports } from './broker/worker-reports.ts';
import { SharedCapacity } from './capacity.ts';
import { Controller } from './controller.ts';
import { openProcessPools } from './processes/process-pools.ts';
import { readSettings } from './settings.ts';

// Much is read once and dropped; by itself V8 lets the heap grow fourfold before it looks for what may go.
setFlagsFromString('--heap-growing-percent=50');

const settings = readSettings(process.env);
const logger = createLogger('operator', settings.LOG_LEVEL);
collectProcessMetrics('operator');

// Kubernetes' client is 65 MiB, which one machine need not have.
const pools =
  settings.POOLS === 'kubernetes'
    ? (await import('./kubernetes/kubernetes-pools.ts')).openKubernetesPools(settings, logger)
    : openProcessPools(settings, logger);
const { source, pool } = pools;
const broker = connectBroker(settings.AMQP_URL, 'smart-operator', logger);
const queues = new QueueReader(broker);
const reports = new WorkerReports(broker, logger);
const drainRequests = new DrainRequests(broker, reports);
const dedicated = new DedicatedQueues(broker, queues);
const states = new PoolStatePublisher(broker, logger);
const capacity = new SharedCapacity(settings.WORKERS_MAX);
const autoscaler = new Autoscaler({ pool, queues, reports, drainRequests, capacity, logger });
const controller = new Controller({ source, autoscaler, dedicated, states, logger });

await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  {
    name: 'broker',
    check: () => broker.check(),
  },
  ...pools.dependencies,
]);

onStopSignal(logger, 35_000, async () => {
  pools.stopFollowing();
  await controller.close();
  await pools.close();
  for (const part of [drainRequests, reports, dedicated, states, queues]) await part.close();
  await broker.close();
});

await pools.lead();
controller.start();
logger.info('ready');
