import { isIban, normalizeIban } from '@smart-accounting/accounting/iban';
import {
  isKvkNumber,
  isVatNumber,
  normalizeVatNumber,
} from '@smart-accounting/accounting/vat-number';
import type { Layout, Line, Token } from '../layout/layout.ts';
import { boundingBox } from '../layout/rect.ts';
import { repairedIban, repairedVatNumber } from '../patterns/look-alikes.ts';
import type { Span } from '../layout/text-span.ts';

/** An IBAN, VAT number or KvK number in a document. */
export interface Identifier extends Span {
  readonly id: string;
  /** whether its check digits are correct */
  readonly valid: boolean;
}

export interface Identifiers {
  readonly ibans: readonly Identifier[];
  readonly vatNumbers: readonly Identifier[];
  readonly kvkNumbers: readonly Identifier[];
}

const maxIbanLength = 34;
/** What may follow the first group of an IBAN: groups of up to four characters, or the rest in digits. */
const groupOfIban = /^(?:[A-Z0-9]{1,4}|\d{5,20})$/;
const ibanForm = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/**
 * The parts of a VAT number may be separated by points, spaces or dashes. A separate country code is in capitals, and
 * `NO` before a number is the English abbreviation.
 */
const vatStart = /^\(?(?:CHE|[A-Z]{2})[A-Z.-]*\d[\dA-Z.-]*$|^\(?(?!NO)(?:CHE|[A-Z]{2})-?$/;
const maxVatNumberLength = 14;
const countriesOfIban =
  /^(AD|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MC|MT|NL|NO|PL|PT|RO|SE|SI|SK|SM)/;

/** Finds IBANs, VAT numbers and KvK (trade register) numbers by their format and check digits. */
export function findIdentifiers(layout: Layout): Identifiers {
  return {
    ibans: layout.lines.flatMap((line) => ibansOf(line, layout.recognised)),
    vatNumbers: layout.lines.flatMap((line) => vatNumbersOf(line, layout.recognised)),
    kvkNumbers: layout.lines.flatMap((line) => kvkNumbersOf(line)),
  };
}

function ibansOf(line: Line, recognised: boolean): Identifier[] {
  return scan(line, (tokens) => {
    const first = clean(tokens[0]?.text ?? '').replace(/^IBAN:?/i, '');
    if (!countriesOfIban.test(first) || !/^[A-Z]{2}[\dOIlS]/.test(first)) return null;
    // A VAT number is often right before an IBAN.
    if (first.length > 4 && isVatNumber(first)) return null;
    let longest: Match | null = null;
    let joined = '';
    for (const [index, { text }] of tokens.entries()) {
      const part = index === 0 ? first : clean(text);
      if (index > 0 && (!groupOfIban.test(part) || /^(?:IBAN|BIC)$/.test(part))) break;
      if (joined.length + part.length > maxIbanLength) break;
      joined += part;
      const read = normalizeIban(joined);
      const id = recognised ? repairedIban(read) : read;
      const count = index + 1;
      if (isIban(id)) longest = { id, valid: true, count };
      else if (ibanForm.test(id) && !longest?.valid && id.length <= 27) {
        longest = { id, valid: false, count };
      }
    }
    return longest;
  });
}

function vatNumbersOf(line: Line, recognised: boolean): Identifier[] {
  return scan(line, (tokens) => {
    const first = clean(tokens[0]?.text ?? '').replace(/^[a-z]{2}(?=\d)/, (country) =>
      country.toUpperCase(),
    );
    const bare = /^\d[\d.]{8,14}B\.?\d{2}$/i.test(first);
    if (!bare && !vatStart.test(first)) return null;
    let longest: Match | null = null;
    let joined = bare ? 'NL' : '';
    for (const [index, { text }] of tokens.slice(0, 5).entries()) {
      const part = index === 0 ? first : clean(text);
      if (!/^[A-Z0-9.-]+$/i.test(part) || joined.length + part.length > maxVatNumberLength + 5)
        break;
      joined += part;
      const read = normalizeVatNumber(joined);
      const id = recognised ? repairedVatNumber(read) : read;
      const count = index + 1;
      if (isVatNumber(id)) longest = { id, valid: true, count };
      else if (/^NL\d{9}B\d{2}$/.test(id) && !longest?.valid) longest = { id, valid: false, count };
    }
    return longest;
  });
}

function kvkNumbersOf(line: Line): Identifier[] {
  return scan(line, (tokens) => {
    let joined = '';
    for (const [index, { text }] of tokens.slice(0, 4).entries()) {
      const part = clean(text).replace(/\.$/, '');
      if (!/^\d{2,8}$/.test(part)) return null;
      joined += part;
      if (isKvkNumber(joined)) return { id: joined, valid: true, count: index + 1 };
    }
    return null;
  });
}

interface Match {
  readonly id: string;
  readonly valid: boolean;
  /** of its tokens */
  readonly count: number;
}

/**
 * Tries to read an identifier at every token of a line. It may extend over several cells, since its groups of digits
 * may be far apart.
 */
function scan(line: Line, read: (tokens: readonly Token[]) => Match | null): Identifier[] {
  const found: Identifier[] = [];
  const placed = line.cells.flatMap(({ tokens }, cell) => tokens.map((token) => ({ token, cell })));
  let at = 0;
  while (at < placed.length) {
    const match = read(placed.slice(at).map(({ token }) => token));
    if (match) {
      const own = placed.slice(at, at + match.count).map(({ token }) => token);
      found.push({
        ...boundingBox(own),
        id: match.id,
        valid: match.valid,
        text: own.map(({ text }) => text).join(' '),
        line,
        cell: placed[at]?.cell ?? 0,
        tokens: own,
        page: line.page,
        confidence: Math.min(...own.map(({ confidence }) => confidence)),
      });
    }
    at += match?.count ?? 1;
  }
  return found;
}

function clean(text: string): string {
  return text.replace(/^[("'•|]+|[)"',;:.•|]+$/g, '');
}
