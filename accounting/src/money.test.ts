import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  allocate,
  divideRounded,
  formatMinor,
  netOfGross,
  parseMinor,
  percentOf,
  sumMinor,
} from './money.ts';

const amount = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });

describe('money as text', () => {
  it('comes back as it went out', () => {
    fc.assert(fc.property(amount, (minor) => parseMinor(formatMinor(minor)) === minor));
  });
  it('reads whole numbers and one decimal', () => {
    assert.equal(parseMinor('12'), 1200n);
    assert.equal(parseMinor('12.5'), 1250n);
    assert.equal(parseMinor('-0.05'), -5n);
  });
  it('refuses what could be misread', () => {
    for (const text of [
      '1.234,50',
      '1,5',
      '12.345',
      '',
      '.5',
      '5.',
      '1e3',
      ' 1',
      '--1',
      '1234567890123456',
    ]) {
      assert.throws(() => parseMinor(text), RangeError, text);
    }
  });
});

describe('rounding', () => {
  it('goes half away from zero', () => {
    assert.equal(divideRounded(5n, 10n), 1n);
    assert.equal(divideRounded(-5n, 10n), -1n);
    assert.equal(divideRounded(4n, 10n), 0n);
    assert.equal(divideRounded(5n, -10n), -1n);
  });
  it('takes percentages in basis points', () => {
    assert.equal(percentOf(103_000n, 2100), 21_630n);
    assert.equal(percentOf(-50n, 2100), -11n);
  });
  it('splits a gross amount so that net plus VAT is the gross within a cent', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(0, 900, 2100), (gross, rateBp) => {
        const net = netOfGross(gross, rateBp);
        const difference = gross - net - percentOf(net, rateBp);
        return difference >= -1n && difference <= 1n;
      }),
    );
  });
});

describe('allocate', () => {
  it('loses and invents no cent, and no part is more than a cent off its share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const parts = allocate(total, list);
        const sum = sumMinor(list);
        return (
          sumMinor(parts) === total &&
          parts.every((part, i) => {
            const off = part * sum - total * (list[i] ?? 0n);
            return off > -sum && off < sum;
          })
        );
      }),
    );
  });
  it('gives equal parts when it can, the odd cent to the first', () => {
    assert.deepEqual(allocate(100n, [1n, 1n, 1n]), [34n, 33n, 33n]);
  });
  it('refuses weights that say nothing', () => {
    assert.throws(() => allocate(1n, []), RangeError);
    assert.throws(() => allocate(1n, [0n]), RangeError);
    assert.throws(() => allocate(1n, [2n, -1n]), RangeError);
  });
});
