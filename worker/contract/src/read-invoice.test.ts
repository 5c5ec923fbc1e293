import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fieldSources,
  invoiceFieldNames,
  type ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { withinLimits } from '@smart-accounting/accounting/purchase-invoice/within-limits';
import fc from 'fast-check';
import { z } from 'zod';
import { readInvoiceSchema } from './read-invoice.ts';

/** What the schema lets through, and what the rules of the books read: does not compile when they differ. */
type Parsed = z.output<typeof readInvoiceSchema>;
const asRead = (parsed: Parsed): ReadInvoice => parsed;
const asParsed = (read: ReadInvoice): Parsed => read;

const toJson = (read: ReadInvoice): string =>
  JSON.stringify(z.encode(readInvoiceSchema, asParsed(read)));
const fromJson = (json: string): ReadInvoice => asRead(readInvoiceSchema.parse(JSON.parse(json)));

const read = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;
const invoice: ReadInvoice = {
  fields: {
    supplier_name: { value: 'Waterland Advies & Zn. B.V.', ...read },
    total: { value: '-0.10', ...read, page: 2, box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 } },
  },
  vat: [{ rateBp: 2100, category: 'S', baseMinor: 999_999_999_999_999n, vatMinor: -1n, ...read }],
  lines: [
    {
      description: '',
      quantity: '0.3333333333',
      unitPrice: null,
      netMinor: 5n,
      rateBp: null,
      category: null,
      ...read,
    },
  ],
};

const recordOf = <T extends object>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(parts, { noNullPrototype: true });
/** JSON knows no negative zero, and nobody could tell it from zero. */
const number = fc.double().map((value) => value + 0);
const minor = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
const rate = fc.oneof(fc.integer({ min: -1, max: 10_001 }), number);
const category = fc.option(fc.constantFrom('S', 'AE'));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.constantFrom('12.50', '-0', '2026-02-28', 'EUR', 'invoice', 'NL91ABNA0417164300'),
);
const place = {
  page: fc.option(fc.integer({ min: 1, max: 200 })),
  box: fc.option(recordOf({ x: number, y: number, width: number, height: number })),
  confidence: number,
  source: fc.constantFrom(...fieldSources),
};
const anyInvoice = recordOf<ReadInvoice>({
  fields: fc.dictionary(
    fc.constantFrom(...invoiceFieldNames),
    recordOf({ value: text, ...place }),
    { noNullPrototype: true },
  ),
  vat: fc.array(recordOf({ rateBp: rate, category, baseMinor: minor, vatMinor: minor, ...place })),
  lines: fc.array(
    recordOf({
      description: text,
      quantity: fc.option(text),
      unitPrice: fc.option(text),
      netMinor: minor,
      rateBp: fc.option(rate),
      category,
      ...place,
    }),
  ),
});

describe('an electronic invoice on its way from one job to the next', () => {
  it('is JSON with its amounts as decimal text', () => {
    assert.match(toJson(invoice), /"baseMinor":"9999999999999\.99","vatMinor":"-0\.01"/);
    assert.deepEqual(fromJson(toJson(invoice)), invoice);
  });

  it('comes out as it went in, whatever was read', () => {
    fc.assert(
      fc.property(anyInvoice, (found) => {
        const kept = withinLimits(found);
        assert.deepEqual(fromJson(toJson(kept)), kept);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when it holds what no books could, or anything else', () => {
    const json = toJson(invoice);
    const changes: readonly (readonly [what: string, from: string, to: string])[] = [
      ['a name that is too long', 'Waterland', 'W'.repeat(200)],
      ['a name with control characters', 'Waterland', 'Water\\u0000land'],
      ['an amount with one decimal', '"-0.10"', '"-0.1"'],
      ['an amount that is a number', '"-0.10"', '-0.1'],
      ['a field that there is not', '"total"', '"totals"'],
      ['cents beyond an invoice', '"9999999999999.99"', '"10000000000000.00"'],
      ['cents that are a number', '"9999999999999.99"', '9999999999999.99'],
      ['cents in another notation', '"9999999999999.99"', '"1e3"'],
      ['a rate of more than all', '"rateBp":2100', '"rateBp":10001'],
      ['half a basis point', '"rateBp":2100', '"rateBp":0.5'],
      ['a category in words', '"category":"S"', '"category":"standard"'],
      ['a quantity without end', '0.3333333333', '0.33333333333'],
      ['a description of pages', '"description":""', `"description":"${'d'.repeat(501)}"`],
      ['an unknown source', '"e_invoice"', '"oracle"'],
      ['confidence beyond certainty', '"confidence":1', '"confidence":1.1'],
      ['page 0', '"page":2', '"page":0'],
      ['a box without a side', ',"height":0.4', ''],
      ['a part that nobody asked for', '"vat":', '"more":1,"vat":'],
      ['no lines', ',"lines":', ',"rows":'],
    ];
    for (const [what, from, to] of changes) {
      assert.ok(json.includes(from), what);
      const changed: unknown = JSON.parse(json.replace(from, to));
      assert.equal(readInvoiceSchema.safeParse(changed).success, false, what);
    }
  });
});
