import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PurchaseInvoice } from '@smart-accounting/api-contract';
import { conflictsOf } from './conflicts.ts';
import {
  changesAfter,
  changesToSave,
  correctionsOf,
  isUnfinished,
  type LineDraft,
  linesToSave,
  noChanges,
} from './review-changes.ts';

const account = '019b0000-0000-7000-8000-000000000001';
const line = (key: number, change: Partial<LineDraft> = {}): LineDraft => ({
  key,
  description: `Line ${key}`,
  quantity: null,
  unit_price: null,
  net_amount: '100.00',
  vat_code: 'I21',
  ledger_account_id: account,
  account_source: 'keyword',
  account_certain: true,
  ...change,
});

const field = (value: string | null): PurchaseInvoice['fields']['total'] => ({
  value,
  read_value: value,
  confidence: 0.9,
  source: 'text_layer',
  page: 1,
  box: null,
  confirmed: false,
  certain: true,
});

const empty: PurchaseInvoice['fields'] = {
  document_type: field('invoice'),
  supplier_name: field(null),
  supplier_vat_number: field(null),
  supplier_kvk_number: field(null),
  supplier_country: field(null),
  supplier_iban: field(null),
  customer_name: field(null),
  invoice_number: field(null),
  invoice_date: field(null),
  supply_date: field(null),
  due_date: field(null),
  payment_reference: field(null),
  order_reference: field(null),
  currency: field('EUR'),
  net_total: field(null),
  vat_total: field(null),
  total: field(null),
  prepaid_total: field(null),
  rounding: field(null),
};

function invoiceWith(values: { readonly total: string; readonly invoice_number?: string }) {
  const { total, invoice_number: number = null } = values;
  return {
    fields: { ...empty, total: field(total), invoice_number: field(number) },
    checks: [],
    contact: null,
    entry_date: null,
    exchange_rate: null,
    lines: [],
    vat: [],
  };
}

describe('correctionsOf', () => {
  const saved = invoiceWith({ total: '121.00' });

  it('is nothing where all is as it is saved, also when it was changed and changed back', () => {
    assert.equal(correctionsOf(saved, [], noChanges), null);
    assert.equal(correctionsOf(saved, [], { ...noChanges, values: { total: '121.00' } }), null);
    const lines = [line(0)];
    assert.equal(correctionsOf(saved, lines, { ...noChanges, lines: [line(0)] }), null);
  });

  it('names what differs', () => {
    const changes = { ...noChanges, values: { total: '12.00', supplier_iban: null } };
    assert.deepEqual(correctionsOf(saved, [], changes), { fields: { total: '12.00' } });
  });
});

describe('changesToSave', () => {
  it('leaves out what cannot be read, so that the others are saved', () => {
    const changes = { ...noChanges, values: { total: null, invoice_number: 'A-1' } };
    const ready = changesToSave(changes, [], new Set(['total']));
    assert.deepEqual(ready.values, { invoice_number: 'A-1' });
  });

  it('leaves out the VAT of lines that are still being written', () => {
    const vat = [{ vat_code: 'I21', vat_amount: '0.00' }];
    const changes = { ...noChanges, lines: [line(0, { net_amount: null })], vat };
    assert.equal(changesToSave(changes, [line(0)], new Set()).vat, undefined);
    assert.deepEqual(changesToSave({ ...noChanges, vat }, [], new Set()).vat, vat);
  });
});

describe('lines being written', () => {
  const saved = [line(0), line(1)];
  const keysOf = (lines: readonly LineDraft[]) => linesToSave(lines, saved).map(({ key }) => key);

  it('lose nothing that is saved while an amount is empty', () => {
    const lines = [line(0, { net_amount: null, description: 'Anew' }), line(1)];
    const [first] = linesToSave(lines, saved);
    assert.deepEqual([first?.line.net_amount, first?.line.description], ['100.00', 'Anew']);
  });

  it('are saved without a new one until that is finished', () => {
    const fresh = line(1001, { net_amount: null, description: '' });
    assert.deepEqual(keysOf([...saved, fresh]), [0, 1]);
    assert.deepEqual(keysOf([...saved, { ...fresh, net_amount: '5.00' }]), [0, 1, 1001]);
    assert.equal(isUnfinished(fresh, saved), false);
    assert.equal(isUnfinished({ ...fresh, description: 'Half' }, saved), true);
  });
});

describe('changesAfter', () => {
  it('keeps what was changed once more while the first was on its way', () => {
    const sent = { ...noChanges, values: { total: '1.00', invoice_number: 'A' } };
    const now = { ...sent, values: { total: '1.00', invoice_number: 'AB' } };
    assert.deepEqual(changesAfter(sent, now).values, { invoice_number: 'AB' });
  });

  it('keeps lines of which one is not finished', () => {
    const lines = [line(0), line(1001, { net_amount: null })];
    const changes = { ...noChanges, lines };
    assert.equal(changesAfter(changes, changes).lines, lines);
    const done = { ...noChanges, lines: [line(0)] };
    assert.equal(changesAfter(done, done).lines, undefined);
  });
});

describe('conflictsOf', () => {
  const before = invoiceWith({ total: '121.00', invoice_number: 'A' });

  it('is what both changed; what only one did is no conflict', () => {
    const now = invoiceWith({ total: '120.00', invoice_number: 'A' });
    const mine = { fields: { total: '119.00', invoice_number: 'B' } };
    assert.deepEqual(conflictsOf(before, now, mine), ['fields.total']);
    assert.deepEqual(conflictsOf(before, now, { fields: { invoice_number: 'B' } }), []);
    assert.deepEqual(conflictsOf(before, now, null), []);
  });
});
