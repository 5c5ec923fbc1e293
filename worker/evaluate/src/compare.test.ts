import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { judge } from './compare.ts';

const readOf = (values: Readonly<Record<string, string>>, confidence = 0.9): ReadInvoice => ({
  fields: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { value, confidence, source: 'text_layer', page: 1, box: null },
    ]),
  ),
  vat: [],
  lines: [],
});
const verdicts = (
  read: Readonly<Record<string, string>>,
  truth: Readonly<Record<string, string>>,
) => judge(readOf(read), truth).map(({ field, verdict }) => [field, verdict]);

describe('a field compared with its true value', () => {
  it('is right, wrong or missing; without a true value it is not judged', () => {
    assert.deepEqual(
      verdicts(
        { invoice_number: '2026-1', total: '12.00', currency: 'EUR' },
        { invoice_number: '2026-1', invoice_date: '2026-11-01', total: '12.10' },
      ),
      [
        ['invoice_number', 'right'],
        ['invoice_date', 'missing'],
        ['total', 'wrong'],
      ],
    );
  });

  it('is the same whatever its case, punctuation and legal form, but an amount must match to the cent', () => {
    assert.deepEqual(
      verdicts(
        {
          supplier_name: 'DE VLIJT',
          invoice_number: 'f 2026/1',
          net_total: '10.0',
          rounding: '0.02',
        },
        {
          supplier_name: 'De Vlijt B.V.',
          invoice_number: 'F2026-1',
          net_total: '10.00',
          rounding: '-0.02',
        },
      ).map(([, verdict]) => verdict),
      ['right', 'right', 'wrong', 'wrong'],
    );
  });

  it('that is not printed on the page does not count as missing', () => {
    const [judged] = judge(readOf({}), { order_reference: '7' }, () => false);
    assert.equal(judged?.verdict, 'unprinted');
  });
});
