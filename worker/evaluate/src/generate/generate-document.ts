import type { MediaType } from '@smart-accounting/worker-contract';
import { ciiDocument } from './cii-document.ts';
import { drawInvoice } from './draw-invoice.ts';
import { drawReceipt, receiptOf } from './draw-receipt.ts';
import { generateInvoice, type InvoiceSpec, type SpecOptions } from './invoice-spec.ts';
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
import { pickStyle } from './style.ts';
import { truthOf, truthOfReceipt, type Truth } from './truth.ts';
import { ublDocument } from './ubl-document.ts';

/**
 * `degraded-scan` is a scan with every kind of damage, the photos have one kind each; `wrong-digit` is a PDF whose
 * total contradicts the other amounts.
 */
export const documentKinds = [
  'clean-pdf',
  'scan',
  'degraded-scan',
  'turned-photo',
  'skewed-photo',
  'shadowed-photo',
  'webp-photo',
  'fax',
  'wrong-digit',
  'wrong-digit-scan',
  'ubl',
  'cii',
  'factur-x',
  'receipt',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A document made from a generated invoice, with its truth. */
export interface GeneratedDocument {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  readonly truth: Truth;
}

/** Generates a document. The same kind, seed and options always produce the same one. */
export async function generateDocument(
  kind: DocumentKind,
  seed: number,
  options: SpecOptions = {},
): Promise<GeneratedDocument> {
  const random = new Random(seed * 7919 + 17);
  if (kind === 'receipt') return receiptDocument(random);
  const spec = generateInvoice(random, options);
  const truth = truthOf(spec);
  if (kind === 'ubl' || kind === 'cii') {
    const xml = kind === 'ubl' ? ublDocument(spec) : ciiDocument(spec);
    return { mediaType: 'application/xml', bytes: new TextEncoder().encode(xml), truth };
  }
  const style = pickStyle(random, spec);
  if (kind === 'factur-x') {
    const attachment = { name: 'factur-x.xml', content: ciiDocument(spec) };
    const bytes = await drawInvoice(spec, style, null, attachment);
    return { mediaType: 'application/pdf', bytes, truth };
  }
  const misprint = kind.startsWith('wrong-digit') ? misprintOf(spec, random) : null;
  const pdf = await drawInvoice(spec, style, misprint);
  const printedTruth = truthOf(spec, misprint?.totalMinor ?? null);
  if (kind === 'clean-pdf' || kind === 'wrong-digit') {
    return { mediaType: 'application/pdf', bytes: pdf, truth: printedTruth };
  }
  const { damage, format } = pictureOf(kind, random);
  const bytes = await rasterise(pdf, damage, format);
  return { mediaType: mediaTypes[format], bytes, truth: printedTruth };
}

const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  fax: 'image/tiff',
} as const satisfies Record<PictureFormat, MediaType>;

/** The damage and file format of the image for a kind. */
function pictureOf(kind: DocumentKind, random: Random): { damage: Damage; format: PictureFormat } {
  if (kind === 'degraded-scan') return { damage: pickDamage(random), format: 'jpeg' };
  if (kind === 'turned-photo') return { damage: turnedDamage(random), format: 'jpeg' };
  if (kind === 'skewed-photo') return { damage: skewedDamage(random), format: 'jpeg' };
  if (kind === 'shadowed-photo') return { damage: shadowedDamage(random), format: 'jpeg' };
  if (kind === 'webp-photo') return { damage: pickDamage(random), format: 'webp' };
  return { damage: usualDamage, format: kind === 'fax' ? 'fax' : 'jpeg' };
}

/** The total with one of its digits replaced, never the first. */
function misprintOf(spec: InvoiceSpec, random: Random): { totalMinor: bigint } {
  const digits = [...String(spec.totalMinor)];
  const at = random.whole(1, Math.max(1, digits.length - 1));
  digits[at] = String((Number(digits[at] ?? 0) + random.whole(1, 9)) % 10);
  return { totalMinor: BigInt(digits.join('')) };
}

async function receiptDocument(random: Random): Promise<GeneratedDocument> {
  const receipt = receiptOf(generateInvoice(random, { language: 'nl', maxLines: 12 }));
  const pdf = await drawReceipt(receipt, random);
  const damage = random.chance(0.5) ? noDamage : pickDamage(random);
  return {
    mediaType: 'image/jpeg',
    bytes: await rasterise(pdf, damage, 'jpeg', 220),
    truth: truthOfReceipt(receipt),
  };
}
