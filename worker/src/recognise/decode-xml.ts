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
 * Decodes an XML file by its byte order mark, else by its XML declaration, else as UTF-8. Yields the text in chunks, so
 * that a file of which most is skipped is never held in memory as text.
 * @throws {EInvoiceError} `malformed_xml` when the bytes are not valid in their encoding, or the encoding is unknown
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

function encodingOf(bytes: Uint8Array): string {
  const mark = byteOrderMarks.find(({ bytes: magic }) =>
    magic.every((byte, index) => bytes[index] === byte),
  );
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return mark?.encoding ?? declaration.exec(head)?.[1] ?? 'utf-8';
}
