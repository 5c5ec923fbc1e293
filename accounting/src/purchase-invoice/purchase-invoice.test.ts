import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isoDate } from '../iso-date.ts';
import { percentOf, sumMinor } from '../money.ts';
import { type CheckContext, checkInvoice } from './check-invoice.ts';
import type { Repetition } from './compare-invoices.ts';
import { proposeEntry } from './propose-entry.ts';
import type { PurchaseInvoice } from './purchase-invoice.ts';

const invoice: PurchaseInvoice = {
  documentType: 'invoice',
  supplierName: 'Drukkerij De Pers B.V.',
  supplierVatNumber: 'NL004495445B01',
  supplierKvkNumber: '27312345',
  supplierIban: 'NL91ABNA0417164300',
  supplierCountry: 'NL',
  invoiceNumber: '2026-0418',
  invoiceDate: isoDate('2026-11-24'),
  supplyDate: null,
  dueDate: isoDate('2026-12-24'),
  currency: 'EUR',
  exchangeRate: null,
  netMinor: 103_000n,
  vatMinor: 21_630n,
  totalMinor: 124_630n,
  prepaidMinor: null,
  roundingMinor: null,
  lines: [{ description: 'Drukwerk', netMinor: 103_000n, vatCode: 'I21', accountId: 'printing' }],
  vat: [{ vatCode: 'I21', vatMinor: 21_630n }],
};

const context: CheckContext = {
  today: isoDate('2026-11-24'),
  ownVatNumber: 'NL000099998B57',
  knownIbans: ['NL91ABNA0417164300'],
  possibleSuppliers: [],
  countryCertain: true,
  ibanHolders: [],
  reading: [],
  repeats: null,
  period: 'open',
  entryDifferenceMinor: 0n,
};

const accountOf = (role: string): string => role;
const codes = (
  changed: Partial<PurchaseInvoice>,
  changedContext: Partial<CheckContext> = {},
): string[] =>
  checkInvoice({ ...invoice, ...changed }, { ...context, ...changedContext }).map(
    ({ code }) => code,
  );
const booked = (
  changed: Partial<PurchaseInvoice>,
): [account: string, debit: bigint, credit: bigint][] =>
  proposeEntry({ ...invoice, ...changed }, 'supplier', accountOf).lines.map((line) => [
    line.accountId,
    line.debitMinor,
    line.creditMinor,
  ]);

describe('the proposed entry', () => {
  it('puts cost and input VAT in debit, the total in credit on payables with the supplier', () => {
    const { lines, differenceMinor } = proposeEntry(invoice, 'supplier', accountOf);
    assert.equal(differenceMinor, 0n);
    assert.deepEqual(booked({}), [
      ['printing', 103_000n, 0n],
      ['input_vat', 21_630n, 0n],
      ['payables', 0n, 124_630n],
    ]);
    assert.deepEqual(lines[1]?.vat, {
      code: 'I21',
      box: '5b',
      baseMinor: 103_000n,
      taxMinor: 21_630n,
    });
    assert.equal(lines[2]?.contactId, 'supplier');
    assert.equal(lines[0]?.contactId, null);
  });
  it('turns a credit note round, in the VAT box too', () => {
    assert.deepEqual(booked({ documentType: 'credit_note' }), [
      ['printing', 0n, 103_000n],
      ['input_vat', 0n, 21_630n],
      ['payables', 124_630n, 0n],
    ]);
    const { lines } = proposeEntry({ ...invoice, documentType: 'credit_note' }, null, accountOf);
    assert.equal(lines[1]?.vat?.taxMinor, -21_630n);
  });
  it('owes what is asked after rounding, with the cents of it on an account of their own', () => {
    const lines = [{ description: 'Kaas', netMinor: 8_471n, vatCode: 'I21', accountId: 'food' }];
    const cheese = { lines, vat: [{ vatCode: 'I21', vatMinor: 0n }], totalMinor: 8_471n };
    assert.deepEqual(booked({ ...cheese, roundingMinor: 29n }), [
      ['food', 8_471n, 0n],
      ['payment_differences', 29n, 0n],
      ['payables', 0n, 8_500n],
    ]);
    assert.deepEqual(
      booked({ ...cheese, roundingMinor: -1n, documentType: 'credit_note' }).slice(1),
      [
        ['payment_differences', 1n, 0n],
        ['payables', 8_470n, 0n],
      ],
    );
  });
  it('owes what was paid already, too: the payment has an entry of its own', () => {
    assert.deepEqual(booked({ prepaidMinor: 124_630n }), booked({}));
  });
  it('takes the printed cents and shows what does not add up', () => {
    const { differenceMinor } = proposeEntry({ ...invoice, totalMinor: 124_600n }, null, accountOf);
    assert.equal(differenceMinor, 30n);
  });
  it('books reverse charge with both legs, each in its box', () => {
    const reversed = {
      lines: [{ description: 'Bouw', netMinor: 100_000n, vatCode: 'IVL', accountId: 'work' }],
      vat: [{ vatCode: 'IVL', vatMinor: 0n }],
      totalMinor: 100_000n,
    };
    assert.deepEqual(booked(reversed), [
      ['work', 100_000n, 0n],
      ['vat_2a', 0n, 21_000n],
      ['input_vat', 21_000n, 0n],
      ['payables', 0n, 100_000n],
    ]);
    const boxes = proposeEntry({ ...invoice, ...reversed }, null, accountOf).lines.map(
      (line) => line.vat?.box,
    );
    assert.deepEqual(boxes, [null, '2a', '5b', undefined]);
  });
  it('adds VAT that cannot be claimed to the cost, divided by amount', () => {
    const lunch = {
      lines: [
        { description: 'Lunch', netMinor: 2_000n, vatCode: 'INA', accountId: 'a' },
        { description: 'Zaal', netMinor: 1_000n, vatCode: 'INA', accountId: 'b' },
      ],
      vat: [{ vatCode: 'INA', vatMinor: 270n }],
      totalMinor: 3_270n,
    };
    assert.deepEqual(booked(lunch), [
      ['a', 2_180n, 0n],
      ['b', 1_090n, 0n],
      ['payables', 0n, 3_270n],
    ]);
  });
  it('joins lines of one account and code', () => {
    const lines = [1, 2, 3].map((n) => ({
      description: `regel ${n}`,
      netMinor: 100n,
      vatCode: 'I21',
      accountId: 'printing',
    }));
    assert.deepEqual(
      booked({ lines, vat: [{ vatCode: 'I21', vatMinor: 63n }], totalMinor: 363n })[0],
      ['printing', 300n, 0n],
    );
  });
  it('balances in euros whatever the exchange rate, when it adds up in its own currency', () => {
    const cents = fc.bigInt({ min: -10_000_000n, max: 10_000_000n });
    const rate = fc.integer({ min: 1, max: 2_000_000 }).map((n) => (n / 1_000_000).toFixed(6));
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 6 }),
        cents,
        rate,
        (nets, vatMinor, exchangeRate) => {
          const lines = nets.map((netMinor, n) => ({
            description: '',
            netMinor,
            vatCode: 'I21',
            accountId: `a${n}`,
          }));
          const totalMinor = sumMinor(nets) + vatMinor;
          const entry = proposeEntry(
            {
              ...invoice,
              currency: 'USD',
              exchangeRate,
              lines,
              vat: [{ vatCode: 'I21', vatMinor }],
              totalMinor,
            },
            null,
            accountOf,
          );
          return entry.differenceMinor === 0n;
        },
      ),
    );
  });
  it('has a debit or a credit on every line, never both, never less than zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        fc.constantFrom('I21', 'I9', 'IVL', 'IED', 'INA', 'IVR'),
        (netMinor, vatCode) => {
          const vatMinor = percentOf(netMinor, 900);
          const { lines } = proposeEntry(
            {
              ...invoice,
              lines: [{ description: '', netMinor, vatCode, accountId: 'a' }],
              vat: [{ vatCode, vatMinor }],
              totalMinor: netMinor,
            },
            null,
            accountOf,
          );
          return lines.every(
            (line) =>
              (line.debitMinor === 0n) !== (line.creditMinor === 0n) &&
              line.debitMinor >= 0n &&
              line.creditMinor >= 0n,
          );
        },
      ),
    );
  });
});

describe('the checks', () => {
  it('miss the VAT of an invoice that would be booked without, unless it is known to be nought', () => {
    const lines = [{ description: 'a', netMinor: 103_000n, vatCode: 'I0', accountId: 'printing' }];
    const untaxed = { lines, vat: [], totalMinor: 103_000n };
    assert.deepEqual(codes({ ...untaxed, vatMinor: null }), ['vat_missing']);
    assert.deepEqual(codes({ ...untaxed, vatMinor: 0n }), []);
  });
  it('find nothing wrong with a good invoice', () => {
    assert.deepEqual(codes({}), []);
  });
  it('name the amounts when the sum is off, as a person would say it', () => {
    const [finding] = checkInvoice({ ...invoice, totalMinor: 124_600n }, context);
    assert.equal(finding?.code, 'total_mismatch');
    assert.equal(finding.expected, '1246.30');
    assert.equal(finding.found, '1246.00');
  });
  it('want what an entry cannot do without', () => {
    assert.deepEqual(
      codes({
        supplierName: null,
        invoiceDate: null,
        totalMinor: null,
        lines: [],
        vat: [],
        netMinor: null,
      }),
      ['supplier_missing', 'date_missing', 'total_missing', 'lines_missing'],
    );
    assert.deepEqual(codes({ invoiceNumber: null }), ['number_missing']);
    assert.deepEqual(codes({ currency: 'USD' }), ['exchange_rate_missing']);
  });
  it('compare VAT with its rate on the day of supply, within a cent a line', () => {
    assert.deepEqual(
      codes({
        vat: [{ vatCode: 'I21', vatMinor: 21_633n }],
        vatMinor: 21_633n,
        totalMinor: 124_633n,
      }),
      [],
    );
    assert.ok(
      codes({ vat: [{ vatCode: 'I21', vatMinor: 9_270n }] }).includes('vat_by_rate_mismatch'),
    );
    const old = {
      invoiceDate: isoDate('2012-09-01'),
      supplyDate: null,
      dueDate: null,
      vat: [{ vatCode: 'I21', vatMinor: 19_570n }],
      vatMinor: 19_570n,
      totalMinor: 122_570n,
    };
    assert.deepEqual(codes(old), ['date_long_ago']);
  });
  it('stop at another bank account of a known supplier, and at no account of an unknown one', () => {
    const other = { supplierIban: 'NL20INGB0001234567' };
    assert.deepEqual(codes(other), ['iban_changed']);
    assert.deepEqual(codes(other, { knownIbans: null }), []);
    assert.deepEqual(codes(other, { knownIbans: [] }), []);
    assert.deepEqual(codes({ supplierIban: 'NL91ABNA0417164301' }, { knownIbans: null }), [
      'iban_invalid',
    ]);
  });
  it('tell that an account is another one and no valid one, both', () => {
    assert.deepEqual(codes({ supplierIban: 'NL91ABNA0417164301' }), [
      'iban_invalid',
      'iban_changed',
    ]);
  });
  it('ask who it is when it may be several, and name whose account it is', () => {
    const unclear = { knownIbans: null, possibleSuppliers: ['De Pers', 'De Pers Noord'] };
    const [ambiguous] = checkInvoice(invoice, { ...context, ...unclear });
    assert.deepEqual(
      [ambiguous?.code, ambiguous?.expected, ambiguous?.blocking],
      ['contact_ambiguous', 'De Pers, De Pers Noord', 'until_acknowledged'],
    );
    const [foreign] = checkInvoice(invoice, { ...context, knownIbans: null, ibanHolders: ['Mol'] });
    assert.deepEqual(
      [foreign?.code, foreign?.expected, foreign?.found, foreign?.blocking],
      ['iban_of_other_supplier', 'Mol', 'NL91ABNA0417164300', 'until_acknowledged'],
    );
  });
  it('see a repeated invoice, our own VAT number, bad numbers and dates that cannot be', () => {
    const of = { number: '2026-0418', date: isoDate('2026-11-24'), totalMinor: 1n };
    const repeating = (repetition: Repetition): string[] =>
      checkInvoice(invoice, { ...context, repeats: { of, repetition } }).flatMap((found) => [
        found.code,
        found.blocking,
        found.expected ?? '',
        found.found ?? '',
      ]);
    const other = ['2026-11-24', '2026-0418'];
    assert.deepEqual(repeating('exact'), ['duplicate', 'until_acknowledged', ...other]);
    assert.deepEqual(repeating('likely'), ['duplicate_likely', 'until_acknowledged', ...other]);
    assert.deepEqual(repeating('other_year'), ['number_of_other_year', 'never', ...other]);
    assert.deepEqual(codes({ supplierVatNumber: 'NL000099998B57' }), ['own_vat_number']);
    assert.deepEqual(codes({ supplierVatNumber: 'NL123456789B01' }), ['vat_number_invalid']);
    assert.deepEqual(codes({ supplierKvkNumber: '123' }), ['kvk_number_invalid']);
    assert.deepEqual(codes({ dueDate: isoDate('2026-11-01') }), ['due_before_invoice']);
    assert.deepEqual(codes({ invoiceDate: isoDate('2027-11-24'), dueDate: null }), [
      'date_in_future',
    ]);
  });
  it('ask when nothing is left to pay, and only then', () => {
    const [found] = checkInvoice({ ...invoice, prepaidMinor: 124_630n }, context);
    assert.deepEqual(
      [found?.code, found?.blocking, found?.expected, found?.found],
      ['already_paid', 'until_acknowledged', '1246.30', '1246.30'],
    );
    assert.deepEqual(codes({ prepaidMinor: 130_000n }), ['already_paid']);
    assert.deepEqual(codes({ prepaidMinor: 124_629n, roundingMinor: -1n }), ['already_paid']);
    assert.deepEqual(codes({ prepaidMinor: 24_630n }), []);
    assert.deepEqual(codes({ prepaidMinor: 124_630n, roundingMinor: 5n }), []);
    assert.deepEqual(codes({ prepaidMinor: 0n }), []);
    assert.deepEqual(codes({ prepaidMinor: 100n, totalMinor: null }), ['total_missing']);
  });
  it('ask about a rounding that nobody makes, and about a payment that adds to the total', () => {
    const [found] = checkInvoice({ ...invoice, roundingMinor: -100_000n }, context);
    assert.deepEqual(
      [found?.code, found?.blocking, found?.expected, found?.found],
      ['payable_unlikely', 'until_acknowledged', '1246.30', '246.30'],
    );
    assert.deepEqual(codes({ roundingMinor: 101n }), ['payable_unlikely']);
    assert.deepEqual(codes({ prepaidMinor: -5_000n }), ['payable_unlikely']);
    assert.deepEqual(codes({ roundingMinor: -100n }), []);
  });
  it('ask about VAT at a rate that did not hold on the day of supply', () => {
    const charged = (vatMinor: bigint, changed: Partial<PurchaseInvoice> = {}): string[] =>
      codes({
        lines: [{ description: '', netMinor: 10_000n, vatCode: 'INA', accountId: 'a' }],
        netMinor: 10_000n,
        vat: [{ vatCode: 'INA', vatMinor }],
        vatMinor,
        totalMinor: 10_000n + vatMinor,
        ...changed,
      });
    for (const vatMinor of [1_000n, 1_900n, 600n, 1n * 700n])
      assert.deepEqual(charged(vatMinor), ['vat_rate_unknown'], String(vatMinor));
    // Of a supplier that nobody can place as well; but not abroad, where such a rate may hold.
    assert.deepEqual(charged(1_000n, { supplierCountry: null }), ['vat_rate_unknown']);
    assert.deepEqual(charged(1_900n, { supplierCountry: 'DE' }), ['foreign_vat']);
    // Dutch VAT that somebody may not deduct
    assert.deepEqual(charged(2_100n), []);
    assert.deepEqual(charged(903n), []);
    const before2019 = { invoiceDate: isoDate('2026-11-24'), supplyDate: isoDate('2018-12-31') };
    assert.deepEqual(charged(600n, before2019), []);
    assert.deepEqual(charged(900n, before2019), ['vat_rate_unknown']);
    const [found] = checkInvoice(
      {
        ...invoice,
        lines: [{ description: '', netMinor: 10_000n, vatCode: 'INA', accountId: 'a' }],
        netMinor: 10_000n,
        vat: [{ vatCode: 'INA', vatMinor: 1_050n }],
        vatMinor: 1_050n,
        totalMinor: 11_050n,
      },
      context,
    );
    assert.deepEqual(
      [found?.expected, found?.found, found?.blocking],
      ['21%, 9%', '10.5%', 'until_acknowledged'],
    );
  });
  it('ask how VAT is treated when there is none and nobody knows where the supplier is', () => {
    const untaxed = (changed: Partial<PurchaseInvoice>, certain = true): string[] =>
      codes(
        {
          lines: [{ description: '', netMinor: 5_000n, vatCode: 'I0', accountId: 'a' }],
          netMinor: 5_000n,
          vat: [{ vatCode: 'I0', vatMinor: 0n }],
          vatMinor: 0n,
          totalMinor: 5_000n,
          supplierVatNumber: null,
          supplierKvkNumber: null,
          supplierCountry: null,
          ...changed,
        },
        { countryCertain: certain },
      );
    assert.deepEqual(untaxed({}), ['vat_treatment_unclear']);
    assert.deepEqual(untaxed({ vat: [], vatMinor: null }), [
      'vat_missing',
      'vat_treatment_unclear',
    ]);
    assert.deepEqual(untaxed({ supplierCountry: 'US' }), []);
    assert.deepEqual(untaxed({ supplierCountry: 'US' }, false), ['vat_treatment_unclear']);
    assert.deepEqual(untaxed({ supplierKvkNumber: '27312345' }), []);
    assert.deepEqual(untaxed({ supplierVatNumber: '12-3456789' }), [
      'vat_treatment_unclear',
      'vat_number_invalid',
    ]);
    const dollars = { currency: 'USD', exchangeRate: '0.9', supplierKvkNumber: '27312345' };
    assert.deepEqual(untaxed(dollars), ['vat_treatment_unclear']);
    assert.deepEqual(
      untaxed({
        lines: [{ description: '', netMinor: 5_000n, vatCode: 'I21', accountId: 'a' }],
        vat: [{ vatCode: 'I21', vatMinor: 1_050n }],
        vatMinor: 1_050n,
        totalMinor: 6_050n,
      }),
      [],
    );
  });
  it('refuse VAT on a reverse charge until a person accepts it', () => {
    const reversed = {
      lines: [{ description: '', netMinor: 103_000n, vatCode: 'IVL', accountId: 'a' }],
      vat: [{ vatCode: 'IVL', vatMinor: 21_630n }],
    };
    assert.ok(codes(reversed).includes('reverse_charge_with_vat'));
  });
  it('block a closed period, a missing year and an entry that does not balance', () => {
    const blocking = (changed: Partial<CheckContext>): string[] =>
      checkInvoice(invoice, { ...context, ...changed })
        .filter((f) => f.blocking === 'always')
        .map((f) => f.code);
    assert.deepEqual(blocking({ period: 'closed' }), ['period_closed']);
    assert.deepEqual(blocking({ period: 'missing' }), ['no_fiscal_period']);
    assert.deepEqual(blocking({ entryDifferenceMinor: -5n }), ['unbalanced']);
  });
});
