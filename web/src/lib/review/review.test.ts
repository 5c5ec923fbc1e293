import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Check } from './check-text.ts';
import { checkWords } from './check-words.ts';
import { fieldOnPage, lineField, nextDoubt } from './doubt.ts';
import { vatRowsFor } from './vat-rows.ts';
import { valueOfWords } from './word-value.ts';

describe('valueOfWords', () => {
  const today = '2026-11-24';

  it('reads clicked words by the kind of the field', () => {
    assert.equal(valueOfWords('total', '€ 1.246,30', today), '1246.30');
    assert.equal(valueOfWords('total', '1,246.30 EUR', today), '1246.30');
    assert.equal(valueOfWords('invoice_date', '24-11-2026', today), '2026-11-24');
    assert.equal(
      valueOfWords('supplier_iban', 'nl91 abna 0417 1643 00', today),
      'NL91ABNA0417164300',
    );
    assert.equal(valueOfWords('supplier_name', ' Drukkerij Van Dam ', today), 'Drukkerij Van Dam');
  });

  it('takes nothing that does not fit', () => {
    assert.equal(valueOfWords('total', 'Totaal', today), null);
    assert.equal(valueOfWords('due_date', '30 dagen', today), null);
  });
});

describe('nextDoubt', () => {
  it('goes round from the field in hand', () => {
    const order = ['invoice_number', 'invoice_date', 'total', lineField(0, 'account')];
    const doubtful = ['invoice_number', 'total', lineField(0, 'account')];
    assert.equal(nextDoubt(doubtful, null, order), 'invoice_number');
    assert.equal(nextDoubt(doubtful, 'invoice_date', order), 'total');
    assert.equal(nextDoubt(doubtful, 'total', order), lineField(0, 'account'));
    assert.equal(nextDoubt(doubtful, lineField(0, 'account'), order), 'invoice_number');
    assert.equal(nextDoubt([], 'total', order), null);
  });
});

describe('fieldOnPage', () => {
  const box = { x: 0, y: 0, width: 0.1, height: 0.1 };
  const check = { fields: ['vat', 'vat_total'], box: null } satisfies Pick<Check, 'fields' | 'box'>;

  it('is where the value of a finding without a box of its own stands', () => {
    assert.equal(fieldOnPage(check, { vat_total: { box } }), 'vat_total');
    assert.equal(fieldOnPage(check, { vat_total: { box: null } }), null);
    assert.equal(fieldOnPage({ ...check, box }, { vat_total: { box } }), null);
  });
});

describe('checkWords', () => {
  it('name the field, and list rates as people do', () => {
    const { nl, en } = checkWords;
    assert.match(nl.byCode.e_invoice_differs('302,50', '181,50', 'Bedrag incl. btw'), /^Bedrag/);
    assert.match(nl.byCode.vat_rate_unknown('21%, 9%', '6%'), /wel 21% en 9%\./);
    assert.match(en.byCode.vat_rate_unknown('21%, 9%', '6%'), /; 21% and 9% did\./);
  });
});

describe('vatRowsFor', () => {
  const rate = (code: string) => (code === 'I21' ? 2100 : 900);
  const line = (vat_code: string, net_amount: string) => ({ vat_code, net_amount });

  it('keeps the amount of the document while its base stays', () => {
    const lines = [line('I21', '100.00')];
    const rows = [{ vat_code: 'I21', vat_amount: '21.01' }];
    assert.deepEqual(vatRowsFor(lines, lines, rows, rate), rows);
  });

  it('computes new and changed codes, and drops those without lines', () => {
    const before = [line('I21', '100.00')];
    const after = [line('I21', '50.00'), line('I9', '10.50')];
    assert.deepEqual(vatRowsFor(after, before, [{ vat_code: 'I21', vat_amount: '21.00' }], rate), [
      { vat_code: 'I21', vat_amount: '10.50' },
      { vat_code: 'I9', vat_amount: '0.95' },
    ]);
    assert.deepEqual(vatRowsFor([line('I9', '-1.00')], before, [], rate), [
      { vat_code: 'I9', vat_amount: '-0.09' },
    ]);
  });
});
