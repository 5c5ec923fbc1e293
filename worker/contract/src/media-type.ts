import type { MediaType } from '@smart-accounting/accounting/vocabularies';

export { type MediaType, mediaTypes } from '@smart-accounting/accounting/vocabularies';

/** How many bytes of a file `detectMediaType` wants to see; more are not looked at. */
export const mediaTypeHeadBytes = 1024;

/**
 * What a file is, by its first bytes and never by its name.
 * @param head the first `mediaTypeHeadBytes` of the file, or all of a shorter one
 * @returns null for anything we do not read
 */
export function detectMediaType(head: Uint8Array): MediaType | null {
  const bytes = head.subarray(0, mediaTypeHeadBytes);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (tiffHeads.some((head) => startsWith(bytes, head))) return 'image/tiff';
  if (startsWith(bytes, asciiCodes('RIFF')) && startsWith(bytes.subarray(8), asciiCodes('WEBP'))) {
    return 'image/webp';
  }
  const text = asciiOf(bytes);
  // Readers of PDF accept junk before the header, and scanners write it.
  if (text.includes('%PDF-')) return 'application/pdf';
  const markup = text.trimStart().toLowerCase();
  if (/^<!doctype\s+html|^<html/.test(markup)) return null;
  return /^<[?!a-z_]/.test(markup) ? 'application/xml' : null;
}

/**
 * The local name of the root element of an XML file, as far as its first bytes tell; null when they end before it, or
 * when there is a document type before it.
 */
export function xmlRootOf(head: Uint8Array): string | null {
  const prolog = /^\s*(?:<\?[^]*?\?>\s*|<!--[^]*?-->\s*)*/.exec(asciiOf(head))?.[0] ?? '';
  const rest = asciiOf(head).slice(prolog.length);
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(rest)?.[1] ?? null;
}

/** Photos as phones keep them, for which no decoder is free enough to ship: people are told how to send them instead. */
export function isHeic(head: Uint8Array): boolean {
  const brand = asciiOf(head.subarray(8, 12));
  return startsWith(head.subarray(4), asciiCodes('ftyp')) && heicBrands.has(brand);
}

/** Little-endian and big-endian, TIFF and BigTIFF. */
const tiffHeads = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x49, 0x49, 0x2b, 0x00],
  [0x4d, 0x4d, 0x00, 0x2b],
];
const heicBrands: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'hevc',
  'heim',
  'heis',
  'mif1',
  'msf1',
]);

function asciiCodes(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** The characters below 128, whether the text is in UTF-8, UTF-16 or an older encoding. */
function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.filter((byte) => byte > 0 && byte < 0x80));
}
