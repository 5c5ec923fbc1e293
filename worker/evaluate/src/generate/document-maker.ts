import type { MediaType } from '@smart-accounting/worker-contract';
import { drawInvoice, type Attachment, type Extras } from './draw-invoice.ts';
import { generateInvoice, type InvoiceSpec, type SpecOptions } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { pickStyle, type Style } from './style.ts';
import { truthOf, type Truth } from './truth.ts';

/** A document made from a generated invoice, with its truth. */
export interface GeneratedDocument {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  readonly truth: Truth;
}

/** Makes a document of one kind; the same random numbers and options make the same one. */
export type DocumentMaker = (random: Random, options: SpecOptions) => Promise<GeneratedDocument>;

/** A document in PDF. */
export function pdfDocument(bytes: Uint8Array, truth: Truth): GeneratedDocument {
  return { mediaType: 'application/pdf', bytes, truth };
}

/** A document in XML, in UTF-8 unless its bytes are given. */
export function xmlDocument(text: string | Uint8Array, truth: Truth): GeneratedDocument {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { mediaType: 'application/xml', bytes, truth };
}

/** A generated invoice, the style it is printed in, and what is true of it. */
export interface Draft {
  readonly spec: InvoiceSpec;
  readonly style: Style;
  readonly truth: Truth;
}

/**
 * Generates an invoice in one of four languages, each as often, mostly of a Dutch supplier: foreign VAT keeps an invoice
 * from being ready, and what must be marked is to be found when nothing else marks it.
 */
export function draftInvoice(random: Random, options: SpecOptions): Draft {
  const language = random.pick(['nl', 'en', 'de', 'fr'] as const);
  const country = random.chance(0.7) ? 'NL' : undefined;
  const spec = generateInvoice(random, { language, ...(country && { country }), ...options });
  const style = pickStyle(random, spec);
  // Whatever language it writes in, a Dutch supplier has its number from the KvK.
  const words =
    spec.supplier.country === 'NL' ? { ...style.words, registerNumber: 'KvK' } : style.words;
  return { spec, style: { ...style, words }, truth: truthOf(spec) };
}

/** The same draft with another invoice in it. */
export function redrafted(draft: Draft, changes: Partial<InvoiceSpec>): Draft {
  const spec = { ...draft.spec, ...changes };
  return { ...draft, spec, truth: truthOf(spec) };
}

/** Draws a draft as a PDF. */
export async function drawn(
  { spec, style, truth }: Draft,
  extras: Extras = {},
  attachments: readonly Attachment[] = [],
): Promise<GeneratedDocument> {
  return pdfDocument(await drawInvoice(spec, style, extras, attachments), truth);
}
