import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Ask, SharedCapacity } from './capacity.ts';

const ask = (pool: string, part: Partial<Ask> = {}): Ask => {
  const need = part.need ?? 0;
  const least = { weight: 100, guaranteed: 0, holds: 0, draining: 0, unplaced: 0 };
  return { pool, need, wanted: need, ...least, ...part };
};

describe('the workers of all pools together', () => {
  it('are no limit while there are enough', () => {
    const capacity = new SharedCapacity(10);
    assert.equal(capacity.limitOf(ask('a', { need: 4 }), 0), Infinity);
    assert.equal(capacity.limitOf(ask('b', { need: 6 }), 0), Infinity);
  });
  it('are shared out when all want more, also by those who came first', () => {
    const capacity = new SharedCapacity(10);
    capacity.limitOf(ask('a', { need: 20 }), 0);
    capacity.granted('a', 10);
    assert.equal(capacity.limitOf(ask('b', { need: 20 }), 0), 0);
    assert.equal(capacity.limitOf(ask('a', { need: 20, holds: 10 }), 0), 5);
    capacity.granted('a', 5);
    assert.equal(capacity.limitOf(ask('a', { need: 20, holds: 5, draining: 5 }), 0), 5);
    assert.equal(capacity.limitOf(ask('b', { need: 20 }), 0), 0);
    capacity.limitOf(ask('a', { need: 20, holds: 5 }), 0);
    assert.equal(capacity.limitOf(ask('b', { need: 20 }), 0), 5);
  });
  it('turn to a pool without any that has waited long enough', () => {
    const capacity = new SharedCapacity(1);
    capacity.limitOf(ask('a', { need: 5 }), 0);
    capacity.granted('a', 1);
    capacity.limitOf(ask('b', { need: 5 }), 0);
    assert.equal(capacity.limitOf(ask('a', { need: 5, holds: 1 }), 29_000), 1);
    capacity.limitOf(ask('b', { need: 5 }), 31_000);
    assert.equal(capacity.limitOf(ask('a', { need: 5, holds: 1 }), 31_000), 0);
  });
  it('go round among more pools than there are workers, whatever their names', () => {
    const capacity = new SharedCapacity(2);
    const pools = ['a', 'b', 'c'].map((name) => ({ name, holds: 0, had: 0 }));
    for (let second = 0; second < 900; second++)
      for (const pool of pools) {
        const limit = capacity.limitOf(
          ask(pool.name, { need: 5, holds: pool.holds }),
          second * 1000,
        );
        pool.holds = Math.min(5, limit);
        capacity.granted(pool.name, pool.holds);
        pool.had += pool.holds;
      }
    for (const { name, had } of pools) assert.ok(had > 500, `${name} had ${had} of 600 seconds`);
  });
  it('are crowded for the others while a pool needs workers that find no room', () => {
    const capacity = new SharedCapacity(Infinity);
    capacity.limitOf(ask('a', { need: 10, holds: 10, unplaced: 5 }), 0);
    capacity.limitOf(ask('b', { need: 0, holds: 3 }), 0);
    assert.ok(capacity.crowded('b'));
    assert.ok(!capacity.crowded('a'));
    capacity.limitOf(ask('a', { need: 5, holds: 10, unplaced: 5 }), 1_000);
    assert.ok(!capacity.crowded('b'), 'those who found room are enough');
  });
  it('are never exceeded, those still draining included, however the pools come and go', () => {
    const turn = fc.record({ pool: fc.nat(4), need: fc.nat(12), gone: fc.nat(4) });
    fc.assert(
      fc.property(fc.nat(20), fc.array(turn, { maxLength: 200 }), (total, turns) => {
        const capacity = new SharedCapacity(total);
        const pools = Array.from({ length: 5 }, () => ({ holds: 0, draining: 0 }));
        turns.forEach(({ pool: index, need, gone }, second) => {
          const pool = pools[index];
          assert.ok(pool);
          pool.draining = Math.max(0, pool.draining - gone);
          const limit = capacity.limitOf(ask(`p${index}`, { ...pool, need }), second * 1000);
          const holds = Math.min(need, limit);
          pool.draining += Math.max(0, pool.holds - holds);
          pool.holds = holds;
          capacity.granted(`p${index}`, holds);
          const used = pools.reduce((sum, one) => sum + one.holds + one.draining, 0);
          assert.ok(used <= total, `${used} of ${total}`);
        });
      }),
    );
  });
});
