/** Marks at the start of a file that say how its text is encoded. */
const byteOrderMarks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'utf-16le', bytes: [0x3c, 0x00] },
  { encoding: 'utf-16be', bytes: [0x00, 0x3c] },
] as const;

const declaration = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/;

/** The text of an XML file by its byte order mark, else by its declaration, else UTF-8; null when it is none. */
export function decodeXml(bytes: Uint8Array): string | null {
  const mark = byteOrderMarks.find(({ bytes: magic }) =>
    magic.every((byte, index) => bytes[index] === byte),
  );
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const encoding = mark?.encoding ?? declaration.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
