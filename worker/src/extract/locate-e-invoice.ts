import { normalizeIban } from '@smart-accounting/accounting/iban';
import { parseMinor } from '@smart-accounting/accounting/money';
import { mostReviewedLines } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import type {
  InvoiceFieldName,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import type { Page } from '@smart-accounting/worker-contract';
import type { DocumentFacts } from './document-facts.ts';
import { evidenceOn, type Place } from './extracted-value.ts';
import type { Layout, Line, Token } from './layout/layout.ts';
import { plainWords } from './patterns/plain-letters.ts';
import { boundingBox } from './layout/rect.ts';

/**
 * Locates the values of an e-invoice on the pages; the values themselves stay as they are. Of thousands of lines, only
 * as many are located as a person would review.
 */
export function locateEInvoice(
  invoice: ReadInvoice,
  pages: readonly Page[],
  facts: DocumentFacts,
): ReadInvoice {
  const words = printedWords(facts.layout);
  return {
    fields: Object.fromEntries(
      Object.entries(invoice.fields).map(([name, field]) => [
        name,
        { ...field, ...evidenceOn(pages, placeOf(name, field.value, facts, words)) },
      ]),
    ),
    vat: invoice.vat.map((row) => ({
      ...row,
      ...evidenceOn(pages, placeOfAmount(row.vatMinor, facts)),
    })),
    lines: invoice.lines.map((line, index) =>
      index < mostReviewedLines
        ? { ...line, ...evidenceOn(pages, placeOfText(line.description, words)) }
        : line,
    ),
  };
}

/** Fields whose values are written differently on a page. */
const dateFields: ReadonlySet<string> = new Set<InvoiceFieldName>([
  'invoice_date',
  'supply_date',
  'due_date',
]);
const amountFields: ReadonlySet<string> = new Set<InvoiceFieldName>([
  'net_total',
  'vat_total',
  'total',
  'prepaid_total',
  'rounding',
]);

function placeOf(
  name: string,
  value: string,
  facts: DocumentFacts,
  words: PrintedWords,
): Place | null {
  if (dateFields.has(name)) return facts.dates.find(({ date }) => date === value) ?? null;
  if (amountFields.has(name)) return placeOfAmount(parseMinor(value), facts);
  if (name === 'supplier_iban')
    return facts.ibans.find(({ id }) => id === normalizeIban(value)) ?? placeOfText(value, words);
  if (name === 'supplier_vat_number') {
    return (
      facts.vatNumbers.find(({ id }) => id === normalizeVatNumber(value)) ??
      placeOfText(value, words)
    );
  }
  return name === 'document_type' ? null : placeOfText(value, words);
}

/** The last occurrence of an amount: totals come last, and the same amount may also be that of a line. */
function placeOfAmount(minor: bigint, { numbers }: DocumentFacts): Place | null {
  return numbers.findLast((number) => number.minor === minor || number.minor === -minor) ?? null;
}

/** The words of all pages in reading order, and the positions of each distinct word among them. */
interface PrintedWords {
  readonly words: readonly { readonly word: string; readonly token: Token; readonly line: Line }[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

function printedWords({ lines }: Layout): PrintedWords {
  const words = lines.flatMap((line) =>
    line.cells.flatMap(({ tokens }) =>
      tokens.flatMap((token) => plainWords(token.text).map((word) => ({ word, token, line }))),
    ),
  );
  const positions = Map.groupBy(words.keys(), (at) => words[at]?.word ?? '');
  return { words, positions };
}

/** Limits the work for malicious pages with a hundred thousand equal words. */
const maxAttempts = 500;

/** The first place where the words of a text follow each other on one line, or null. */
function placeOfText(text: string, { words, positions }: PrintedWords): Place | null {
  const wanted = plainWords(text);
  for (const start of (positions.get(wanted[0] ?? '') ?? []).slice(0, maxAttempts)) {
    const line = words[start]?.line;
    const isHere = (word: string, at: number) =>
      words[start + at]?.word === word && words[start + at]?.line === line;
    if (!line || !wanted.every(isHere)) continue;
    const matching = words.slice(start, start + wanted.length);
    return { ...boundingBox(matching.map(({ token }) => token)), page: line.page };
  }
  return null;
}
