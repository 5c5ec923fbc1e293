import { readFileSync } from 'node:fs';
import type { ProcessingJobSpec } from '@smart-accounting/operator-contract';
import { decide, type Reading, remember, type ScalingMemory } from '../src/scaling.ts';
import { during, type Second, simulate, specWith } from './simulated-pool.ts';

/** A course of events and how a pool met it: what was seen each second, and what was decided. */
interface Scene {
  readonly spec: ProcessingJobSpec;
  readonly seconds: readonly Second[];
  readonly limit?: number;
  readonly jobSeconds?: number;
}

const waves: Second[] = [12, 4, 20, 1].flatMap((arrivals) => [{ arrivals }, ...during(24)]);

export const scenes: Readonly<Record<string, Scene>> = {
  burst: {
    spec: specWith({ minReplicas: 1, maxReplicas: 4, idleSecondsBeforeMinimum: 30 }),
    seconds: [...during(3), { arrivals: 60 }, ...during(150)],
  },
  'from-zero': {
    spec: specWith({ maxReplicas: 40, idleSecondsBeforeMinimum: 20 }),
    seconds: [...during(3), { arrivals: 100 }, ...during(60)],
    jobSeconds: 8,
  },
  waves: { spec: specWith({ maxReplicas: 10, scaleInStabilizationSeconds: 15 }), seconds: waves },
  'broker-away': {
    spec: specWith({ maxReplicas: 10, idleSecondsBeforeMinimum: 15 }),
    seconds: [{ arrivals: 30 }, ...during(5), ...during(40, { blind: true }), ...during(60)],
  },
  poison: {
    spec: specWith({ maxReplicas: 10 }),
    seconds: [
      { arrivals: 2 },
      ...during(80, { crashes: 2 }),
      { arrivals: 5, crashes: 2 },
      ...during(20, { crashes: 2 }),
      ...during(40),
    ],
  },
  'limited-share': {
    spec: specWith({ maxReplicas: 10, idleSecondsBeforeMinimum: 15 }),
    seconds: [{ arrivals: 25 }, ...during(60)],
    limit: 6,
  },
};

const columns = 'atMs,backlog,busy,silent,replicas,finished,crashes,decided,reason';

/** Plays a scene on paper; gives the text of its trace. */
export function record({ spec, seconds, limit, jobSeconds }: Scene): string {
  const lines = simulate(spec, seconds, {
    ...(limit === undefined ? {} : { limit }),
    ...(jobSeconds === undefined ? {} : { jobSeconds }),
  }).map(({ reading: seen, decision }) =>
    [
      [seen.atMs, seen.backlog ?? '', seen.busy, seen.silent, seen.replicas, seen.finished],
      [seen.crashes, decision.replicas, decision.reason],
    ]
      .flat()
      .join(','),
  );
  return [columns, ...lines, ''].join('\n');
}

/** Gives the readings of a recorded trace to the scaling of today; the text of what it decides. */
export function replay(name: string, { spec, limit = Infinity }: Scene): string {
  let memory: ScalingMemory | null = null;
  const lines = recorded(name)
    .split('\n')
    .slice(1, -1)
    .map((line) => {
      const reading = parse(line);
      memory = remember(spec, reading, memory);
      const decision = decide(spec, reading, limit, memory);
      return `${line.split(',').slice(0, 7).join(',')},${decision.replicas},${decision.reason}`;
    });
  return [columns, ...lines, ''].join('\n');
}

export function recorded(name: string): string {
  return readFileSync(traceFile(name), 'utf8');
}

export function traceFile(name: string): URL {
  return new URL(`traces/${name}.csv`, import.meta.url);
}

function parse(line: string): Reading {
  const fields = line.split(',');
  const number = (index: number): number => Number(fields[index]);
  return {
    atMs: number(0),
    backlog: fields[1] === '' ? null : number(1),
    busy: number(2),
    silent: number(3),
    replicas: number(4),
    finished: number(5),
    crashes: number(6),
    crowded: false, // each is of a pool alone
  };
}
