import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { z } from 'zod';
import { check, quiet } from '../../../faults/checker.ts';
import { Client } from '../../../faults/client.ts';
import { type Command, giveCommands, settle } from '../../../faults/history.ts';
import { kubectl, kubectlJson, release } from '../../cluster/programs.ts';
import { PortForward } from './port-forward.ts';

const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }),
      spec: z.object({ nodeName: z.string().optional() }),
      status: z.object({ phase: z.string() }),
    }),
  ),
});
export type Pod = z.infer<typeof podList>['items'][number];

const processingJob = z.object({
  status: z.object({
    desiredReplicas: z.number().default(0),
    readyReplicas: z.number().default(0),
    conditions: z
      .array(z.object({ type: z.string(), status: z.string(), message: z.string() }))
      .default([]),
  }),
});
export type PoolStatus = z.infer<typeof processingJob>['status'];

/** The installed product as its users and operators reach it, and as the checker looks into it. */
export class RunningRelease {
  readonly url: string;
  readonly databaseUrl: string;
  readonly #forwards: readonly PortForward[];

  private constructor(url: string, databaseUrl: string, forwards: readonly PortForward[]) {
    this.url = url;
    this.databaseUrl = databaseUrl;
    this.#forwards = forwards;
  }

  static async open(): Promise<RunningRelease> {
    const password = await secretValue('generated', 'database-administrator');
    const databaseUrl = (port: number): string =>
      `postgres://postgres:${password}@127.0.0.1:${port}/smart_accounting`;
    const api = await PortForward.open(`service/${release}-api:8080`, async (port) => {
      const signal = AbortSignal.timeout(3_000);
      return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal })).ok;
    });
    const database = await PortForward.open(`service/${release}-database:5432`, (port) =>
      queried(databaseUrl(port)),
    );
    return new RunningRelease(`http://127.0.0.1:${api.port}`, databaseUrl(database.port), [
      api,
      database,
    ]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#forwards.map((forward) => forward.close()));
  }

  /** Waits until API and database answer from here. @throws {Error} after two minutes */
  async answers(): Promise<void> {
    await until('API and database answer', 120, async () => {
      const { ok } = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(3_000) });
      return ok && (await queried(this.databaseUrl));
    });
  }

  async commandLine(...args: string[]): Promise<string> {
    const operations = `deployment/${release}-operations`;
    await kubectl(['rollout', 'status', operations, '--timeout=120s']); // its node may just have been lost
    return kubectl(['exec', operations, '--', 'smart-accounting', ...args]);
  }

  /** The pods of a pool that are not on their way out. */
  async workers(pool: string): Promise<Pod[]> {
    const { items } = await kubectlJson(
      ['get', 'pods', '--selector', `smart-accounting.io/pool=${pool}`],
      podList,
    );
    return items.filter(
      ({ metadata, status }) => !metadata.deletionTimestamp && status.phase !== 'Failed',
    );
  }

  async pool(name: string): Promise<PoolStatus> {
    return (await kubectlJson(['get', 'processingjob', name], processingJob)).status;
  }

  /** The pod of the operator that leads. */
  async leader(): Promise<string> {
    const path = '{.spec.holderIdentity}';
    return kubectl(['get', 'lease', `${release}-operator`, '-o', `jsonpath=${path}`]);
  }
}

/** What stands under a key of one of the release's Secrets. */
export async function secretValue(name: string, key: string): Promise<string> {
  const schema = z.object({ data: z.record(z.string(), z.string()) });
  const { data } = await kubectlJson(['get', 'secret', `${release}-${name}`], schema);
  return Buffer.from(data[key] ?? '', 'base64').toString();
}

/** How a day went: what people did, and what is wrong afterwards (nothing). */
export interface Day {
  readonly done: number;
  readonly wrong: readonly string[];
}

/**
 * A new tenant whose four people hand in documents, post and reverse while `happen` happens, and for `seconds` at
 * least; then peace, and the check: what was answered as done is there once, nothing else is, no job is left over.
 */
export async function liveThrough(
  product: RunningRelease,
  { seed, seconds, happen }: { seed: number; seconds: number; happen: () => Promise<void> },
): Promise<Day> {
  const mark = `d${seed}-${Date.now().toString(36)}`;
  await product.answers();
  const client = await Client.register(product.url, mark);
  const stop = new AbortController();
  const [history] = await Promise.all([
    giveCommands(client, new Random(seed), mark, stop.signal),
    Promise.all([happen(), pause(seconds * 1000)]).finally(() => stop.abort()),
  ]);
  await product.answers();
  await settle(history);
  await quiet(product, client, 600); // a small cluster that lost a node has much to catch up with
  const wrong = await check(product, client, history);
  return { done: history.filter(wasDone).length, wrong };
}

function wasDone({ reply }: Command): boolean {
  return reply !== null && reply.status < 300;
}

/** Waits until it is so; an error is no. @throws {Error} after so many seconds, with the last error */
export async function until(
  what: string,
  seconds: number,
  isSo: () => Promise<boolean>,
): Promise<void> {
  let last: unknown = 'it is not so';
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline;) {
    try {
      if (await isSo()) return;
      last = 'it is not so';
    } catch (error) {
      last = error;
    }
    await pause(250);
  }
  throw new Error(`after ${seconds} s not yet: ${what} (${String(last)})`);
}

async function queried(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  });
  client.on('error', () => {}); // a connection that breaks after its answer is no news
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
