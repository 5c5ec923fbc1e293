import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { daysBetween } from '@smart-accounting/accounting/iso-date';
import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import { withoutLegalForm } from '@smart-accounting/worker/extract/rules/legal-forms';
import { generateInvoice, type InvoiceSpec } from './invoice-spec.ts';
import { Random } from './random.ts';
import { truthOf } from './truth.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const spec = seed.map((from) => generateInvoice(new Random(from)));

function forAll(check: (invoice: InvoiceSpec) => void): void {
  fc.assert(fc.property(spec, check));
}

describe('a generated invoice', () => {
  it('adds up: lines less discount make the net, net and VAT make the total', () => {
    forAll(({ lines, discountMinor, vat, netMinor, vatMinor, totalMinor }) => {
      assert.equal(sumMinor(lines.map((line) => line.netMinor)) - discountMinor, netMinor);
      assert.equal(sumMinor(vat.map((row) => row.baseMinor)), netMinor);
      assert.equal(sumMinor(vat.map((row) => row.vatMinor)), vatMinor);
      assert.equal(netMinor + vatMinor, totalMinor);
      for (const { rateBp, baseMinor, vatMinor: tax } of vat) {
        assert.equal(percentOf(baseMinor, rateBp), tax);
      }
    });
  });
  it('has one VAT row for each rate of its lines, and one category per rate', () => {
    forAll(({ lines, vat }) => {
      const rates = new Set(lines.map(({ rateBp }) => rateBp));
      assert.deepEqual(new Set(vat.map(({ rateBp }) => rateBp)), rates);
      assert.equal(vat.length, rates.size);
      for (const { rateBp, category } of vat) assert.equal(category === 'S', rateBp > 0);
    });
  });
  it('is from one company to another', () => {
    forAll(({ supplier, customer }) => {
      assert.notEqual(withoutLegalForm(supplier.name), withoutLegalForm(customer.name));
    });
  });
  it('is due after its date, and was supplied before it', () => {
    forAll(({ issueDate, dueDate, supplyDate }) => {
      assert.ok(daysBetween(issueDate, dueDate) > 0);
      if (supplyDate) assert.ok(daysBetween(supplyDate, issueDate) > 0);
    });
  });
  it('is the same for the same seed, and different for another', () => {
    fc.assert(
      fc.property(seed, (from) => {
        assert.deepEqual(generateInvoice(new Random(from)), generateInvoice(new Random(from)));
      }),
    );
    const numbers = Array.from(
      { length: 50 },
      (_, from) => generateInvoice(new Random(from)).number,
    );
    assert.ok(new Set(numbers).size > 45);
  });
  it('can be generated in a given language, and with few lines', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom('nl', 'en', 'de', 'fr'), (from, language) => {
        const invoice = generateInvoice(new Random(from), { language, maxLines: 2 });
        assert.equal(invoice.language, language);
        assert.ok(invoice.lines.length <= 2);
      }),
    );
  });
});

describe('the truth of a generated invoice', () => {
  it('states every field that is there in canonical form, and no other', () => {
    forAll((invoice) => {
      const { fields, mustBeMarked } = truthOf(invoice);
      assert.match(fields.total ?? '', /^\d+\.\d{2}$/);
      assert.equal('supply_date' in fields, invoice.supplyDate !== null);
      assert.equal('supplier_kvk_number' in fields, invoice.supplier.kvkNumber !== null);
      assert.equal(mustBeMarked, false);
    });
  });
  it('of a misprinted total is the printed one', () => {
    forAll((invoice) => {
      const { fields, mustBeMarked } = truthOf(invoice, 1234n);
      assert.deepEqual([fields.total, mustBeMarked], ['12.34', true]);
    });
  });
});
