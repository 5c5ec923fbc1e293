import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runSeed } from './run-seed.ts';
import { startSystem, type System } from './system.ts';

/**
 * The fault test as a suite; `npm run faults -- --seeds 200` runs more.
 * @param seeds one test each
 * @param seconds how long commands and faults last in each
 */
export function describeFaults(seeds: readonly number[], seconds: number): void {
  describe('commands given while processes die, connections break and servers go away', () => {
    let system: System;
    before(async () => (system = await startSystem()));
    after(() => system.stop());

    for (const seed of seeds)
      it(`are each done once or not at all, and the books are in order (seed ${seed})`, async () => {
        const { wrong, commands } = await runSeed(system, seed, seconds);
        assert.deepEqual(wrong, []);
        assert.ok((commands['upload done'] ?? 0) > 0, JSON.stringify(commands));
      });
  });
}
