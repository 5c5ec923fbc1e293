import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Random } from './random.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a seeded random generator', () => {
  it('produces the same values for the same seed, on every machine', () => {
    const random = new Random(42);
    assert.deepEqual(
      Array.from({ length: 5 }, () => random.whole(0, 999)),
      [601, 448, 852, 669, 174],
    );
  });
  it('produces integers from minimum to maximum, both included', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: -50, max: 50 }), fc.nat(100), (from, least, span) => {
        const random = new Random(from);
        for (let turn = 0; turn < 20; turn++) {
          const number = random.whole(least, least + span);
          assert.ok(Number.isInteger(number) && number >= least && number <= least + span);
        }
      }),
    );
    const random = new Random(1);
    const drawn = new Set(Array.from({ length: 100 }, () => random.whole(1, 3)));
    assert.deepEqual([...drawn].sort(), [1, 2, 3]);
  });
  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.nat()), (from, items) => {
        const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
        assert.deepEqual(sorted(new Random(from).shuffled(items)), sorted(items));
      }),
    );
  });
  it('produces as many digits as requested', () => {
    assert.match(new Random(7).digits(12), /^\d{12}$/);
    assert.equal(new Random(7).digits(0), '');
  });
  it('is true as often as its probability says', () => {
    const random = new Random(3);
    const yes = Array.from({ length: 2000 }, () => random.chance(0.2)).filter(Boolean).length;
    assert.ok(yes > 300 && yes < 500, `${yes} of 2000`);
  });
});
