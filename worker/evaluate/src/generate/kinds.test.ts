import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { openDocument } from '@smart-accounting/worker/recognise/open-document';
import { generateDocument, type DocumentKind } from './generate-document.ts';
import { noDamage, rasterisePage } from './rasterise.ts';

after(() => stopRecognition());

async function pageCount(kind: DocumentKind, seed: number): Promise<number> {
  const { bytes } = await generateDocument(kind, seed);
  const document = await openDocument(bytes, 'application/pdf');
  await document.close();
  return document.pageCount;
}

/** What a person sees of the first page. */
async function pictureOf(kind: DocumentKind, seed: number): Promise<Uint8Array> {
  const { bytes } = await generateDocument(kind, seed);
  return rasterisePage(bytes, 0, noDamage, 'png', 72);
}

describe('a kind of generated document', () => {
  it('that must be marked says of what a person must be told', async () => {
    const due: Partial<Record<DocumentKind, string>> = {
      'two-invoices': 'several_invoices',
      'two-receipts': 'several_invoices',
      'receipts-on-sheet': 'several_invoices',
      'hidden-white': 'hidden_text',
      'hidden-clipped': 'hidden_text',
      'bank-statement': 'not_an_invoice',
      reminder: 'not_an_invoice',
      quotation: 'not_an_invoice',
      'impossible-rate': 'vat_rate_unknown',
      'differing-e-invoice': 'e_invoice_differs',
      paid: 'already_paid',
    };
    for (const [kind, code] of Object.entries(due)) {
      const known = (name: string): name is DocumentKind => name in due;
      assert.ok(known(kind));
      const { truth } = await generateDocument(kind, 7);
      assert.deepEqual([truth.mustBeMarked, truth.findings], [true, [code]], kind);
    }
  });

  it('that looks much like one of them says that there is nothing to mark', async () => {
    for (const kind of [
      'long-invoice',
      'invoice-with-terms',
      'invoice-with-time-sheet',
      'unusual-ink',
      'agreeing-e-invoice',
      'prepaid',
    ] as const) {
      const { truth } = await generateDocument(kind, 7);
      assert.deepEqual([truth.mustBeMarked, truth.findings], [false, []], kind);
    }
  });

  it('has the pages of all that it holds', async () => {
    for (const kind of ['two-invoices', 'invoice-with-terms', 'invoice-with-time-sheet'] as const)
      assert.ok((await pageCount(kind, 5)) >= 2, kind);
    assert.equal(await pageCount('portfolio', 5), 1);
  });

  it('with hidden text looks the same, however the text is hidden', async () => {
    const white = await pictureOf('hidden-white', 9);
    for (const kind of ['hidden-covered', 'hidden-clipped'] as const)
      assert.ok(isDeepStrictEqual(await pictureOf(kind, 9), white), kind);
  });
});
