/** A value in a PDF: a text is a name with its slash, or the word of what is none of these (numbers, true, null). */
export type PdfValue = string | PdfText | PdfReference | PdfDictionary | readonly PdfValue[];
/** The characters of a string. */
export interface PdfText {
  readonly text: string;
}
/** A reference to a numbered object. */
export interface PdfReference {
  readonly object: number;
}
export type PdfDictionary = ReadonlyMap<string, PdfValue>;
type Maybe = PdfValue | null | undefined;

export function isDictionary(value: Maybe): value is PdfDictionary {
  return value instanceof Map;
}

export function isArray(value: Maybe): value is readonly PdfValue[] {
  return Array.isArray(value);
}

export function isText(value: Maybe): value is PdfText {
  return typeof value === 'object' && value !== null && 'text' in value;
}

export function isReference(value: Maybe): value is PdfReference {
  return typeof value === 'object' && value !== null && 'object' in value;
}

/** Values within values, deeper than any file specification. */
const mostDepth = 20;
const token =
  /%[^\r\n]*|<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|\((?:\\[\s\S]|[^\\()])*\)|\d+\s+\d+\s+R\b|\/?[^\s/<>[\]()%]+|\S/g;

/**
 * The first value of a text (ISO 32000-1, 7.3), or null when there is none that can be read. Strings with brackets in
 * them, which may stay unescaped, are not: file names have none.
 * @param text one byte of the file in each character
 */
export function parsePdfValue(text: string): PdfValue | null {
  const tokens = text.matchAll(token);
  const next = (): string | null => {
    for (const [found] of tokens) {
      if (!/^[\s%]/.test(found)) return found;
    }
    return null;
  };
  return valueFrom(next, next(), 0);
}

function valueFrom(
  next: () => string | null,
  first: string | null,
  depth: number,
): PdfValue | null {
  if (first === null || depth > mostDepth) return null;
  if (first === '<<') return dictionaryFrom(next, depth);
  if (first === '[') return arrayFrom(next, depth);
  if (first.startsWith('(')) return { text: characters(unescaped(first.slice(1, -1))) };
  if (first.startsWith('<'))
    return {
      text: characters(Buffer.from(first.replace(/[<>\s]/g, ''), 'hex').toString('latin1')),
    };
  const object = /^(\d+)\s+\d+\s+R$/.exec(first)?.[1];
  return object === undefined ? first : { object: Number(object) };
}

function dictionaryFrom(next: () => string | null, depth: number): PdfDictionary | null {
  const entries = new Map<string, PdfValue>();
  for (let key = next(); key !== '>>'; key = next()) {
    if (key === null || !key.startsWith('/')) return null;
    const value = valueFrom(next, next(), depth + 1);
    if (value === null) return null;
    entries.set(key.slice(1), value);
  }
  return entries;
}

function arrayFrom(next: () => string | null, depth: number): readonly PdfValue[] | null {
  const items: PdfValue[] = [];
  for (let first = next(); first !== ']'; first = next()) {
    const value = valueFrom(next, first, depth + 1);
    if (value === null) return null;
    items.push(value);
  }
  return items;
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    if (/^[\r\n]/.test(code)) return '';
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[code] ?? code;
  });
}

/** Text strings are UTF-16 or UTF-8 by their byte order mark, else nearly Latin-1. */
function characters(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  if (bytes.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(buffer);
  return bytes.startsWith('\xef\xbb\xbf') ? new TextDecoder().decode(buffer) : bytes;
}
