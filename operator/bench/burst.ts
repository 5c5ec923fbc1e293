// How fast pools of processes follow the work, and whom they stop: node operator/bench/burst.ts [--scale-ins N]
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PoolsUnderWork } from './pools-under-work.ts';

const { values: wish } = parseArgs({
  options: { 'scale-ins': { type: 'string', default: '200' } },
});
const goals = { decisionMs: 1_500, idleMs: 2_000, scaleIns: Number(wish['scale-ins']) };
const pools = ['one', 'two', 'three'];
const burstsEach = 11;
const maxReplicas = 3;
const idleSeconds = 2;
/** From reading the queue to the log's line that we read. */
const lookMs = 100;

const decisionMs: number[] = [];
const idleOffMs: number[] = [];
/** Bursts that were all there when they were first reconciled, and those of them that took a second decision. */
const whole = { seen: 0, inSteps: 0 };

const bursty = await PoolsUnderWork.open(pools, {
  minReplicas: 0,
  maxReplicas,
  idleSecondsBeforeMinimum: idleSeconds,
});
try {
  await pause(2_000);
  await Promise.all(pools.map((pool, index) => pause(index * 700).then(() => bursts(pool))));
} finally {
  await bursty.close();
}
const worst = at(decisionMs, 0.99);
console.log(
  `burst of 500 jobs, ${decisionMs.length} times: first decision p50 ${at(decisionMs, 0.5)} ms, p99 ${worst} ms; ratio to the goal of ${goals.decisionMs} ms: ${(worst / goals.decisionMs).toFixed(2)}`,
);
console.log(
  `${whole.seen} of them were whole when they were reconciled; ${whole.inSteps} of these took a second decision to the maximum (goal 0)`,
);
const off = Math.max(...idleOffMs.map(Math.abs));
console.log(
  `idle to the minimum after ${idleSeconds} s: at most ${off} ms off; ratio to the goal of ${goals.idleMs} ms: ${(off / goals.idleMs).toFixed(2)}`,
);

const crew = 6;
const busy = await PoolsUnderWork.open(pools, {
  minReplicas: 0,
  maxReplicas: crew,
  scaleInStabilizationSeconds: 0,
  pollMilliseconds: 250,
});
try {
  const scaleIns = (): typeof busy.changes => busy.changes.filter(({ from, to }) => to < from);
  const ins = (): number => scaleIns().length;
  const deadline = performance.now() + goals.scaleIns * 1_000;
  await Promise.all(
    pools.map(async (pool) => {
      while (ins() < goals.scaleIns && performance.now() < deadline) {
        // They end one after the other, so that each time some are idle while others are busy.
        const jobs = Array.from({ length: crew }, (_, n) => 300 + n * 400 + Math.random() * 200);
        await busy.send(pool, jobs.map(Math.round));
        await pause(300 + crew * 400 + Math.random() * 500);
      }
    }),
  );
  const { stopped } = busy;
  const removed = scaleIns().reduce((sum, { from, to }) => sum + from - to, 0);
  console.log(
    `${ins()} scale-ins (goal ${goals.scaleIns}) took ${removed} workers: ${stopped.busy} busy ones (goal 0), ${stopped.idle} idle ones`,
  );
} finally {
  await busy.close();
}

/** Bursts on one pool, each after the one before has been forgotten. */
async function bursts(pool: string): Promise<void> {
  for (let n = 0; n < burstsEach; n++) {
    const begunMs = performance.now();
    let sentMs = Infinity;
    const sent = bursty.send(pool, Array<number>(500).fill(20)).then(() => {
      sentMs = performance.now();
    });
    const first = await bursty.change(pool, begunMs, ({ to, from }) => to > from);
    decisionMs.push(Math.round(first.atMs - begunMs));
    await bursty.change(pool, begunMs, ({ to }) => to === maxReplicas);
    await sent;
    await bursty.purge(pool);
    // What is in hand takes 20 ms, so the pool is idle from here on.
    const idleFromMs = performance.now();
    const back = await bursty.change(pool, idleFromMs, ({ to }) => to === 0);
    idleOffMs.push(Math.round(back.atMs - idleFromMs - idleSeconds * 1_000));
    if (first.atMs > sentMs + lookMs) {
      whole.seen += 1;
      if (first.to < maxReplicas) whole.inSteps += 1;
    }
    await pause(200 + Math.random() * 800); // at any moment between two reconciles
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
