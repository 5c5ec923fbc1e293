import type { MediaType } from '@smart-accounting/worker-contract';
import { ciiDocument } from './cii-document.ts';
import {
  type DocumentMaker,
  type GeneratedDocument,
  pdfDocument,
  xmlDocument,
} from './document-maker.ts';
import { drawInvoice } from './draw-invoice.ts';
import { drawReceipt, receiptOf } from './draw-receipt.ts';
import { eInvoicesInPdf } from './e-invoice-in-pdf.ts';
import { enclosures } from './enclosures.ts';
import { hiddenText } from './hidden-text.ts';
import { generateInvoice, type InvoiceSpec, type SpecOptions } from './invoice-spec.ts';
import { oddDates } from './odd-dates.ts';
import { oddLabels } from './odd-labels.ts';
import { oddTotals } from './odd-totals.ts';
import { otherDocuments } from './other-documents.ts';
import { picturesOnPages } from './pictures-on-pages.ts';
import { portfolios } from './portfolio.ts';
import { Random } from './random.ts';
import {
  noDamage,
  pickDamage,
  rasterise,
  shadowedDamage,
  skewedDamage,
  turnedDamage,
  usualDamage,
  type Damage,
  type PictureFormat,
} from './rasterise.ts';
import { severalInvoices } from './several-invoices.ts';
import { severalReceipts } from './several-receipts.ts';
import { pickStyle } from './style.ts';
import { truthOf, truthOfReceipt } from './truth.ts';
import { untaxedAbroad } from './untaxed-abroad.ts';
import { unmappedFonts } from './unmapped-font.ts';
import { ublDocument } from './ubl-document.ts';
import { xmlForms } from './xml-forms.ts';

export type { GeneratedDocument } from './document-maker.ts';

/** A clean PDF. */
const cleanPdf: DocumentMaker = async (random, options) => {
  const spec = generateInvoice(random, options);
  return pdfDocument(await drawInvoice(spec, pickStyle(random, spec)), truthOf(spec));
};

const ubl: DocumentMaker = (random, options) => {
  const spec = generateInvoice(random, options);
  return Promise.resolve(xmlDocument(ublDocument(spec), truthOf(spec)));
};

const cii: DocumentMaker = (random, options) => {
  const spec = generateInvoice(random, options);
  return Promise.resolve(xmlDocument(ciiDocument(spec), truthOf(spec)));
};

const facturX: DocumentMaker = async (random, options) => {
  const spec = generateInvoice(random, options);
  const attachment = { name: 'factur-x.xml', content: ciiDocument(spec) };
  const bytes = await drawInvoice(spec, pickStyle(random, spec), {}, [attachment]);
  return pdfDocument(bytes, truthOf(spec));
};

/** A PDF whose total contradicts the other amounts. */
const wrongDigit: DocumentMaker = async (random, options) => {
  const spec = generateInvoice(random, options);
  const style = pickStyle(random, spec);
  const printedTotalMinor = misprintedTotal(spec, random);
  const bytes = await drawInvoice(spec, style, { printedTotalMinor });
  return pdfDocument(bytes, truthOf(spec, printedTotalMinor));
};

/** The total with one of its digits replaced, never the first. */
function misprintedTotal(spec: InvoiceSpec, random: Random): bigint {
  const digits = [...String(spec.totalMinor)];
  const at = random.whole(1, Math.max(1, digits.length - 1));
  digits[at] = String((Number(digits[at] ?? 0) + random.whole(1, 9)) % 10);
  return BigInt(digits.join(''));
}

const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  fax: 'image/tiff',
} as const satisfies Record<PictureFormat, MediaType>;

/** The first page of such a document as a picture. */
const pictured =
  (
    make: DocumentMaker,
    damageOf: (random: Random) => Damage,
    format: PictureFormat = 'jpeg',
  ): DocumentMaker =>
  async (random, options) => {
    const { bytes, truth } = await make(random, options);
    const picture = await rasterise(bytes, damageOf(random), format);
    return { mediaType: mediaTypes[format], bytes: picture, truth };
  };

const receipt: DocumentMaker = async (random) => {
  const shown = receiptOf(generateInvoice(random, { language: 'nl', maxLines: 12 }));
  const pdf = await drawReceipt(shown, random);
  const damage = random.chance(0.5) ? noDamage : pickDamage(random);
  const bytes = await rasterise(pdf, damage, 'jpeg', 220);
  return { mediaType: 'image/jpeg', bytes, truth: truthOfReceipt(shown) };
};

/**
 * The ordinary kinds: `degraded-scan` is a scan with every kind of damage, the photos have one kind each. Then what makes
 * documents hard, a file for each story.
 */
const makers = {
  'clean-pdf': cleanPdf,
  scan: pictured(cleanPdf, () => usualDamage),
  'degraded-scan': pictured(cleanPdf, pickDamage),
  'turned-photo': pictured(cleanPdf, turnedDamage),
  'skewed-photo': pictured(cleanPdf, skewedDamage),
  'shadowed-photo': pictured(cleanPdf, shadowedDamage),
  'webp-photo': pictured(cleanPdf, pickDamage, 'webp'),
  fax: pictured(cleanPdf, () => usualDamage, 'fax'),
  'wrong-digit': wrongDigit,
  'wrong-digit-scan': pictured(wrongDigit, () => usualDamage),
  ubl,
  cii,
  'factur-x': facturX,
  receipt,
  ...severalInvoices,
  ...severalReceipts,
  ...enclosures,
  ...hiddenText,
  ...otherDocuments,
  ...oddDates,
  ...oddTotals,
  ...oddLabels,
  ...eInvoicesInPdf,
  ...portfolios,
  ...xmlForms,
  ...picturesOnPages,
  ...unmappedFonts,
  ...untaxedAbroad,
} as const satisfies Record<string, DocumentMaker>;
export type DocumentKind = keyof typeof makers;

function isDocumentKind(name: string): name is DocumentKind {
  return name in makers;
}

export const documentKinds: readonly DocumentKind[] = Object.keys(makers).filter(isDocumentKind);

/** Kinds that are recognised from pixels, which takes seconds per page. */
export const pixelKinds: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  'scan',
  'degraded-scan',
  'turned-photo',
  'skewed-photo',
  'shadowed-photo',
  'webp-photo',
  'fax',
  'wrong-digit-scan',
  'receipt',
  'two-receipts',
  'receipts-on-sheet',
  'letterhead-picture',
  'faint-scan',
  'unmapped-font',
]);

/** Generates a document. The same kind, seed and options always produce the same one. */
export async function generateDocument(
  kind: DocumentKind,
  seed: number,
  options: SpecOptions = {},
): Promise<GeneratedDocument> {
  return makers[kind](new Random(seed * 7919 + 17), options);
}
