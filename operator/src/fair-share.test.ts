import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Claim, shareOut } from './fair-share.ts';

const claim = (pool: string, part: Partial<Claim> = {}): Claim => {
  const need = part.need ?? 10;
  const quiet = { weight: 100, guaranteed: 0, holds: 0, starvedMs: 0, heldMs: 0 };
  return { ...quiet, pool, need, wanted: part.wanted ?? need, ...part };
};

const shares = (capacity: number, ...claims: Claim[]): number[] => {
  const shared = shareOut(capacity, claims);
  return claims.map(({ pool }) => shared.get(pool) ?? Number.NaN);
};

describe('sharing out workers', () => {
  it('gives everybody all when there is enough', () => {
    assert.deepEqual(shares(30, claim('a'), claim('b', { need: 3 })), [10, 3]);
  });
  it('goes by weight, and what one does not need goes to the others', () => {
    assert.deepEqual(shares(12, claim('a', { weight: 200 }), claim('b')), [8, 4]);
    assert.deepEqual(shares(12, claim('a', { need: 2 }), claim('b'), claim('c')), [2, 5, 5]);
  });
  it('keeps a guarantee whatever others want, and not a worker more than is needed', () => {
    const greedy = claim('a', { need: 1000, weight: 1000 });
    assert.deepEqual(shares(10, greedy, claim('b', { guaranteed: 4, weight: 1 })), [6, 4]);
    assert.deepEqual(shares(10, greedy, claim('b', { guaranteed: 4, need: 1 })), [9, 1]);
  });
  it('shares out the guarantees themselves when more was promised than there is', () => {
    const half = { guaranteed: 10, need: 10 };
    assert.deepEqual(shares(6, claim('a', half), claim('b', half)), [3, 3]);
  });
  it('serves what is to be done before workers that only stay for a while', () => {
    assert.deepEqual(shares(10, claim('a', { need: 0, wanted: 10 }), claim('b')), [0, 10]);
    assert.deepEqual(
      shares(10, claim('a', { need: 0, wanted: 10 }), claim('b', { need: 4 })),
      [6, 4],
    );
  });
  it('does not move the worker that cannot be divided to and fro', () => {
    assert.deepEqual(shares(5, claim('a', { holds: 2 }), claim('b', { holds: 3 })), [2, 3]);
    assert.deepEqual(shares(5, claim('a', { holds: 3 }), claim('b', { holds: 2 })), [3, 2]);
  });
  it('gives a pool without any its turn when there are fewer workers than pools', () => {
    const holder = claim('a', { holds: 1, weight: 1000 });
    assert.deepEqual(shares(1, holder, claim('b', { starvedMs: 29_000 })), [1, 0]);
    assert.deepEqual(shares(1, holder, claim('b', { starvedMs: 30_000 })), [0, 1]);
    assert.deepEqual(
      shares(1, claim('a', { starvedMs: 40_000 }), claim('b', { starvedMs: 50_000 })),
      [0, 1],
    );
  });
  it('takes the worker for such a turn from the pool that has had one for the longest', () => {
    const late = claim('a', { holds: 1, heldMs: 1_000 });
    const early = claim('b', { holds: 1, heldMs: 90_000 });
    assert.deepEqual(shares(2, late, early, claim('c', { starvedMs: 30_000 })), [1, 0, 1]);
    assert.deepEqual(shares(2, early, late, claim('c', { starvedMs: 30_000 })), [0, 1, 1]);
  });
});

const anyClaims = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 1, max: 1000 }),
      guaranteed: fc.nat(20),
      need: fc.nat(40),
      staying: fc.nat(10),
      holds: fc.nat(40),
      starvedMs: fc.nat(60_000),
      heldMs: fc.nat(60_000),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) =>
    parts.map(({ staying, ...part }, n): Claim => ({
      ...part,
      pool: `p${n}`,
      wanted: part.need + staying,
    })),
  );

const total = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

describe('every sharing out', () => {
  const each = (check: (capacity: number, claims: Claim[], shared: Map<string, number>) => void) =>
    fc.assert(
      fc.property(fc.nat(200), anyClaims, (capacity, claims) => {
        check(capacity, claims, shareOut(capacity, claims));
      }),
    );
  const of = (shared: Map<string, number>, { pool }: Claim): number =>
    shared.get(pool) ?? Number.NaN;

  it('gives all there is, or all that is wanted', () => {
    each((capacity, claims, shared) => {
      const wanted = total(claims.map((one) => one.wanted));
      assert.equal(total(shared.values()), Math.min(capacity, wanted));
    });
  });
  it('gives nobody more than wanted, and nobody less than nothing', () => {
    each((_capacity, claims, shared) => {
      for (const one of claims) {
        assert.ok(of(shared, one) >= 0);
        assert.ok(of(shared, one) <= one.wanted);
      }
    });
  });
  it('keeps every guarantee that can be kept', () => {
    each((capacity, claims, shared) => {
      if (total(claims.map(({ guaranteed, need }) => Math.min(guaranteed, need))) > capacity)
        return;
      for (const one of claims) assert.ok(of(shared, one) >= Math.min(one.guaranteed, one.need));
    });
  });
  it('leaves nobody behind by more than a worker per weight while another has more', () => {
    each((capacity, claims) => {
      const plain = claims.map((one) => ({
        ...one,
        guaranteed: 0,
        wanted: one.need,
        starvedMs: 0,
      }));
      const shared = shareOut(capacity, plain);
      for (const poor of plain.filter((one) => of(shared, one) < one.need))
        for (const rich of plain)
          assert.ok((of(shared, rich) - 1) / rich.weight <= (of(shared, poor) + 1) / poor.weight);
    });
  });
  it('gives the same whatever the order of the pools', () => {
    each((capacity, claims, shared) => {
      const again = shareOut(capacity, claims.toReversed());
      for (const one of claims) assert.equal(of(again, one), of(shared, one));
    });
  });
});
