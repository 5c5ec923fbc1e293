import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldCertainty, isTrusted } from './certainty.ts';
import { invoiceFieldNames, type InvoiceFieldName } from './read-invoice.ts';

const decisive = { supplier_name: 0.9, invoice_number: 0.9, invoice_date: 0.9, total: 0.8 };
const trusting = (
  confidence: Partial<Record<InvoiceFieldName, number>>,
  confirmed: readonly string[] = [],
  doubted: readonly string[] | null = null,
) => {
  const fields = { ...decisive, ...confidence };
  const names = invoiceFieldNames
    .filter((name) => name in fields)
    .map((name) => [name, fields[name] ?? 0] as const);
  return {
    confidence: new Map(names),
    confirmed,
    open: doubted === null ? [] : [{ fields: doubted }],
  };
};

describe('an invoice', () => {
  it('is trusted from 0.8 on in every field that is needed', () => {
    assert.ok(isTrusted(trusting({})));
    assert.ok(!isTrusted(trusting({ total: 0.79 })));
  });

  it('need not have an IBAN, but one that was read must be certain; a name of the customer need not', () => {
    assert.ok(!isTrusted(trusting({ supplier_iban: 0.5 })));
    assert.ok(isTrusted(trusting({ customer_name: 0.5 })));
  });

  it('is trusted where a person confirmed what was doubtful', () => {
    assert.ok(isTrusted(trusting({ total: 0.4, due_date: 0.3 }, ['total', 'due_date'])));
  });

  it('is not trusted with an open finding, which also makes its fields uncertain', () => {
    const fields = trusting({}, [], ['total']);
    assert.ok(!isTrusted(fields));
    assert.ok(!fieldCertainty(fields)('total'));
    assert.ok(fieldCertainty(fields)('invoice_date'));
    assert.ok(!fieldCertainty(fields)('due_date'));
  });
});
