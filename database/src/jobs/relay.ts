import { setTimeout as pause } from 'node:timers/promises';
import { jobsPublished, type Logger } from '@smart-accounting/monitoring';
import {
  createdQueues,
  createdQueueSchema,
  deadLetterQueue,
  dedicatedQueue,
  exchanges,
  type JobKind,
  jobLimits,
  jobMessageSchema,
  jobRoutingKey,
  type Lane,
  normalLaneJobs,
  sharedQueue,
  type TenantId,
} from '@smart-accounting/worker-contract';
import pg from 'pg';
import type { Channel, Connection } from 'rabbitmq-client';
import type { z } from 'zod';
import { type Database, query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';
import { declareTopology, readyMessages } from './topology.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly broker: Connection;
  /** Straight to the server: LISTEN dies silently behind a pooler in transaction mode. */
  readonly directUrl: string;
  readonly logger: Logger;
  /**
   * The tenants' own queues, as far as is known: what is published for those is noted as theirs. When it is wrong for
   * a moment nothing is lost, for the sweep looks at every queue that a row names.
   */
  readonly dedicatedQueues?: () => ReadonlySet<string>;
  /** The sweep is the truth, the notification only a wake-up. */
  readonly sweepMs?: number;
}

interface DueJob {
  id: string;
  tenant: TenantId;
  kind: JobKind;
  lane: Lane;
}

const batchSize = 200;

/**
 * Carries jobs from their rows to the broker. It publishes what is due and unpublished, with confirms, and only then
 * marks it; so a crash anywhere publishes twice at the worst, which the claim makes harmless. Many may run at once.
 */
export class Relay {
  readonly #options: Required<RelayOptions>;
  readonly #stop = new AbortController();
  #channel: Channel | null = null;
  readonly #returned = new Set<string>();
  #listener: pg.Client | null = null;
  #wake: () => void = () => {};
  #running: Promise<void> | null = null;

  constructor(options: RelayOptions) {
    this.#options = { sweepMs: 5_000, dedicatedQueues: () => new Set(), ...options };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
    await this.#listener?.end().catch(() => {});
    await this.#channel?.close().catch(() => {});
  }

  /** Publishes at once what is due, as after a notification. */
  wake(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    const { logger, sweepMs } = this.#options;
    let nextSweep = 0;
    while (!this.#stop.signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        await this.#listen();
        if (Date.now() >= nextSweep) {
          nextSweep = Date.now() + sweepMs;
          await this.#sweep();
        }
        let published = batchSize;
        while (published === batchSize) published = await this.#publishBatch();
      } catch (error) {
        // Database or broker is away: both connect again by themselves, and the rows wait. A broker that comes back
        // may have lost its queues, so the next thing is a sweep, however often we are woken until then.
        logger.warn({ err: error }, 'relay will try again');
        nextSweep = Math.min(nextSweep, Date.now() + 500);
      }
      await Promise.race([
        woken,
        pause(Math.max(0, nextSweep - Date.now()), undefined, { signal: this.#stop.signal }),
      ]).catch(() => {});
    }
  }

  async #listen(): Promise<void> {
    if (this.#listener) return;
    const client = new pg.Client({ connectionString: this.#options.directUrl, keepAlive: true });
    const lost = (): void => {
      if (this.#listener === client) this.#listener = null;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.#wake());
    await client.connect();
    await client.query('LISTEN jobs');
    this.#listener = client;
  }

  /** What needs no hurry: lost queues, lost messages, claims that ran out, messages that no worker could start. */
  async #sweep(): Promise<void> {
    const { broker, database } = this.#options;
    await declareTopology(broker, (missing) => this.#publishAgain(missing));
    await this.#takeAll(createdQueues, createdQueueSchema, ({ queue }) =>
      this.#publishAgain([queue]),
    );
    for (const queue of await withRelay(database, waitedIn)) {
      const ready = await readyMessages(broker, queue);
      if (ready === null) await this.#publishAgain([queue]);
      if (ready === 0) await withRelay(database, () => unmarkStranded(queue));
    }
    await withRelay(database, freeExpiredClaims);
    await this.#takeAll(deadLetterQueue, jobMessageSchema, ({ job }) =>
      withRelay(database, () => failUnstartable(job)),
    );
  }

  async #publishAgain(queues: readonly string[]): Promise<void> {
    const jobs = await withRelay(this.#options.database, () => unmarkPublished(queues));
    this.#options.logger.info(
      { queues, jobs },
      'queues had to be created; their unfinished jobs are published again',
    );
  }

  async #publishBatch(): Promise<number> {
    const channel = await this.#openChannel();
    const { database } = this.#options;
    return withRelay(database, async () => {
      const due = await takeDue();
      if (due.length === 0) return 0;
      this.#returned.clear();
      await withinTimeout(Promise.all(due.map((job) => publish(channel, job))), 10_000);
      const routed = due.filter((job) => !this.#returned.has(job.id));
      await query(
        `UPDATE platform.jobs j SET published_at = now(), queue = p.queue
           FROM unnest($1::uuid[], $2::text[]) AS p (id, queue) WHERE j.id = p.id`,
        [routed.map(({ id }) => id), routed.map((job) => this.#queueOf(job))],
      );
      for (const job of routed) jobsPublished.inc({ kind: job.kind });
      if (routed.length < due.length)
        throw new Error(`${due.length - routed.length} jobs found no queue`);
      return due.length;
    });
  }

  /** Where the broker put it: a tenant's own queue takes both lanes. */
  #queueOf({ kind, lane, tenant }: DueJob): string {
    const own = dedicatedQueue(kind, tenant);
    return this.#options.dedicatedQueues().has(own) ? own : sharedQueue(kind, lane);
  }

  async #openChannel(): Promise<Channel> {
    if (this.#channel?.active) return this.#channel;
    const channel = await this.#options.broker.acquire();
    await channel.confirmSelect();
    channel.on('basic.return', (message) => {
      if (message.messageId) this.#returned.add(message.messageId);
    });
    this.#channel = channel;
    return channel;
  }

  /** Takes every message off a queue of ours; each is acknowledged when `act` is done with it. */
  async #takeAll<S extends z.ZodType>(
    queue: string,
    schema: S,
    act: (message: z.output<S>) => Promise<void>,
  ): Promise<void> {
    const { broker, logger } = this.#options;
    const channel = await broker.acquire();
    try {
      for (;;) {
        const delivery = await channel.basicGet(queue);
        if (!delivery) return;
        const message = schema.safeParse(delivery.body);
        if (message.success) await act(message.data);
        else logger.error({ queue }, 'a message that cannot be read was dropped');
        channel.basicAck({ deliveryTag: delivery.deliveryTag });
      }
    } finally {
      await channel.close();
    }
  }
}

function publish(channel: Channel, job: DueJob): Promise<void> {
  return channel.basicPublish(
    {
      exchange: exchanges.jobs,
      routingKey: jobRoutingKey(job.kind, job.lane, job.tenant),
      messageId: job.id,
      mandatory: true,
      durable: true,
    },
    { tenant: job.tenant, job: job.id },
  );
}

/**
 * Locks what is due and unpublished, oldest first, each with its lane: while a tenant has few jobs of a kind under way
 * in the normal lane its next ones ride there, too.
 */
function takeDue(): Promise<DueJob[]> {
  return query<DueJob>(
    `WITH due AS (
       SELECT id, tenant, kind, run_at FROM platform.jobs
       WHERE state = 'pending' AND published_at IS NULL AND run_at <= now()
       ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
     ), under_way AS (
       SELECT tenant, kind, count(*) AS jobs FROM platform.jobs
       WHERE state = 'pending' AND published_at IS NOT NULL AND queue = kind || '.v1'
         AND (tenant, kind) IN (SELECT tenant, kind FROM due) GROUP BY tenant, kind
     )
     SELECT due.id, due.tenant, due.kind, CASE WHEN coalesce(under_way.jobs, 0)
         + row_number() OVER (PARTITION BY due.tenant, due.kind ORDER BY due.run_at, due.id) <= $2
       THEN 'normal' ELSE 'bulk' END AS lane
       FROM due LEFT JOIN under_way USING (tenant, kind) ORDER BY due.run_at`,
    [batchSize, normalLaneJobs],
  );
}

/** The queues in which unclaimed jobs are said to wait, those included that are no longer ours. */
async function waitedIn(): Promise<string[]> {
  const rows = await query<{ queue: string }>(
    `SELECT DISTINCT queue FROM platform.jobs
       WHERE state = 'pending' AND published_at IS NOT NULL AND queue IS NOT NULL AND claim IS NULL`,
  );
  return rows.map(({ queue }) => queue);
}

/** What was published to queues that are gone. */
async function unmarkPublished(queues: readonly string[]): Promise<number> {
  const rows = await query(
    `UPDATE platform.jobs SET published_at = NULL
       WHERE state = 'pending' AND queue = ANY ($1) AND published_at IS NOT NULL RETURNING id`,
    [queues],
  );
  return rows.length;
}

/** The queue is empty, yet a minute-old row says that its message waits there: the message is lost. */
async function unmarkStranded(queue: string): Promise<void> {
  await query(
    `UPDATE platform.jobs SET published_at = NULL
       WHERE state = 'pending' AND queue = $1 AND published_at < now() - interval '1 minute' AND claim IS NULL`,
    [queue],
  );
}

/** The worker that held them is gone. After the last attempt nobody tries again. */
async function freeExpiredClaims(): Promise<void> {
  await query(
    `UPDATE platform.jobs SET claim = NULL, claimed_until = NULL, published_at = NULL,
       state = CASE WHEN attempts >= $1 THEN 'failed' ELSE state END,
       finished_at = CASE WHEN attempts >= $1 THEN now() END,
       reason = 'worker_died', detail = 'the worker that held the job did not come back'
       WHERE state = 'pending' AND claimed_until < now()`,
    [jobLimits.maxAttempts],
  );
}

async function failUnstartable(job: string): Promise<void> {
  await query(
    `UPDATE platform.jobs SET state = 'failed', finished_at = now(), reason = 'not_startable',
       detail = 'the broker gave up delivering the message' WHERE id = $1 AND state = 'pending' AND claim IS NULL`,
    [job],
  );
}

async function withinTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the broker did not confirm within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
