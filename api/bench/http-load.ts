import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';

/** What is asked in turn, again and again: by so many connections, as fast as they are answered or at a fixed rate. */
const loadSchema = z.object({
  urls: z.array(z.url()).min(1),
  headers: z.record(z.string(), z.string()),
  connections: z.number().int().positive(),
  seconds: z.number().positive(),
  perSecond: z.number().positive().optional(),
});
type Load = z.infer<typeof loadSchema>;

const measuredSchema = z.object({ perSecond: z.number(), p95Ms: z.number(), failed: z.number() });
export type Measured = z.infer<typeof measuredSchema>;

/** Asks from a thread of its own, so that who answers in this one is not held up by who asks. */
export async function measure(load: Load): Promise<Measured> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load });
  const message = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  return measuredSchema.parse(message);
}

async function run({ urls, headers, connections, seconds, perSecond }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  let failed = 0;
  let due = 0;
  let asked = 0;
  const begunMs = performance.now();
  const endMs = begunMs + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < endMs) {
      // At a fixed rate the time counts from when the request was due, else a slow answer would hide the next ones.
      const dueMs = perSecond ? begunMs + (due++ * 1000) / perSecond : performance.now();
      if (dueMs > performance.now()) await pause(dueMs - performance.now());
      const url = urls[asked++ % urls.length] ?? '';
      if ((await status(url, headers, agent)) !== 200) failed += 1;
      latenciesMs.push(performance.now() - dueMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const took = (performance.now() - begunMs) / 1000;
  agent.destroy();
  const sorted = latenciesMs.sort((a, b) => a - b);
  return {
    perSecond: sorted.length / took,
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? Infinity,
    failed,
  };
}

function status(url: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    }).once('error', reject);
  });
}

if (!isMainThread) parentPort?.postMessage(await run(loadSchema.parse(workerData)));
