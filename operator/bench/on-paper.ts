// What the rules of scaling and of fair shares lead to, reckoned and not run: node operator/bench/on-paper.ts
import {
  type ProcessingJobSpec,
  processingJobSpecSchema,
} from '@smart-accounting/operator-contract';
import { SharedCapacity } from '../src/capacity.ts';
import { decide, remember, type ScalingMemory } from '../src/scaling.ts';
import { KedaOnPaper } from './keda-on-paper.ts';
import { chanceFrom, PoolOnPaper } from './pool-on-paper.ts';

const runs = 12;
const waves = 16;
const target = 5;
const most = 40;

/** Jobs that come to a pool in a second: more than it can do. */
const endless = [4, 5, 6];

const seas = Array.from({ length: runs }, (_, run) => seaOf(run + 1));
const kedas = seas.map((arrivals) => {
  const keda = new KedaOnPaper(target, most);
  return ride(arrivals, (pool) => keda.decide(pool.reading));
});
tellTurns("KEDA's defaults, modelled", kedas);
const { scaleInStabilizationSeconds: byDefault } = specWith({}).scaling;
for (const seconds of [60, byDefault]) {
  const rides = seas.map((arrivals) => ride(arrivals, ownDecisions(seconds)));
  tellTurns(`with a window of ${seconds} s${seconds === byDefault ? ', the default' : ''}`, rides);
}

for (const { pools, capacity, weights } of [
  { pools: 8, capacity: 64, weights: 4 },
  { pools: 20, capacity: 100, weights: 4 },
  { pools: 20, capacity: 12, weights: 1 }, // fewer workers than pools: they take turns
]) {
  const jain = fairness(pools, capacity, weights);
  console.log(
    `${pools} pools of weights 1 to ${weights} that always want more, ${capacity} workers: Jain's index of work by weight ${jain.toFixed(3)}; ratio of the goal of 0.95 to it: ${(0.95 / jain).toFixed(2)}; KEDA, documented: nothing is shared out`,
  );
}
console.log(
  `a pool that is guaranteed a worker came to 20 others that have all 100 and got it after ${guaranteedSeconds()} s, a job in hand taking 5 s; goal: 5 s`,
);

function tellTurns(who: string, rides: readonly ReturnType<typeof ride>[]): void {
  const turns = rides.map((one) => one.turns);
  const podSeconds = Math.round(mean(rides.map((one) => one.podSeconds)));
  console.log(
    `${waves} waves of 5 to 120 jobs, ${runs} runs, ${who}: the number of workers turned ${mean(turns).toFixed(1)} times (at most ${Math.max(...turns)}); ratio to the goal of 8: ${(mean(turns) / 8).toFixed(2)}; ${podSeconds} pod-seconds`,
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

/** The product's rules, for one pool alone. Only idle workers are taken away. */
function ownDecisions(scaleInStabilizationSeconds: number): (pool: PoolOnPaper) => number {
  const scaling = { maxReplicas: most, messagesPerWorker: target, scaleInStabilizationSeconds };
  const spec = specWith({ scaling });
  let memory: ScalingMemory | null = null;
  return ({ reading }) => {
    memory = remember(spec, reading, memory);
    return Math.max(decide(spec, reading, Infinity, memory).replicas, reading.busy);
  };
}

function specWith(parts: object): ProcessingJobSpec {
  return processingJobSpecSchema.parse({ queues: ['ocr.v1'], ...parts });
}

/** Pools that have more work than all workers can do, for ten minutes by the product's own shares; measured after one. */
function fairness(count: number, total: number, weights: number): number {
  const crowd = crowdOf(count, total, weights).members;
  for (let second = 0; second < 60; second++) for (const one of crowd) one.reconcile(endless);
  const before = crowd.map(({ pool }) => pool.worked);
  for (let second = 0; second < 540; second++) for (const one of crowd) one.reconcile(endless);
  return jainOf(
    crowd.map(({ pool, weight }, index) => (pool.worked - (before[index] ?? 0)) / weight),
  );
}

/** After how many seconds a guaranteed worker comes to a pool that is new among 20 that hold all workers. */
function guaranteedSeconds(): number {
  const { members, capacity } = crowdOf(20, 100, 4);
  for (let second = 0; second < 60; second++) for (const one of members) one.reconcile(endless);
  const late = member('late', 1, 1, capacity);
  for (let second = 0; second < 120; second++) {
    for (const one of [...members, late]) one.reconcile(endless);
    if (late.pool.reading.replicas > 0) return second;
  }
  return Infinity;
}

function crowdOf(count: number, total: number, weights: number) {
  const capacity = new SharedCapacity(total);
  const members = Array.from({ length: count }, (_, n) =>
    member(`pool-${n}`, 1 + (n % weights), 0, capacity),
  );
  return { members, capacity };
}

/** A pool among others: reconciled as the autoscaler does it. */
function member(name: string, weight: number, guaranteed: number, capacity: SharedCapacity) {
  const pool = new PoolOnPaper();
  const share = { weight, guaranteedReplicas: guaranteed };
  const spec = specWith({ share, scaling: { maxReplicas: 100 } });
  let memory: ScalingMemory | null = null;
  return {
    name,
    weight,
    pool,
    reconcile: (jobs: readonly number[]) => {
      pool.pass(jobs);
      const { reading, draining } = pool;
      memory = remember(spec, reading, memory);
      const alone = decide(spec, reading, Infinity, memory);
      const limit = capacity.limitOf(
        {
          ...{ pool: name, weight, guaranteed, draining, unplaced: 0 },
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
