import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { during, simulate, specWith } from '../test/simulated-pool.ts';
import { decide, type Reading, remember, type ScalingMemory } from './scaling.ts';

const quiet: Reading = {
  atMs: 0,
  backlog: 0,
  busy: 0,
  silent: 0,
  replicas: 0,
  finished: 0,
  crashes: 0,
  crowded: false,
};

/** Decides after these readings, one a second. */
function after(
  spec: ReturnType<typeof specWith>,
  readings: readonly Partial<Reading>[],
  limit = Infinity,
): ReturnType<typeof decide> {
  let memory: ScalingMemory | null = null;
  let decision: ReturnType<typeof decide> | undefined;
  readings.forEach((part, second) => {
    const reading = { ...quiet, ...part, atMs: second * 1000 };
    memory = remember(spec, reading, memory);
    decision = decide(spec, reading, limit, memory);
  });
  assert.ok(decision);
  return decision;
}

const repeat = (times: number, reading: Partial<Reading>): Partial<Reading>[] =>
  Array.from({ length: times }, () => reading);

const spec = specWith({ maxReplicas: 40 });

describe('other pools whose workers find no room', () => {
  const busyThenNot = [...repeat(70, { busy: 8, replicas: 8 }), { busy: 2, replicas: 8 }];

  it('have idle workers go at once, where they would stay for a while otherwise', () => {
    assert.partialDeepStrictEqual(after(spec, busyThenNot), { replicas: 8, reason: 'Stabilizing' });
    const crowded = [...busyThenNot, { busy: 2, replicas: 8, crowded: true }];
    assert.partialDeepStrictEqual(after(spec, crowded), {
      replicas: 2,
      reason: 'BacklogBelowTarget',
      message: '0 waiting and 2 busy; other pools need the room',
    });
  });
  it('take nobody who is needed, may be busy, or is the last before the pool is idle', () => {
    const now = (reading: Partial<Reading>) =>
      after(spec, [...busyThenNot, { replicas: 8, crowded: true, ...reading }]).replicas;
    assert.equal(now({ busy: 5, backlog: 3 }), 8);
    assert.equal(now({ busy: 2, silent: 4 }), 6);
    assert.equal(now({}), 1);
  });
  it('do not keep a pool from growing', () => {
    assert.equal(after(spec, [{ backlog: 12, replicas: 2, crowded: true }]).replicas, 12);
  });
});

describe('more work than workers', () => {
  it('is answered at once and in one step, from zero, too', () => {
    assert.partialDeepStrictEqual(after(spec, [{ backlog: 500 }]), {
      replicas: 40,
      reason: 'BacklogAboveTarget',
      need: 500,
    });
    assert.equal(after(spec, [{ backlog: 3, busy: 2, replicas: 2 }]).replicas, 5);
  });
  it('counts what is in hand beside what waits, and workers that still start as workers', () => {
    assert.equal(after(spec, [{ backlog: 0, busy: 4, replicas: 4 }]).replicas, 4);
    assert.equal(after(spec, [{ backlog: 6, busy: 4, replicas: 10 }]).replicas, 10);
  });
  it('asks for one worker for so many short jobs', () => {
    const short = specWith({ maxReplicas: 40, messagesPerWorker: 20 });
    assert.equal(after(short, [{ backlog: 41, busy: 1, replicas: 1 }]).replicas, 4);
  });
  it('stops at the maximum, and says so', () => {
    const decision = after(spec, [{ backlog: 500, replicas: 40 }]);
    assert.deepEqual([decision.replicas, decision.reason], [40, 'AtMaximum']);
  });
  it('stops at its share of all workers, and gives back what is above it', () => {
    assert.partialDeepStrictEqual(after(spec, [{ backlog: 500 }], 7), {
      replicas: 7,
      reason: 'FairShareLimited',
    });
    assert.partialDeepStrictEqual(after(spec, [{ busy: 9, replicas: 9 }], 7), {
      replicas: 7,
      reason: 'FairShareLimited',
    });
  });
});

describe('a difference of one worker, or of a tenth', () => {
  const brief = specWith({ maxReplicas: 40, scaleInStabilizationSeconds: 5 });
  const ten = { busy: 10, replicas: 10 };

  it('is no reason to grow until it is seen twice, but from zero and for more it is at once', () => {
    assert.equal(after(spec, [ten, { ...ten, backlog: 1 }]).replicas, 10);
    assert.equal(after(spec, [ten, ...repeat(2, { ...ten, backlog: 1 })]).replicas, 11);
    assert.equal(after(spec, [ten, { ...ten, backlog: 2 }]).replicas, 12);
    assert.equal(after(spec, [{ backlog: 1 }]).replicas, 1);
    const thirty = { busy: 30, replicas: 30 };
    assert.equal(after(spec, [thirty, { ...thirty, backlog: 3 }]).replicas, 30);
    assert.equal(after(spec, [thirty, { ...thirty, backlog: 4 }]).replicas, 34);
  });
  it('does not count as seen twice when the reading before failed', () => {
    assert.equal(
      after(spec, [
        { ...ten, backlog: null },
        { ...ten, backlog: 1 },
      ]).replicas,
      10,
    );
  });
  it('is no reason to shrink until the pool is idle', () => {
    assert.partialDeepStrictEqual(after(brief, repeat(60, { busy: 9, replicas: 10 })), {
      replicas: 10,
      reason: 'Steady',
    });
    assert.equal(after(brief, repeat(60, { busy: 8, replicas: 10 })).replicas, 8);
    assert.equal(after(brief, repeat(60, { busy: 1, replicas: 2 })).replicas, 2);
    assert.equal(after(brief, repeat(62, { replicas: 2 })).replicas, 0);
  });
  it('is one when other pools need the room', () => {
    assert.equal(after(brief, [{ busy: 9, replicas: 10, crowded: true }]).replicas, 9);
  });
});

describe('less work than workers', () => {
  const window = specWith({ maxReplicas: 40, scaleInStabilizationSeconds: 30 });
  const ten = { busy: 10, replicas: 10 };
  const three = { busy: 3, replicas: 10 };

  it('takes workers away only when none of the window needed them', () => {
    assert.partialDeepStrictEqual(after(window, [...repeat(5, ten), ...repeat(30, three)]), {
      replicas: 10,
      reason: 'Stabilizing',
    });
    assert.partialDeepStrictEqual(after(window, [...repeat(5, ten), ...repeat(32, three)]), {
      replicas: 3,
      reason: 'BacklogBelowTarget',
    });
  });
  it('waits a whole window after the start, and after every gap in what it knows', () => {
    assert.equal(after(window, repeat(30, three)).reason, 'Stabilizing');
    assert.equal(after(window, repeat(31, three)).replicas, 3);
    const gap = [...repeat(60, ten), { ...three, backlog: null }, ...repeat(30, three)];
    assert.equal(after(window, gap).reason, 'Stabilizing');
    assert.equal(after(window, [...gap, three]).replicas, 3);
  });
  it('never counts a worker that does not answer as idle, nor as busy', () => {
    assert.equal(after(window, repeat(60, { ...three, silent: 7 })).replicas, 10);
    assert.equal(after(window, [{ backlog: 1, silent: 9, replicas: 10 }]).replicas, 10);
  });
  it('takes at most the percentage away in a minute', () => {
    const slow = specWith({
      maxReplicas: 40,
      scaleInStabilizationSeconds: 0,
      scaleInMaxPercentPerMinute: 25,
    });
    assert.equal(after(slow, [ten, three]).replicas, 7);
    assert.equal(after(slow, [ten, three, ...repeat(20, { ...three, replicas: 7 })]).replicas, 7);
    assert.equal(after(slow, [ten, three, ...repeat(61, { ...three, replicas: 7 })]).replicas, 5);
  });
  it('goes to the minimum in one step after the idle time, whatever window and percentage say', () => {
    const idle = specWith({
      minReplicas: 1,
      maxReplicas: 40,
      idleSecondsBeforeMinimum: 20,
      scaleInStabilizationSeconds: 600,
      scaleInMaxPercentPerMinute: 1,
    });
    const nothing = { replicas: 30 };
    assert.equal(after(idle, repeat(20, nothing)).replicas, 30);
    assert.partialDeepStrictEqual(after(idle, repeat(21, nothing)), {
      replicas: 1,
      reason: 'Idle',
    });
  });
  it('keeps one worker until it is idle, and is not idle while jobs too short to be seen are done', () => {
    const eager = specWith({ scaleInStabilizationSeconds: 5, idleSecondsBeforeMinimum: 20 });
    assert.equal(after(eager, repeat(8, { replicas: 6 })).replicas, 1);
    const trickle = Array.from({ length: 60 }, (_, n) => ({ replicas: 1, finished: n }));
    assert.equal(after(eager, trickle).replicas, 1);
    assert.equal(after(eager, repeat(21, { replicas: 1 })).replicas, 0);
  });
});

describe('what is not known', () => {
  it('is never zero: the workers stay', () => {
    assert.partialDeepStrictEqual(after(spec, repeat(1000, { backlog: null, replicas: 8 })), {
      replicas: 8,
      reason: 'QueueUnreachable',
      need: null,
    });
  });
  it('goes to the fallback after so many failures in a row', () => {
    const fallback = specWith({ fallback: { afterFailures: 5, mode: 'Static', replicas: 6 } });
    const blind = { backlog: null, replicas: 2 };
    assert.equal(after(fallback, repeat(4, blind)).replicas, 2);
    assert.partialDeepStrictEqual(after(fallback, repeat(5, blind)), {
      replicas: 6,
      reason: 'Fallback',
    });
    const seen = [...repeat(4, blind), { replicas: 2 }, ...repeat(4, blind)];
    assert.equal(after(fallback, seen).replicas, 2);
  });
});

describe('workers that only die', () => {
  const poisoned = Array.from({ length: 70 }, (_, n) => ({
    backlog: 3,
    busy: 1,
    replicas: 1,
    crashes: Math.floor(n / 10),
  }));

  it('get no company while no job is finished', () => {
    assert.partialDeepStrictEqual(after(spec, poisoned.slice(0, 5)), { replicas: 4 });
    assert.partialDeepStrictEqual(after(spec, poisoned), {
      replicas: 1,
      reason: 'PoisonSuspected',
    });
  });
  it('are believed again after the first finished job', () => {
    const cured = { backlog: 3, busy: 1, replicas: 1, crashes: 7, finished: 1 };
    assert.equal(after(spec, [...poisoned, cured]).replicas, 4);
  });
});

describe('an operator who says how many', () => {
  it('pins the pool', () => {
    const pinned = specWith({}, { pinnedReplicas: 3 });
    assert.partialDeepStrictEqual(after(pinned, [{ backlog: 500, replicas: 9 }]), {
      replicas: 3,
      reason: 'Pinned',
    });
    assert.equal(after(pinned, [{ backlog: null }]).replicas, 3);
  });
  it('pauses growing, shrinking or both', () => {
    const grow = [{ backlog: 9, replicas: 1 }];
    const shrink = repeat(100, { replicas: 5 });
    const decided = (pause: 'All' | 'ScaleIn' | 'ScaleOut', readings: Partial<Reading>[]) =>
      after(specWith({}, { pause }), readings);
    assert.partialDeepStrictEqual(decided('All', grow), { replicas: 1, reason: 'Paused' });
    assert.equal(decided('ScaleOut', grow).replicas, 1);
    assert.equal(decided('ScaleIn', grow).replicas, 9);
    assert.equal(decided('All', shrink).replicas, 5);
    assert.equal(decided('ScaleIn', shrink).replicas, 5);
    assert.equal(decided('ScaleOut', shrink).replicas, 0);
  });
  it('moves the bounds, which hold at once', () => {
    const bounded = specWith({ minReplicas: 2, maxReplicas: 4 });
    assert.partialDeepStrictEqual(after(bounded, [{ busy: 7, replicas: 7 }]), {
      replicas: 4,
      reason: 'OutOfBounds',
    });
    assert.partialDeepStrictEqual(after(bounded, [{}]), { replicas: 2, reason: 'OutOfBounds' });
    assert.partialDeepStrictEqual(after(bounded, [{ backlog: null }]), {
      replicas: 2,
      reason: 'OutOfBounds', // so at every start: the workers come before the queues can be read
    });
  });
});

const anySpec = fc
  .record({
    min: fc.nat(10),
    extra: fc.nat(30),
    messagesPerWorker: fc.integer({ min: 1, max: 30 }),
    idleSecondsBeforeMinimum: fc.nat(30),
    scaleInStabilizationSeconds: fc.nat(30),
    scaleInMaxPercentPerMinute: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ min, extra, ...scaling }) =>
    specWith({ ...scaling, minReplicas: min, maxReplicas: min + extra }),
  );

const anySeconds = fc.array(
  fc.record({
    arrivals: fc.nat(20),
    blind: fc.boolean(),
    crashes: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 80 },
);

describe('every decision', () => {
  it('is within the bounds, whatever happens', () => {
    fc.assert(
      fc.property(anySpec, anySeconds, fc.nat(50), (any, seconds, replicas) => {
        for (const { decision } of simulate(any, seconds, { replicas })) {
          assert.ok(decision.replicas >= any.scaling.minReplicas);
          assert.ok(decision.replicas <= any.scaling.maxReplicas);
        }
      }),
    );
  });
  it('is never smaller for a longer queue', () => {
    fc.assert(
      fc.property(anySpec, anySeconds, fc.nat(40), fc.nat(40), (any, seconds, some, more) => {
        const replicas = (backlog: number): number => {
          const ticks = simulate(any, seconds);
          const last = ticks.at(-1)?.reading ?? quiet;
          let memory: ScalingMemory | null = null;
          for (const { reading } of ticks) memory = remember(any, reading, memory);
          const reading = { ...last, atMs: last.atMs + 1000, backlog };
          return decide(any, reading, Infinity, remember(any, reading, memory)).replicas;
        };
        assert.ok(replicas(some) <= replicas(some + more));
      }),
    );
  });
  it('never takes a busy worker away by itself', () => {
    fc.assert(
      fc.property(anySpec, anySeconds, (any, seconds) => {
        for (const { reading, decision } of simulate(any, seconds))
          assert.ok(decision.replicas >= Math.min(reading.busy, any.scaling.maxReplicas));
      }),
    );
  });
  it('comes to rest under a constant load', () => {
    fc.assert(
      fc.property(anySpec, fc.nat(60), fc.nat(10), (any, waiting, arrivals) => {
        // So many arrive each second that the jobs in hand are as many, all the time: nothing of the load changes.
        const steady = [{ arrivals: waiting }, ...during(100, { arrivals })];
        const ticks = simulate(any, [...steady, ...during(200, { arrivals })], {
          jobSeconds: 1,
          startSeconds: 1,
        });
        const late = ticks.slice(-60).map(({ decision }) => decision.replicas);
        const turns = late.filter((replicas, n) => n > 0 && replicas > (late[n - 1] ?? 0)).length;
        assert.ok(turns === 0 || any.scaling.scaleInStabilizationSeconds === 0, String(late));
      }),
    );
  });
  it('leaves no work undone when there may be a worker', () => {
    fc.assert(
      fc.property(anySpec, anySeconds, (any, seconds) => {
        fc.pre(any.scaling.maxReplicas > 0);
        const seen = seconds.map(({ arrivals }) => ({ arrivals }));
        const ticks = simulate(any, [...seen, ...during(10_000)], { jobSeconds: 1 });
        assert.equal(ticks.at(-1)?.reading.backlog, 0);
        assert.equal(ticks.at(-1)?.reading.replicas, any.scaling.minReplicas);
      }),
      { numRuns: 20 },
    );
  });
});
