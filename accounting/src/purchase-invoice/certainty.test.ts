import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldCertainty, isTrusted, neededFields } from './certainty.ts';
import { invoiceFieldNames, type InvoiceFieldName } from './read-invoice.ts';

const decisive = { supplier_name: 0.9, invoice_number: 0.9, invoice_date: 0.9, total: 0.8 };
const trusting = (
  confidence: Partial<Record<InvoiceFieldName, number>>,
  confirmed: readonly string[] = [],
  doubted: readonly string[] | null = null,
  needed: readonly InvoiceFieldName[] = [],
) => {
  const fields = { ...decisive, ...confidence };
  const names = invoiceFieldNames
    .filter((name) => name in fields)
    .map((name) => [name, fields[name] ?? 0] as const);
  return {
    confidence: new Map(names),
    confirmed,
    needed,
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

  it('needs a certain country only where the treatment of VAT hangs on it', () => {
    const country = { supplier_country: 0.75 };
    assert.ok(isTrusted(trusting(country)));
    assert.ok(!isTrusted(trusting(country, [], null, ['supplier_country'])));
    assert.ok(isTrusted(trusting(country, ['supplier_country'], null, ['supplier_country'])));
    const line = { description: '', netMinor: 1n, accountId: '' };
    const needed = (vatCode: string, supplierCountry: string | null = 'US') =>
      neededFields({ supplierCountry, lines: [{ ...line, vatCode }] });
    assert.deepEqual([needed('I21'), needed('I9'), needed('IBU', null)], [[], [], []]);
    for (const code of ['I0', 'IVR', 'IBU', 'IED', 'IVL', 'INA'])
      assert.deepEqual(needed(code), ['supplier_country'], code);
  });

  it('is not trusted with an open finding, which also makes its fields uncertain', () => {
    const fields = trusting({}, [], ['total']);
    assert.ok(!isTrusted(fields));
    assert.ok(!fieldCertainty(fields)('total'));
    assert.ok(fieldCertainty(fields)('invoice_date'));
    assert.ok(!fieldCertainty(fields)('due_date'));
  });
});
