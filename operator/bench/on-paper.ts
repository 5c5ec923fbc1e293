// What the rules of scaling and of fair shares lead to, reckoned and not run: node operator/bench/on-paper.ts
import { processingJobSpecSchema } from '@smart-accounting/operator-contract';
import { SharedCapacity } from '../src/capacity.ts';
import { decide, remember, type ScalingMemory } from '../src/scaling.ts';
import { KedaOnPaper } from './keda-on-paper.ts';
import { chanceFrom, PoolOnPaper } from './pool-on-paper.ts';

const runs = 12;
const waves = 16;
const target = 5;
const most = 40;

const ours: number[] = [];
const kedas: number[] = [];
const pods = { ours: 0, keda: 0 };
for (let run = 1; run <= runs; run++) {
  const arrivals = seaOf(run);
  const keda = new KedaOnPaper(target, most);
  const theirs = ride(arrivals, (pool) => keda.decide(pool.reading));
  const own = ride(arrivals, ownDecisions());
  ours.push(own.turns);
  kedas.push(theirs.turns);
  pods.ours += own.podSeconds;
  pods.keda += theirs.podSeconds;
}
const turns = mean(ours);
console.log(
  `${waves} waves of 5 to 120 jobs, ${runs} runs: the number of workers changed its direction ${turns.toFixed(1)} times (at most ${Math.max(...ours)}); ratio to the goal of 8: ${(turns / 8).toFixed(2)}; KEDA's defaults, modelled: ${mean(kedas).toFixed(1)} (at most ${Math.max(...kedas)})`,
);
console.log(
  `pod-seconds of these runs: ${Math.round(pods.ours / runs)}; KEDA's defaults, modelled: ${Math.round(pods.keda / runs)}`,
);

for (const { pools, capacity } of [
  { pools: 8, capacity: 64 },
  { pools: 20, capacity: 100 },
  { pools: 20, capacity: 12 },
]) {
  const { jain, guaranteedSeconds } = share(pools, capacity);
  console.log(
    `${pools} pools of weights 1 to 4 that always want more, ${capacity} workers: Jain's index of work by weight ${jain.toFixed(3)}; ratio of the goal of 0.95 to it: ${(0.95 / jain).toFixed(2)}; a guaranteed worker came after ${guaranteedSeconds} s (goal 5 s and the job in hand); KEDA shares nothing out`,
  );
}

/** Seconds of waves: jobs of 20 s on average with a long tail, each wave 30 to 120 s after the one before. */
function seaOf(seed: number): number[][] {
  const chance = chanceFrom(seed);
  const seconds: number[][] = [];
  for (let wave = 0; wave < waves; wave++) {
    const jobs = 5 + Math.floor(chance() * 116);
    seconds.push(
      Array.from({ length: jobs }, () => Math.max(1, Math.round(-20 * Math.log(1 - chance())))),
    );
    const calm = 30 + Math.floor(chance() * 91);
    seconds.push(...Array.from({ length: calm }, () => []));
  }
  return [...seconds, ...Array.from({ length: 600 }, () => [])];
}

function ride(arrivals: readonly number[][], next: (pool: PoolOnPaper) => number) {
  const pool = new PoolOnPaper();
  let [turns, direction, podSeconds] = [0, 0, 0];
  for (const jobs of arrivals) {
    pool.pass(jobs);
    const { replicas: before } = pool.reading;
    const replicas = next(pool);
    const now = Math.sign(replicas - before);
    if (now !== 0 && direction !== 0 && now !== direction) turns += 1;
    if (now !== 0) direction = now;
    pool.follow(replicas);
    podSeconds += replicas + pool.draining;
  }
  return { turns, podSeconds };
}

/** The product's rules with their defaults, for one pool alone. Only idle workers are taken away. */
function ownDecisions(): (pool: PoolOnPaper) => number {
  const spec = processingJobSpecSchema.parse({
    queues: ['ocr.v1'],
    scaling: { maxReplicas: most, messagesPerWorker: target },
  });
  let memory: ScalingMemory | null = null;
  return ({ reading }) => {
    memory = remember(spec, reading, memory);
    return Math.max(decide(spec, reading, Infinity, memory).replicas, reading.busy);
  };
}

/**
 * Pools that have more work than all workers can do, by the product's own shares, for ten minutes; after half of them
 * one more that is guaranteed a worker.
 */
function share(count: number, total: number): { jain: number; guaranteedSeconds: number } {
  const capacity = new SharedCapacity(total);
  const chance = chanceFrom(count);
  const crowd = Array.from({ length: count }, (_, n) =>
    member(`pool-${n}`, 1 + (n % 4), 0, capacity),
  );
  const late = member('late', 1, 1, capacity);
  let guaranteedSeconds = Infinity;
  const measureFrom = 60;
  const half = 600;
  const begun = new Map<string, number>();
  for (let second = 0; second < 2 * half; second++) {
    if (second === measureFrom) for (const one of crowd) begun.set(one.name, one.pool.worked);
    if (second === half) break;
    for (const one of crowd)
      one.look(second % 2 === 0 ? [2 + Math.floor(chance() * 8), 5, 5] : [5, 5, 5]);
  }
  const byWeight = crowd.map(
    ({ name, pool, weight }) => (pool.worked - (begun.get(name) ?? 0)) / weight,
  );
  for (let second = 0; second < 120 && guaranteedSeconds === Infinity; second++) {
    for (const one of [...crowd, late]) one.look([5, 5, 5]);
    if (late.pool.reading.replicas > 0) guaranteedSeconds = second;
  }
  return { jain: jainOf(byWeight), guaranteedSeconds };
}

/** A pool among others: looked at as the autoscaler does it. */
function member(name: string, weight: number, guaranteed: number, capacity: SharedCapacity) {
  const pool = new PoolOnPaper();
  const spec = processingJobSpecSchema.parse({
    queues: [`${name}.v1`],
    share: { weight, guaranteedReplicas: guaranteed },
    scaling: { maxReplicas: 100 },
  });
  let memory: ScalingMemory | null = null;
  return {
    name,
    weight,
    pool,
    look: (jobs: readonly number[]) => {
      pool.pass(jobs);
      const { reading, draining } = pool;
      memory = remember(spec, reading, memory);
      const alone = decide(spec, reading, Infinity, memory);
      const limit = capacity.limitOf(
        {
          ...{ pool: name, weight, guaranteed, draining },
          need: Math.min(alone.need ?? reading.replicas, alone.replicas),
          wanted: alone.replicas,
          holds: reading.replicas,
        },
        reading.atMs,
      );
      const { replicas, reason } = decide(spec, reading, limit, memory);
      const left = reason === 'FairShareLimited' ? replicas : Math.max(replicas, reading.busy);
      pool.follow(left);
      capacity.granted(name, left);
    },
  };
}

/** 1 when all have the same, 1/n when one has everything. */
function jainOf(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return (sum * sum) / (shares.length * squares);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
