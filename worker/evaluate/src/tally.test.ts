import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  InvoiceFieldName,
  InvoiceReading,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { judgeDocument } from './judged-document.ts';
import { Tally } from './tally.ts';

const truth = {
  document_type: 'invoice',
  supplier_name: 'Bakkerij Voorbeeld B.V.',
  invoice_number: 'F2026-17',
  invoice_date: '2019-11-02',
  due_date: '2019-12-02',
  currency: 'EUR',
  net_total: '100.00',
  vat_total: '21.00',
  total: '121.00',
} satisfies Partial<Record<InvoiceFieldName, string>>;

/** A reading of all these values, some of which are changed, left out or doubted. */
function readingOf(
  changes: Partial<Record<InvoiceFieldName, string | null>> = {},
  doubted: readonly InvoiceFieldName[] = [],
): InvoiceReading {
  const fields: Partial<Record<InvoiceFieldName, string | null>> = { ...truth, ...changes };
  return {
    fields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => {
        const confidence = doubted.some((field) => field === name) ? 0.5 : 0.96;
        const field = { value, confidence, source: 'text_layer', page: 1, box: null };
        return value === null ? [] : [[name, field]];
      }),
    ),
    vat: [],
    lines: [],
    kind: { kind: 'invoice', score: 1, second: null },
    findings: [],
  };
}

function outcomeOf(read: InvoiceReading, mustBeMarked = false): string {
  return judgeDocument(read, { fields: truth, mustBeMarked }).outcome;
}

describe('a document', () => {
  it('is ready when every needed field is certain and nothing is found, however old it is', () => {
    assert.equal(outcomeOf(readingOf()), 'ready_right');
    assert.equal(outcomeOf(readingOf({ due_date: null })), 'ready_right');
  });

  it('is ready and wrong when a value is wrong, or it should have been marked', () => {
    assert.equal(outcomeOf(readingOf({ invoice_number: '2.2' })), 'ready_wrong');
    assert.equal(outcomeOf(readingOf(), true), 'ready_wrong');
  });

  it('is marked when a needed field is doubted or missing, or sums disagree', () => {
    assert.equal(outcomeOf(readingOf({}, ['total'])), 'marked_right');
    assert.equal(outcomeOf(readingOf({}, ['due_date'])), 'marked_right');
    assert.equal(outcomeOf(readingOf({ invoice_number: null })), 'marked_wrong');
    assert.equal(outcomeOf(readingOf({ total: '112.00' })), 'marked_wrong');
    assert.equal(outcomeOf(readingOf({}, ['total']), true), 'marked_wrong');
  });
});

describe('the tally', () => {
  const tally = new Tally();
  const add = (read: InvoiceReading) =>
    tally.add(['scans'], judgeDocument(read, { fields: truth }));
  add(readingOf());
  add(readingOf({ invoice_number: '2.2' }));
  add(readingOf({ invoice_number: '2.3' }, ['invoice_number']));
  add(readingOf({ invoice_number: null }));
  add(readingOf({}, ['total']));
  tally.add(
    ['scans'],
    judgeDocument(
      readingOf({ invoice_number: null }),
      { fields: truth },
      (field) => field !== 'invoice_number',
    ),
  );
  const text = tally.toString();

  it('gives the shares of the printed values that were read right, wrong and not at all', () => {
    assert.match(text, /^scans/);
    assert.match(text, /invoice_number +40\.0% +40\.0% +20\.0% +5 {2}\(1\)/);
    assert.match(text, /all fields +94\.3% +3\.8% +1\.9% +53 {2}\(1\)/);
  });

  it('counts what would be posted wrong without a look, and what is looked at for nothing', () => {
    assert.match(
      text,
      /documents 6: ready 2 \(33\.3%\), READY AND WRONG 1, marked and right 2, marked and wrong 2, wrong values that look certain 1$/m,
    );
  });

  it('tells which confidence is right how often, by field and source', () => {
    const row = text.split('\n').find((line) => /^ +invoice_number +text_layer/.test(line)) ?? '';
    assert.match(row, /text_layer +– +0\.0% of 1 +– +– +– +– +66\.7% of 3$/);
  });
});
