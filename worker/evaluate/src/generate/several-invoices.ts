import sharp from 'sharp';
import { addDays } from '@smart-accounting/accounting/iso-date';
import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  pdfDocument,
} from './document-maker.ts';
import { drawInvoiceOn } from './draw-invoice.ts';
import { drawReceipt, receiptOf } from './draw-receipt.ts';
import { generateInvoice, type InvoiceSpec, type SpecOptions } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { noDamage, rasterise } from './rasterise.ts';
import { Sheet } from './sheet.ts';
import { pickStyle } from './style.ts';
import { marked, truthOfReceipt } from './truth.ts';

/**
 * Two invoices scanned into one PDF, of two suppliers or of one. The draft is the first; nothing of the second belongs in
 * it.
 */
const twoInvoices: DocumentMaker = async (random, options) => {
  const first = draftInvoice(random, { maxLines: 6, ...options });
  const second = random.chance(0.5)
    ? nextOfSameSupplier(random, first, options)
    : draftInvoice(random, { maxLines: 6, ...options, language: first.spec.language });
  const page = new Sheet();
  drawInvoiceOn(page, first.spec, first.style);
  page.newPage();
  drawInvoiceOn(page, second.spec, second.style);
  return pdfDocument(await page.finish(), marked(first.truth, 'several_invoices'));
};

function nextOfSameSupplier(random: Random, { spec, style }: Draft, options: SpecOptions): Draft {
  const { language, supplier, customer } = spec;
  const country = supplier.country;
  const other = generateInvoice(random, { maxLines: 6, ...options, language, country });
  const next: InvoiceSpec = {
    ...other,
    supplier,
    customer,
    issueDate: addDays(spec.issueDate, 7),
    dueDate: addDays(spec.dueDate, 7),
  };
  const { words, notation } = pickStyle(random, next);
  return { spec: next, style: { ...style, words, notation }, truth: emptyTruth };
}

const emptyTruth = { fields: {}, vat: [], lines: [], mustBeMarked: false, findings: [] } as const;

/** Two receipts beside each other in one picture. */
const twoReceipts: DocumentMaker = async (random) => {
  const specs = [1, 2].map(() => generateInvoice(random, { language: 'nl', maxLines: 6 }));
  const receipts = specs.map(receiptOf);
  const pictures: Buffer[] = [];
  for (const receipt of receipts) {
    const pdf = await drawReceipt(receipt, random);
    pictures.push(Buffer.from(await rasterise(pdf, noDamage, 'png', 200)));
  }
  const sizes = await Promise.all(pictures.map((picture) => sharp(picture).metadata()));
  const gap = 120;
  const height = Math.max(...sizes.map((size) => size.height)) + 2 * gap;
  let left = gap;
  const placed = pictures.map((input, index) => {
    const at = { input, left, top: gap };
    left += (sizes[index]?.width ?? 0) + gap;
    return at;
  });
  const bytes = await sharp({ create: { width: left, height, channels: 3, background: '#b9b4aa' } })
    .composite(placed)
    .jpeg({ quality: 88 })
    .toBuffer();
  const [first] = receipts;
  const truth = first ? truthOfReceipt(first) : emptyTruth;
  // Either of the two may become the draft, so no value is judged.
  return {
    mediaType: 'image/jpeg',
    bytes,
    truth: marked({ ...truth, fields: {} }, 'several_invoices'),
  };
};

/** One invoice on many pages, with letterhead, title and number on each of them: there is nothing to split. */
const longInvoice: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 70, ...options });
  return drawn(draft, { headOnEveryPage: true });
};

export const severalInvoices = {
  'two-invoices': twoInvoices,
  'two-receipts': twoReceipts,
  'long-invoice': longInvoice,
} as const;
