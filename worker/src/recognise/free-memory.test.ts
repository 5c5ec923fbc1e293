import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freeMemory } from './free-memory.ts';

const megabyte = 1024 * 1024;

/** Simulates a process whose engines hold this many megabytes each. @returns those of the engines that were stopped */
async function endedFor(neededMegabytes: number, engines: readonly number[]): Promise<number[]> {
  let resident = 180 + engines.reduce((sum, held) => sum + held, 0);
  const ended: number[] = [];
  const idle = engines.map((held) => ({
    stop: () => {
      resident -= held;
      ended.push(held);
      return Promise.resolve();
    },
  }));
  await freeMemory(neededMegabytes * megabyte, idle, () => resident * megabyte);
  return ended;
}

describe('memory for a step', () => {
  it('that fits beside all engines stops none of them', async () => {
    assert.deepEqual(await endedFor(50, [60, 100]), []);
  });
  it('is freed by stopping as few engines as necessary, in the order given', async () => {
    assert.deepEqual(await endedFor(100, [60, 100]), [60]);
    assert.deepEqual(await endedFor(170, [60, 100]), [60, 100]);
    assert.deepEqual(await endedFor(1000, [60, 100]), [60, 100]);
  });
  it('is freed first by collecting what is no longer referenced', async () => {
    const held = () => process.memoryUsage().arrayBuffers;
    const garbage = Array.from({ length: 20 }, (_, turn) =>
      new Uint8Array(4 * megabyte).fill(turn),
    );
    const before = held();
    garbage.length = 0;
    await freeMemory(1000 * megabyte, []);
    assert.ok(before - held() >= 12 * megabyte, `${before} and then ${held()}`);
  });
});
