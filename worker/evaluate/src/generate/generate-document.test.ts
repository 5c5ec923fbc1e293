import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { formatMinor } from '@smart-accounting/accounting/money';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { detectMediaType } from '@smart-accounting/worker-contract';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { extract, readFilePages } from '../read-file.ts';
import { documentKinds, generateDocument, type GeneratedDocument } from './generate-document.ts';
import { highestTestSeed } from './seeds.ts';

after(() => stopRecognition());

const seed = fc.integer({ min: 0, max: highestTestSeed });

async function readOf({ bytes, mediaType }: GeneratedDocument): Promise<ReadInvoice> {
  const { pages, eInvoice } = await readFilePages(bytes, mediaType);
  return extract(pages, eInvoice);
}

/** All but the country of an address, which is only one of the signs of where a supplier is. */
function valuesOf({ fields }: ReadInvoice): Record<string, string> {
  const { supplier_country: _, ...others } = fields;
  return Object.fromEntries(Object.entries(others).map(([name, { value }]) => [name, value]));
}

describe('a generated document', () => {
  it('is the same for the same seed, byte for byte, and has the media type it states', async () => {
    for (const kind of documentKinds) {
      const [first, second] = [await generateDocument(kind, 21), await generateDocument(kind, 21)];
      assert.ok(Buffer.from(first.bytes).equals(second.bytes), kind);
      assert.deepEqual(first.truth, second.truth);
      assert.equal(detectMediaType(first.bytes), first.mediaType);
    }
  });
  it('has the same truth for all kinds with the same seed', async () => {
    const truths = await Promise.all(
      (['clean-pdf', 'ubl', 'cii', 'factur-x'] as const).map(
        async (kind) => (await generateDocument(kind, 33)).truth,
      ),
    );
    for (const truth of truths) assert.deepEqual(truth, truths[0]);
  });
});

describe('a generated e-invoice', () => {
  it('is read back exactly: header, VAT per rate and lines', async () => {
    await fc.assert(
      fc.asyncProperty(seed, fc.constantFrom('ubl', 'cii', 'factur-x'), async (from, kind) => {
        const document = await generateDocument(kind, from);
        const read = await readOf(document);
        const { fields, vat, lines } = document.truth;
        assert.deepEqual(valuesOf(read), fields);
        assert.deepEqual(
          read.vat.map(({ rateBp, category }) => [rateBp, category]),
          vat.map(({ rateBp, category }) => [rateBp, category]),
        );
        assert.equal(read.lines.filter(({ quantity }) => quantity !== null).length, lines.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a generated clean PDF', () => {
  it('is read back completely, whatever its layout, wording and language', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (from) => {
        const document = await generateDocument('clean-pdf', from);
        const read = await readOf(document);
        assert.deepEqual(valuesOf(read), document.truth.fields);
        // A page may print only the total tax of several rates.
        const vat = read.vat.map(({ rateBp, baseMinor }) => `${rateBp}: ${formatMinor(baseMinor)}`);
        const trueVat = document.truth.vat.map(({ rateBp, base }) => `${rateBp}: ${base}`);
        if (vat.length > 0) assert.deepEqual(vat.toSorted(), trueVat.toSorted());
      }),
      { numRuns: 60, seed: 20_261_124 },
    );
  });
});

describe('a wrong digit in the total', () => {
  it('never gets a high confidence', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (from) => {
        const { total } = (await readOf(await generateDocument('wrong-digit', from))).fields;
        assert.ok(!total || total.confidence < 0.8, `${total?.value} with ${total?.confidence}`);
      }),
      { numRuns: 40, seed: 20_261_124 },
    );
  });
});

describe('a generated scan', () => {
  it('that is rotated by two degrees, in quality 60, is still read completely', async () => {
    const document = await generateDocument('scan', 3, { language: 'nl', maxLines: 3 });
    const read = await readOf(document);
    assert.deepEqual(valuesOf(read), document.truth.fields);
  });
});
