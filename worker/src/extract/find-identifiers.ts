import { isIban, normalizeIban } from '@smart-accounting/accounting/iban';
import {
  isKvkNumber,
  isVatNumber,
  normalizeVatNumber,
} from '@smart-accounting/accounting/vat-number';
import type { Layout, Line, Token } from './layout.ts';
import { around } from './layout.ts';
import { repairedIban, repairedVatNumber } from './patterns/look-alikes.ts';
import type { Span } from './text-span.ts';

/** An account or a number of a register where it stands. */
export interface Identifier extends Span {
  readonly id: string;
  /** whether its check digits are right */
  readonly valid: boolean;
}

export interface Identifiers {
  readonly ibans: readonly Identifier[];
  readonly vatNumbers: readonly Identifier[];
  readonly kvkNumbers: readonly Identifier[];
}

const longestIban = 34;
/** What may follow the first group: groups of four, or the rest in digits. */
const groupOfIban = /^(?:[A-Z0-9]{1,4}|\d{5,20})$/;
const ibanForm = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/**
 * A VAT number's parts may be set apart by points, spaces or dashes; a country apart from its number is in capitals,
 * and `NO` before a number is the English word.
 */
const vatStart = /^\(?(?:CHE|[A-Z]{2})[A-Z.-]*\d[\dA-Z.-]*$|^\(?(?!NO)(?:CHE|[A-Z]{2})-?$/;
const longestVatNumber = 14;
const countriesOfIban =
  /^(AD|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MC|MT|NL|NO|PL|PT|RO|SE|SI|SK|SM)/;

/** Finds accounts, VAT and trade register numbers by their form and check digits. */
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
    // A firm's VAT number stands before its account often enough.
    if (first.length > 4 && isVatNumber(first)) return null;
    let longest: Match | null = null;
    let joined = '';
    for (const [index, { text }] of tokens.entries()) {
      const part = index === 0 ? first : clean(text);
      if (index > 0 && (!groupOfIban.test(part) || /^(?:IBAN|BIC)$/.test(part))) break;
      if (joined.length + part.length > longestIban) break;
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
      if (!/^[A-Z0-9.-]+$/i.test(part) || joined.length + part.length > longestVatNumber + 5) break;
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
  /** how many tokens it takes */
  readonly count: number;
}

/** Tries at every token of a line what may begin there; columns are no borders, since groups of digits stand apart. */
function scan(line: Line, read: (tokens: readonly Token[]) => Match | null): Identifier[] {
  const found: Identifier[] = [];
  const placed = line.cells.flatMap(({ tokens }, cell) => tokens.map((token) => ({ token, cell })));
  let at = 0;
  while (at < placed.length) {
    const match = read(placed.slice(at).map(({ token }) => token));
    if (match) {
      const own = placed.slice(at, at + match.count).map(({ token }) => token);
      found.push({
        ...around(own),
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
