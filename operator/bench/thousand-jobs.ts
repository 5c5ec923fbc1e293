// A thousand ProcessingJobs on one operator, with a real API server and broker: node operator/bench/thousand-jobs.ts
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../start/child.mjs';
import { startRabbitmq } from '../../start/rabbitmq.mjs';
import { temporaryFolder } from '../../start/temporary-product.mjs';
import { KubernetesOperator } from '../test/kubernetes/kubernetes-operator.ts';
import { isWrite, ManyPools, serverRequests } from '../test/kubernetes/many-pools.ts';
import { growth, quantile } from '../test/kubernetes/samples.ts';
import { TestCluster } from '../test/kubernetes/test-cluster.ts';

const count = Number(process.env['POOL_COUNT'] ?? 1_000);
const steadySeconds = 60;
const lag = 'smart_operator_reconcile_lag_seconds';

const folder = temporaryFolder();
const amqpPort = await freePort();
const rabbitmq = await startRabbitmq({
  folder: path.join(folder, 'rabbitmq'),
  port: amqpPort,
  passwords: { operator: 'bench' },
  administrator: { user: 'bench', password: 'bench' },
});
const cluster = new TestCluster();
await cluster.start();
const many = await ManyPools.open(cluster, rabbitmq.url(), count);
const environment = { LEASE_SECONDS: '15', LOG_LEVEL: 'warn', ...imageEnvironment() };
const place = { ...many.place, environment };
const begunMs = performance.now();
const operator = await KubernetesOperator.start('bench', place);
try {
  await many.untilAllReady(180_000);
  tell('all ready after', (performance.now() - begunMs) / 1000, 's', null);
  await many.untilQuiet(60_000);
  const before = { own: await operator.samples(), server: await many.serverSamples() };
  const connections = brokerConnections() - 1; // the other one is ours
  await pause(steadySeconds * 1000);
  const after = { own: await operator.samples(), server: await many.serverSamples() };
  const grew = (name: string): number => growth(before.own, after.own, name) / steadySeconds;
  tell('reconciles', grew('smart_operator_reconciles_total'), '/s', null);
  tell('lag of a reconcile p50', quantile(before.own, after.own, lag, 0.5), 's', null);
  tell('lag of a reconcile p99', quantile(before.own, after.own, lag, 0.99), 's', 1);
  tell('memory of the operator, steady', memoryMiB('VmRSS'), 'MiB', 256);
  tell('its CPU', grew('process_cpu_seconds_total'), 'cores', null);
  const writes = growth(before.server, after.server, serverRequests, isWrite) / steadySeconds;
  tell('API writes when steady, without Leases', writes, '/s', 5);
  tell('connections to the broker', connections, '', 1);
  const fills = [];
  for (const name of many.names.slice(0, 5)) {
    const filledMs = performance.now();
    await many.fill(name, 10);
    await many.untilReplicas(name, 10);
    fills.push(performance.now() - filledMs);
  }
  tell('10 jobs to 10 workers, worst of 5', Math.max(...fills) / 1000, 's', 1.5);
  tell('memory of the operator, at most', memoryMiB('VmHWM'), 'MiB', 256);
} catch (error) {
  console.error(operator.log.slice(-3_000));
  throw error;
} finally {
  await operator.end('SIGTERM');
  await many.close();
  await cluster.stop();
  await rabbitmq.stop();
  await rm(folder, { recursive: true, force: true });
}

function tell(what: string, value: number, unit: string, goal: number | null): void {
  const beside =
    goal === null ? '' : `; ratio to the goal of ${goal} ${unit}: ${(value / goal).toFixed(2)}`;
  console.log(`${count} ProcessingJobs, ${what}: ${value.toFixed(2)} ${unit}${beside}`);
}

/** The variables of the operator's image, under which it runs in a cluster. */
function imageEnvironment(): Record<string, string> {
  const recipe = readFileSync(path.join(import.meta.dirname, '../Dockerfile'), 'utf8');
  const variables = recipe.matchAll(/^ENV (\w+)=(.*)$/gm);
  return Object.fromEntries([...variables].map(([, name = '', value = '']) => [name, value]));
}

function memoryMiB(field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${operator.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

/** Connections to the broker's port that are open on this machine. */
function brokerConnections(): number {
  const port = amqpPort.toString(16).toUpperCase().padStart(4, '0');
  const open = new RegExp(`^ *\\d+: \\S+ \\S+:${port} 01 `, 'gm');
  return [...readFileSync('/proc/net/tcp', 'utf8').matchAll(open)].length;
}
