import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isoDate } from '../iso-date.ts';
import { compareInvoices, mostAlike, type NumberedInvoice } from './compare-invoices.ts';

const invoice = (
  number: string,
  date: string | null = '2026-11-05',
  totalMinor: bigint | null = 12_100n,
): NumberedInvoice => ({ number, date: date === null ? null : isoDate(date), totalMinor });

describe('two invoices of one supplier', () => {
  it('are one by number, date and amount, however the number is set', () => {
    for (const [one, other] of [
      ['F-2026/0017', 'f2026 0017'],
      ['2026-0017', '2026.17'],
      ['INV 00017', 'INV17'],
      ['2026/17-A', '2026 17 A'],
    ] as const)
      assert.equal(compareInvoices(invoice(one), invoice(other)), 'exact', `${one} ${other}`);
  });
  it('are two when their digits are divided otherwise, unless date and amount are the same', () => {
    const march = invoice('2026-11-1', '2026-03-01', 24_200n);
    assert.equal(compareInvoices(invoice('2026-1-11', '2026-01-20'), march), null);
    assert.equal(compareInvoices(invoice('2026-1-11'), invoice('2026-11-1')), 'likely');
    assert.equal(compareInvoices(invoice('F2026-0017'), invoice('F20260017')), 'likely');
    assert.equal(compareInvoices(invoice('F2026-0017'), invoice('F20260017', '2026-11-06')), null);
  });
  it('are likely one when they share the number of a year, but not date or amount', () => {
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2026-11-06')), 'likely');
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2026-11-05', 1n)), 'likely');
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2026-02-05', 1n)), 'likely');
  });
  it('are two when the number comes again in another year, and told when the amount does, too', () => {
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2025-10-01', 1n)), null);
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2025-11-05', 1n)), null);
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2025-10-01')), 'other_year');
    // the year was read wrongly
    assert.equal(compareInvoices(invoice('17'), invoice('17', '2025-11-05')), 'likely');
  });
  it('are compared by what is known of them', () => {
    assert.equal(compareInvoices(invoice('17'), invoice('17', null, null)), 'exact');
    assert.equal(compareInvoices(invoice('17'), invoice('18')), null);
  });
  it('are compared alike from either side', () => {
    const number = fc.stringMatching(/^[A-C]?[0-2]{0,3}[-/. ]?[0-2]{1,2}$/);
    const date = fc.constantFrom('2025-11-05', '2026-11-05', '2026-01-05', null);
    const any = fc.record({ number, date, total: fc.constantFrom(1n, 2n, null) });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [one, other] = [a, b].map((of) => invoice(of.number, of.date, of.total));
        if (!one || !other) return false;
        return compareInvoices(one, other) === compareInvoices(other, one);
      }),
    );
  });
});

describe('the invoice that is repeated', () => {
  it('is the surest of several', () => {
    const likely = invoice('17', '2026-01-01');
    const exact = invoice('0017');
    assert.deepEqual(mostAlike(invoice('17'), [likely, exact]), { of: exact, repetition: 'exact' });
    assert.equal(mostAlike(invoice('17'), [invoice('18')]), null);
  });
});
