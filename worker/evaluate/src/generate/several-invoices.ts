import { addDays } from '@smart-accounting/accounting/iso-date';
import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  pdfDocument,
} from './document-maker.ts';
import { drawInvoiceOn } from './draw-invoice.ts';
import { generateInvoice, type InvoiceSpec, type SpecOptions } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { Sheet } from './sheet.ts';
import { pickStyle } from './style.ts';
import { marked } from './truth.ts';

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

/** One invoice on many pages, with letterhead, title and number on each of them: there is nothing to split. */
const longInvoice: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 70, ...options });
  return drawn(draft, { headOnEveryPage: true });
};

export const severalInvoices = {
  'two-invoices': twoInvoices,
  'long-invoice': longInvoice,
} as const;
