import {
  type ProcessingJobSpec,
  processingJobSpecSchema,
} from '@smart-accounting/operator-contract';
import {
  decide,
  type Decision,
  type Reading,
  remember,
  type ScalingMemory,
} from '../src/scaling.ts';

/** A spec with all defaults but these. */
export function specWith(
  scaling: Partial<ProcessingJobSpec['scaling']> = {},
  rest: Partial<ProcessingJobSpec> = {},
): ProcessingJobSpec {
  const spec = processingJobSpecSchema.parse({ queues: ['ocr.v1'], scaling });
  return { ...spec, ...rest };
}

/** Arrivals and mishaps of one second. */
export interface Second {
  readonly arrivals?: number;
  /** The queues cannot be read. */
  readonly blind?: boolean;
  /** Workers that end by themselves, their job with them. */
  readonly crashes?: number;
  /** Workers of other pools find no room. */
  readonly crowded?: boolean;
}

export interface Tick {
  readonly reading: Reading;
  readonly decision: Decision;
}

/**
 * A pool on paper, second by second: workers need `startSeconds` to start, jobs take `jobSeconds`, and only idle
 * workers are taken away. No chance and no clock in it.
 */
export function simulate(
  spec: ProcessingJobSpec,
  seconds: readonly Second[],
  { jobSeconds = 5, startSeconds = 2, limit = Infinity, replicas = spec.scaling.minReplicas } = {},
): Tick[] {
  let memory: ScalingMemory | null = null;
  let waiting = 0;
  let finished = 0;
  let crashes = 0;
  let workers = Array.from({ length: replicas }, () => ({ readyAt: 0, until: 0 }));
  return seconds.map((second, at) => {
    finished += workers.filter(({ until }) => until === at && at > 0).length;
    waiting += second.arrivals ?? 0;
    for (const worker of workers) {
      if (worker.readyAt > at || worker.until > at || waiting === 0) continue;
      worker.until = at + jobSeconds;
      waiting -= 1;
    }
    for (const worker of workers.filter(({ until }) => until > at).slice(0, second.crashes ?? 0)) {
      Object.assign(worker, { readyAt: at + startSeconds, until: 0 });
      crashes += 1;
      waiting += 1;
    }
    const reading: Reading = {
      atMs: at * 1000,
      backlog: second.blind ? null : waiting,
      busy: workers.filter(({ until }) => until > at).length,
      silent: 0,
      replicas: workers.length,
      finished,
      crashes,
      crowded: second.crowded ?? false,
    };
    memory = remember(spec, reading, memory);
    const decision = decide(spec, reading, limit, memory);
    const busy = workers.filter(({ until }) => until > at);
    const others = workers.filter(({ until }) => until <= at);
    const kept = Math.max(decision.replicas, busy.length) - busy.length;
    workers = [...busy, ...others.slice(0, kept)];
    while (workers.length < decision.replicas)
      workers.push({ readyAt: at + startSeconds, until: 0 });
    return { reading, decision };
  });
}

/** So many seconds alike. */
export function during(count: number, second: Second = {}): Second[] {
  return Array.from({ length: count }, () => second);
}
