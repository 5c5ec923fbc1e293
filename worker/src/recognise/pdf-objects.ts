import { inflateSync } from 'node:zlib';
import { isReference, parsePdfValue, type PdfValue } from './pdf-value.ts';

/** Object streams of a genuine document are a few hundred kilobytes when unpacked. */
const mostUnpackedBytes = 32 * 1024 * 1024;
/** What we look for (catalogue, annotations, file specifications) is shorter. */
const mostCharacters = 64 * 1024;

/** A numbered object: its text up to its stream, and where that begins in the file. */
interface NumberedObject {
  readonly text: string;
  readonly streamAt: number | null;
}

/**
 * The numbered objects of a PDF (ISO 32000-1, 7.3.10), for what PDFium does not tell of. They are looked for in the
 * bytes, not by the file's index; the last one of a number counts, since changes are appended. Of an encrypted file
 * there are none.
 */
export class PdfObjects {
  readonly #file: string;
  readonly #objects = new Map<number, NumberedObject>();
  readonly #values = new Map<number, PdfValue | null>();

  constructor(bytes: Uint8Array) {
    this.#file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    if (!/\/Encrypt\s/.test(this.#file)) this.#find();
  }

  /** The values of all objects in whose text one of these names stands. */
  naming(name: RegExp): PdfValue[] {
    return [...this.#objects]
      .filter(([, { text }]) => name.test(text))
      .map(([number]) => this.#valueOf(number))
      .filter((value) => value !== null);
  }

  /** The value that a reference refers to; others as they are. */
  resolve(value: PdfValue | null | undefined): PdfValue | null {
    return isReference(value) ? this.#valueOf(value.object) : (value ?? null);
  }

  /** The bytes of a stream; null for what is none, is more than so many, or is packed in an uncommon way. */
  stream(value: PdfValue | undefined, mostBytes: number): Uint8Array<ArrayBuffer> | null {
    const object = isReference(value) ? this.#objects.get(value.object) : undefined;
    return object ? this.#unpack(object, mostBytes) : null;
  }

  #valueOf(number: number): PdfValue | null {
    const known = this.#values.get(number);
    if (known !== undefined) return known;
    const value = parsePdfValue(this.#objects.get(number)?.text ?? '');
    this.#values.set(number, value);
    return value;
  }

  #find(): void {
    let left = mostUnpackedBytes;
    for (const match of this.#file.matchAll(/(\d{1,10})\s+\d{1,5}\s+obj\b/g)) {
      const object = this.#objectAt(match.index + match[0].length);
      this.#objects.set(Number(match[1]), object);
      const unpacked = /\/ObjStm\b/.test(object.text) ? this.#unpack(object, left) : null;
      if (unpacked === null) continue;
      left -= unpacked.length;
      this.#findPacked(object.text, Buffer.from(unpacked).toString('latin1'));
    }
  }

  #objectAt(at: number): NumberedObject {
    const text = this.#file.slice(at, at + mostCharacters);
    const end = /\bendobj\b|\bstream(?=[\r\n])/.exec(text);
    if (!end) return { text: '', streamAt: null };
    const begin = at + end.index + end[0].length;
    const streamAt = begin + (this.#file.startsWith('\r\n', begin) ? 2 : 1);
    return { text: text.slice(0, end.index), streamAt: end[0] === 'stream' ? streamAt : null };
  }

  /** An object stream begins with pairs of number and offset (7.5.7). */
  #findPacked(dictionary: string, unpacked: string): void {
    const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? Number.NaN);
    const pairs = unpacked.slice(0, first).trim().split(/\s+/).map(Number);
    for (let pair = 0; pair + 1 < pairs.length; pair += 2) {
      const [number = 0, offset = 0, , next = unpacked.length - first] = pairs.slice(pair);
      const text = unpacked.slice(first + offset, first + next).slice(0, mostCharacters);
      this.#objects.set(number, { text, streamAt: null });
    }
  }

  #unpack({ text, streamAt }: NumberedObject, mostBytes: number): Uint8Array<ArrayBuffer> | null {
    if (streamAt === null || /\/DecodeParms\b/.test(text)) return null;
    const length = /\/Length\s+(\d+)\b(?!\s+\d+\s+R)/.exec(text)?.[1];
    const end =
      length === undefined ? this.#file.indexOf('endstream', streamAt) : streamAt + Number(length);
    if (end < 0 || end - streamAt > mostBytes) return null;
    const packed = Buffer.from(this.#file.slice(streamAt, end), 'latin1');
    const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(text)?.[1];
    if (filters === undefined) return Uint8Array.from(packed);
    if (!/^\[?\s*\/(?:FlateDecode|Fl)\s*\]?$/.test(filters)) return null;
    try {
      return Uint8Array.from(inflateSync(packed, { maxOutputLength: mostBytes }));
    } catch {
      return null; // damaged, or more than that
    }
  }
}
