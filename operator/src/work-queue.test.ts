import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { WorkQueue, type WorkQueueOptions } from './work-queue.ts';

/** A queue whose reconciles last until `finish` is called. */
function slowQueue(workers = 1) {
  const begun: string[] = [];
  const waiting: { key: string; finish: () => void }[] = [];
  const queue = new WorkQueue({
    work: (key) => {
      begun.push(key);
      return new Promise((resolve) => waiting.push({ key, finish: () => resolve(null) }));
    },
    onError: (_key, error) => assert.fail(String(error)),
    workers,
  });
  const finish = async (): Promise<void> => {
    waiting.shift()?.finish();
    await pause(1);
  };
  return { queue, begun, finish };
}

function recordingQueue(
  work: WorkQueueOptions['work'],
  options: Partial<WorkQueueOptions> = {},
): WorkQueue {
  return new WorkQueue({ work, onError: () => {}, ...options });
}

describe('a work queue', () => {
  it('reconciles a key once that was added many times', async () => {
    const { queue, begun, finish } = slowQueue();
    queue.add('a');
    for (let n = 0; n < 10; n++) queue.add('b');
    await finish();
    await finish();
    assert.deepEqual(begun, ['a', 'b']);
  });
  it('reconciles a key again that was added meanwhile, and never one key twice at a time', async () => {
    const { queue, begun, finish } = slowQueue(4);
    queue.add('a');
    queue.add('a');
    queue.add('a');
    assert.deepEqual(begun, ['a']);
    await finish();
    assert.deepEqual(begun, ['a', 'a']);
    await finish();
    assert.deepEqual(begun, ['a', 'a']);
  });
  it('reconciles no more keys at a time than it may', async () => {
    const { queue, begun, finish } = slowQueue(2);
    for (const key of ['a', 'b', 'c', 'd']) queue.add(key);
    assert.deepEqual(begun, ['a', 'b']);
    await finish();
    assert.deepEqual(begun, ['a', 'b', 'c']);
  });
  it('keeps the earliest of several times', async () => {
    const begun: string[] = [];
    const queue = recordingQueue((key) => Promise.resolve((begun.push(key), null)));
    queue.addAfter('a', 60_000);
    queue.addAfter('a', 10);
    queue.addAfter('a', 60_000);
    await pause(50);
    assert.deepEqual(begun, ['a']);
    queue.addAfter('a', 60_000);
    queue.add('a');
    assert.deepEqual(begun, ['a', 'a']);
    await queue.close();
  });
  it('reconciles again when the last reconcile says so', async () => {
    let reconciles = 0;
    const done = Promise.withResolvers<null>();
    const queue = recordingQueue(() => {
      reconciles += 1;
      if (reconciles === 5) done.resolve(null);
      return Promise.resolve(1);
    });
    queue.add('a');
    await done.promise;
    await queue.close();
  });
  it('tries a key that fails again after a growing pause, and tells each failure', async () => {
    const failures: unknown[] = [];
    const begun: number[] = [];
    const done = Promise.withResolvers<null>();
    const queue = new WorkQueue({
      work: () => {
        begun.push(performance.now());
        if (begun.length < 5) throw new Error('not yet');
        done.resolve(null);
        return Promise.resolve(null);
      },
      onError: (_key, error) => failures.push(error),
      backoffMs: { first: 10, most: 40 },
    });
    queue.add('a');
    await done.promise;
    assert.equal(failures.length, 4);
    const pauses = begun.slice(1).map((at, n) => at - (begun[n] ?? 0));
    [10, 20, 40, 40].forEach((least, n) => assert.ok((pauses[n] ?? 0) >= least - 1));
  });
  it('finishes what is being reconciled when it is closed, and begins nothing more', async () => {
    const { queue, begun, finish } = slowQueue();
    queue.add('a');
    queue.add('b');
    const closed = queue.close();
    queue.add('c');
    await finish();
    await closed;
    assert.deepEqual(begun, ['a']);
  });
  it('loses no key, whatever the order of adding and reconciling', async () => {
    const step = fc.record({ key: fc.nat(4), turns: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const lastAdded = new Map<string, number>();
        const lastBegun = new Map<string, number>();
        let clock = 0;
        const queue = recordingQueue(
          async (key) => {
            lastBegun.set(key, clock++);
            for (let n = 0; n < key.length; n++) await turn();
            return null;
          },
          { workers: 3 },
        );
        for (const { key, turns } of steps) {
          const name = 'k'.repeat(key + 1);
          lastAdded.set(name, clock++);
          queue.add(name);
          for (let n = 0; n < turns; n++) await turn();
        }
        for (let n = 0; n < 20; n++) await turn();
        for (const [key, at] of lastAdded) assert.ok((lastBegun.get(key) ?? -1) > at);
      }),
    );
  });
});
