import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, isoDate } from '@smart-accounting/accounting/iso-date';
import fc from 'fast-check';
import { findDates } from '../extract/patterns/date.ts';
import { minorOfNumber, parseNumber } from '../extract/patterns/number.ts';
import { inventInvoice } from './invoice-spec.ts';
import { pickNotation, type Notation } from './notation.ts';
import { Random } from './random.ts';

const notation = fc.integer({ min: 0, max: 2 ** 31 }).map((seed): Notation => {
  const random = new Random(seed);
  return pickNotation(random, inventInvoice(random));
});
const amount = fc.bigInt({ min: -99_999_999n, max: 99_999_999n });

describe('how a document writes', () => {
  it('an amount can be read back, to the cent', () => {
    fc.assert(
      fc.property(notation, amount, (written, minor) => {
        const text = written.number(minor);
        const read = parseNumber(text, null);
        assert.equal(read && minorOfNumber(read), minor, text);
      }),
    );
  });
  it('a date can be read back, with the day first', () => {
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
  it('a rate has its per cent sign, and a quantity its decimals', () => {
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
