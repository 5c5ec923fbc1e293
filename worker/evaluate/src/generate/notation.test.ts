import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, isoDate } from '@smart-accounting/accounting/iso-date';
import { findDates } from '@smart-accounting/worker/extract/patterns/date';
import { minorOfNumber, parseNumber } from '@smart-accounting/worker/extract/patterns/number';
import { generateInvoice } from './invoice-spec.ts';
import { pickNotation, type Notation } from './notation.ts';
import { Random } from './random.ts';

const notation = fc.integer({ min: 0, max: 2 ** 31 }).map((seed): Notation => {
  const random = new Random(seed);
  return pickNotation(random, generateInvoice(random));
});
const amount = fc.bigInt({ min: -99_999_999n, max: 99_999_999n });

describe('the notation of a document', () => {
  it('writes amounts that can be read back, to the cent', () => {
    fc.assert(
      fc.property(notation, amount, (written, minor) => {
        const text = written.number(minor);
        const read = parseNumber(text, null);
        assert.equal(read && minorOfNumber(read), minor, text);
      }),
    );
  });
  it('writes dates that can be read back, with the day first', () => {
    fc.assert(
      fc.property(notation, fc.nat({ max: 3000 }), (written, days) => {
        const iso = addDays(isoDate('2020-01-01'), days);
        const text = written.date(iso);
        assert.deepEqual(
          findDates(text).map((found) => found.date),
          [iso],
          text,
        );
      }),
    );
  });
  it('writes rates with a per cent sign, and quantities with their decimals', () => {
    fc.assert(
      fc.property(notation, (written) => {
        assert.match(written.percent(2100), /^21 ?%$/);
        assert.match(written.percent(550), /^5[.,]5 ?%$/);
        assert.match(written.quantity(7.25), /^7[.,]25$/);
        assert.equal(written.quantity(3), '3');
      }),
    );
  });
});
