import { setTimeout as pause } from 'node:timers/promises';
import { jobsPublished, type Logger, OutageLog } from '@smart-accounting/monitoring';
import {
  classOfKind,
  createdQueues,
  createdQueueSchema,
  deadLetterQueue,
  dedicatedQueue,
  exchanges,
  type JobClass,
  type JobKind,
  jobDefinitions,
  jobKinds,
  jobLimits,
  jobMessageSchema,
  jobRoutingKey,
  type Lane,
  normalLaneJobs,
  sharedQueue,
  type TenantId,
  wakeRoutingKey,
} from '@smart-accounting/worker-contract';
import pg from 'pg';
import type { z } from 'zod';
import { type BrokerConnection, Publisher, readyMessages } from '../broker/index.ts';
import { type Database, query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';
import { declareTopology } from './topology.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly broker: BrokerConnection;
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
  tenant: TenantId | null;
  kind: JobKind;
  lane: Lane;
}

const batchSize = 200;
/** More than a batch, so that several relays at once find some that the others have not locked. */
const selectedJobs = 4 * batchSize;

/** For the database, which knows kinds alone. */
const classes = JSON.stringify(
  Object.fromEntries(jobKinds.map((kind) => [kind, classOfKind(kind)])),
);
const scheduledKinds = jobKinds.filter((kind) => jobDefinitions[kind].schedule !== null);

/**
 * Carries jobs from their rows to the broker. It publishes what is due and unpublished, with confirms, and only then
 * marks it; so a crash anywhere publishes twice at the worst, which the claim makes harmless. Many may run at once.
 */
export class Relay {
  readonly #options: Required<RelayOptions>;
  readonly #stop = new AbortController();
  readonly #publisher: Publisher;
  #listener: pg.Client | null = null;
  #wake: () => void = () => {};
  #running: Promise<void> | null = null;

  constructor(options: RelayOptions) {
    this.#options = { sweepMs: 5_000, dedicatedQueues: () => new Set(), ...options };
    this.#publisher = new Publisher(options.broker);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
    await this.#listener?.end().catch(() => {});
    await this.#publisher.close();
  }

  /** Publishes at once what is due, as after a notification. */
  wake(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    const { broker, logger, sweepMs } = this.#options;
    const outage = new OutageLog(logger, 'relay will try again');
    let nextSweep = 0;
    while (!this.#stop.signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        await this.#listen();
        if (Date.now() >= nextSweep) {
          nextSweep = Date.now() + sweepMs;
          await this.#sweep();
        }
        let published = await this.#publishBatch(oldestDue);
        while (published === batchSize) published = await this.#publishBatch(dueInTurn);
        outage.works();
      } catch (error) {
        // Database or broker is away: both connect again by themselves, and the rows wait. A broker that comes back
        // may have lost its queues, so the next thing is a sweep, however often we are woken until then.
        outage.fails(error, broker.ready);
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

  /** What needs no hurry: lost queues, lost messages, claims that ran out, messages that no worker could start, the clock. */
  async #sweep(): Promise<void> {
    const { broker, database, logger } = this.#options;
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
      withRelay(database, () => settleDeadLetter(job)),
    );
    // Whatever is wrong with a schedule, jobs that people wait for are published.
    await withRelay(database, writeScheduledJobs).catch((error: unknown) => {
      logger.error({ err: error }, 'what the clock asks for could not be written');
    });
  }

  async #publishAgain(queues: readonly string[]): Promise<void> {
    const jobs = await withRelay(this.#options.database, () => unmarkPublished(queues));
    this.#options.logger.info(
      { queues, jobs },
      'queues had to be created; their unfinished jobs are published again',
    );
  }

  /** @returns how many were published; a full batch means that more may be due */
  async #publishBatch(selection: string): Promise<number> {
    const { database } = this.#options;
    // Nothing is locked while a connection to the broker is waited for.
    await this.#publisher.open();
    const published = new Set<JobClass>();
    const count = await withRelay(database, async () => {
      const due = await takeDue(selection);
      if (due.length === 0) return 0;
      const outcomes = await Promise.all(due.map((job) => this.#publish(job)));
      const routed = due.filter((_job, index) => outcomes[index]);
      await query(
        `UPDATE platform.jobs j SET published_at = now(), queue = p.queue
           FROM unnest($1::uuid[], $2::text[]) AS p (id, queue) WHERE j.id = p.id`,
        [routed.map(({ id }) => id), routed.map((job) => this.#queueOf(job))],
      );
      for (const { kind } of routed) {
        jobsPublished.inc({ kind });
        published.add(classOfKind(kind));
      }
      if (routed.length < due.length)
        throw new Error(`${due.length - routed.length} jobs found no queue`);
      return due.length;
    });
    for (const jobClass of published) await this.#wakeWorkers(jobClass);
    return count;
  }

  /** Idle workers ask at once. One that does not hear it asks within a second, so nothing depends on it. */
  async #wakeWorkers(jobClass: JobClass): Promise<void> {
    const address = { exchange: exchanges.workers, routingKey: wakeRoutingKey(jobClass) };
    await this.#publisher
      .sendUnconfirmed(address, {})
      .catch((error: unknown) => this.#options.logger.debug({ err: error }, 'no worker was woken'));
  }

  /** Where the broker put it: a tenant's own queue takes both lanes. */
  #queueOf({ kind, lane, tenant }: DueJob): string {
    const jobClass = classOfKind(kind);
    const own = tenant === null ? null : dedicatedQueue(jobClass, tenant);
    return own && this.#options.dedicatedQueues().has(own) ? own : sharedQueue(jobClass, lane);
  }

  /** Whether it found a queue. */
  #publish({ id, tenant, kind, lane }: DueJob): Promise<boolean> {
    const routingKey = jobRoutingKey(classOfKind(kind), lane, tenant);
    return this.#publisher.sendRouted(
      { exchange: exchanges.jobs, routingKey },
      { tenant, job: id },
      { messageId: id, persistent: true },
    );
  }

  /** Takes every message off a queue of ours; each is acknowledged when `act` is done with it. */
  async #takeAll<S extends z.ZodType>(
    queue: string,
    schema: S,
    act: (message: z.output<S>) => Promise<void>,
  ): Promise<void> {
    const { broker, logger } = this.#options;
    const channel = await broker.openChannel();
    try {
      for (;;) {
        const delivery = await channel.get(queue);
        if (!delivery) return;
        const message = schema.safeParse(delivery.body);
        if (message.success) await act(message.data);
        else logger.error({ queue }, 'a message that cannot be read was dropped');
        channel.ack(delivery);
      }
    } finally {
      await channel.close();
    }
  }
}

/** Writes the jobs that the clock asks for. */
async function writeScheduledJobs(): Promise<void> {
  await query('SELECT platform.write_scheduled_jobs()');
}

/** What the relay may publish now. */
const isDue = `state = 'pending' AND published_at IS NULL AND run_at <= now() AND kind IN (SELECT kind FROM class)`;

/** Oldest first: quickest, and fair while there are few. */
const oldestDue = `SELECT id, 1 AS turn FROM platform.jobs WHERE ${isDue} ORDER BY run_at LIMIT $2`;

/**
 * While a backlog is published: of each tenant its first jobs before anybody's later ones, so that one's ten thousand do
 * not delay another's first. Tenants are found by steps over their index; what belongs to no tenant is little, and the
 * last step, which finds none, stands for it.
 */
const dueInTurn = `WITH RECURSIVE waiting AS (
    (SELECT tenant FROM platform.jobs WHERE state = 'pending' AND published_at IS NULL ORDER BY tenant LIMIT 1)
    UNION ALL
    SELECT (SELECT j.tenant FROM platform.jobs j WHERE state = 'pending' AND published_at IS NULL
        AND j.tenant > w.tenant ORDER BY j.tenant LIMIT 1) FROM waiting w WHERE w.tenant IS NOT NULL
  ), first AS (
    SELECT of_one.* FROM waiting w, LATERAL (SELECT id, run_at, row_number() OVER (ORDER BY run_at) AS turn
      FROM platform.jobs WHERE tenant = w.tenant AND ${isDue} ORDER BY run_at LIMIT $2) AS of_one
    UNION ALL
    (SELECT id, run_at, 1 FROM platform.jobs WHERE tenant IS NULL AND ${isDue} ORDER BY run_at LIMIT $2)
  ) SELECT id, turn FROM first ORDER BY turn, run_at LIMIT $2`;

/**
 * Locks the due and unpublished jobs of a selection, each with its lane: while a tenant has few jobs of a class under way
 * in the normal lane its next ones ride there, too, but for those that the clock asked for.
 */
function takeDue(selection: string): Promise<DueJob[]> {
  return query<DueJob>(
    `WITH class AS (
       SELECT * FROM jsonb_each_text($4) AS c (kind, class)
     ), due AS (
       SELECT id, tenant, kind, run_at FROM (${selection}) AS selected JOIN platform.jobs j USING (id)
       WHERE ${isDue} ORDER BY turn, run_at LIMIT $1 FOR UPDATE OF j SKIP LOCKED
     ), under_way AS (
       SELECT tenant, class, count(*) AS jobs FROM platform.jobs JOIN class USING (kind)
       WHERE state = 'pending' AND published_at IS NOT NULL AND queue = class || '.v1'
         AND tenant IN (SELECT tenant FROM due) GROUP BY tenant, class
     )
     SELECT due.id, due.tenant, due.kind, CASE WHEN due.kind <> ALL ($5) AND coalesce(under_way.jobs, 0)
         + row_number() OVER (PARTITION BY due.tenant, class.class ORDER BY due.run_at, due.id) <= $3
       THEN 'normal' ELSE 'bulk' END AS lane
       FROM due JOIN class USING (kind) LEFT JOIN under_way USING (tenant, class) ORDER BY due.run_at`,
    [batchSize, selectedJobs, normalLaneJobs, classes, scheduledKinds],
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

/**
 * The broker gave a message up. A job that nobody ever claimed is published again, after a pause as long as it has waited
 * so far, for a day: a process that was taken over can reject what it cannot claim.
 */
async function settleDeadLetter(job: string): Promise<void> {
  await query(
    `UPDATE platform.jobs j SET published_at = NULL, reason = 'not_startable',
       detail = 'the broker gave up delivering the message',
       run_at = now() + least(now() - created_at, interval '1 hour'),
       state = CASE WHEN again THEN state ELSE 'failed' END, finished_at = CASE WHEN again THEN NULL ELSE now() END
       FROM (SELECT id, attempts = 0 AND created_at > now() - interval '1 day' AS again FROM platform.jobs) AS look
       WHERE j.id = $1 AND look.id = j.id AND state = 'pending' AND claim IS NULL`,
    [job],
  );
}
