// The worker of both sides of the comparison: one job at a time, sleep body.ms, ack; on SIGTERM cancel, finish, ack,
// leave. Each step is sent to the queue `<QUEUE>.events`, where the sampler counts it. What our workers tell beside
// that (operator/contract's reports, and resting when asked to) is added here, and nobody listens to it under KEDA.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const { AMQP_URL = process.env.host, POOL = 'none' } = process.env;
const queue = process.env.QUEUE ?? process.env.QUEUES;
const worker = process.env.POD ?? process.env.WORKER_NAME;
const reportEveryMs = 3_000;
let channel = null;
let tag = null;
let job = null;
let finished = 0;
let restUntil = 0;
let stopping = false;
const unsent = [];

function emit(kind, extra) {
  unsent.push(JSON.stringify({ t: Date.now(), pod: worker, kind, ...extra }));
  try {
    while (channel && unsent.length > 0) {
      channel.sendToQueue(`${queue}.events`, Buffer.from(unsent[0]));
      unsent.shift();
    }
  } catch {
    // The connection is gone; it is sent after the next one.
  }
}

function report(state = stopping || restUntil > Date.now() ? 'draining' : job ? 'busy' : 'idle') {
  const told = { worker, pool: POOL, state, job, busySince: null, finished };
  try {
    channel?.publish('workers', `report.${POOL}`, Buffer.from(JSON.stringify(told)), {
      contentType: 'application/json',
    });
  } catch {
    // As above; the next one says all again.
  }
}

// First of all: as PID 1, a SIGTERM without a handler would be ignored until the kill.
process.on('SIGTERM', async () => {
  stopping = true;
  emit('sigterm', { busy: job ? 1 : 0 });
  report();
  await channel?.cancel(tag).catch(() => {});
  while (job) await sleep(20);
  emit('exit');
  report('gone');
  await channel?.close().catch(() => {});
  process.exit(0);
});

const amqp = (await import('amqplib')).default;
for (const port of [8080, 9464])
  createServer((_, response) => {
    response.statusCode = channel && !stopping ? 200 : port === 8080 ? 503 : 200;
    response.end();
  }).listen(port);
setInterval(report, reportEveryMs);

async function work(on, message) {
  const { id, t, ms } = JSON.parse(message.content);
  job = randomUUID();
  restUntil = 0;
  report();
  emit('start', { id, redelivered: message.fields.redelivered, waited: Date.now() - t });
  await sleep(ms);
  job = null;
  finished += 1;
  try {
    on.ack(message);
    emit('done', { id });
  } catch {
    emit('lost', { id });
  }
  report();
}

/** Takes no job for a while, and says so: an operator that was heard so ends nobody who has a job in hand. */
async function rest(on, { forMs }) {
  if (job || stopping) return report();
  await on.cancel(tag);
  if (job) return take(on); // it came before the cancel
  restUntil = Date.now() + forMs;
  report();
  await sleep(forMs);
  if (!stopping) await take(on);
}

async function take(on) {
  ({ consumerTag: tag } = await on.consume(queue, (message) => message && void work(on, message)));
  report();
}

while (!stopping) {
  try {
    const connection = await amqp.connect(AMQP_URL);
    connection.on('error', () => {});
    const on = await connection.createChannel();
    on.on('error', () => {});
    const closed = new Promise((resolve) => connection.on('close', resolve));
    await on.assertExchange('workers', 'topic', { durable: true });
    const { queue: requests } = await on.assertQueue('', { exclusive: true, autoDelete: true });
    await on.bindQueue(requests, 'workers', `drain.${worker}`);
    await on.consume(requests, (message) => void rest(on, JSON.parse(message.content)), {
      noAck: true,
    });
    await on.prefetch(1);
    channel = on;
    await take(on);
    emit('up');
    await closed;
  } catch (error) {
    console.log(String(error));
  }
  channel = null;
  await sleep(500);
}
