import { isUtf8 } from 'node:buffer';
import { EInvoiceError } from '@smart-accounting/accounting/e-invoice/read-e-invoice';

/** The first bytes of a file that reveal its encoding: a byte order mark, or `<` in UTF-16. */
const byteOrderMarks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'utf-16le', bytes: [0x3c, 0x00] },
  { encoding: 'utf-16be', bytes: [0x00, 0x3c] },
] as const;

const declaration = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/;
const partBytes = 64 * 1024;

/**
 * Decodes an XML file. What its first bytes and its text show is believed before what it declares: programs write
 * `utf-16` over text that they keep in UTF-8, and Latin-1 without saying so. Yields the text in chunks, so that a file of
 * which most is skipped is never held in memory as text.
 * @throws {EInvoiceError} `malformed_xml` when the bytes are not valid in any encoding that it could have
 */
export function* decodeXml(bytes: Uint8Array): Generator<string, void, undefined> {
  try {
    const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    for (let at = 0; at < bytes.length; at += partBytes) {
      yield decoder.decode(bytes.subarray(at, at + partBytes), { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw new EInvoiceError('malformed_xml', 'the bytes of the XML cannot be decoded', error);
  }
}

/** Text of another encoding is never valid UTF-8 by chance, once it has a few letters with accents. */
function encodingOf(bytes: Uint8Array): string {
  const mark = byteOrderMarks.find(({ bytes: magic }) =>
    magic.every((byte, index) => bytes[index] === byte),
  );
  if (mark) return mark.encoding;
  if (isUtf8(bytes)) return 'utf-8';
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = declaration.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  return /^utf-?(8|16)/.test(declared) && hasSingleBytesOnly(bytes) ? 'windows-1252' : declared;
}

/** Whether no two bytes look like a letter of UTF-8: else its text was damaged, and no other encoding would mend it. */
function hasSingleBytesOnly(bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => {
    const next = bytes[index + 1] ?? 0;
    return byte < 0xc2 || byte > 0xf4 || next < 0x80 || next > 0xbf;
  });
}
