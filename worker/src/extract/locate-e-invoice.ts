import type {
  InvoiceFieldName,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { normalizeIban } from '@smart-accounting/accounting/iban';
import { normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { parseMinor } from '@smart-accounting/accounting/money';
import type { Page } from '@smart-accounting/worker-contract';
import type { DocumentFacts } from './document-facts.ts';
import { evidenceOn, type Place } from './found.ts';
import { around, type Layout, type Line, type Token } from './layout.ts';
import { plainWords } from './patterns/plain-letters.ts';

/** Finds where on the pages the values of an electronic invoice stand; the values stay as they are. */
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
    lines: invoice.lines.map((line) => ({
      ...line,
      ...evidenceOn(pages, placeOfText(line.description, words)),
    })),
  };
}

/** Fields by how their values are written on a page. */
const dateFields: ReadonlySet<string> = new Set<InvoiceFieldName>([
  'invoice_date',
  'supply_date',
  'due_date',
]);
const amountFields: ReadonlySet<string> = new Set<InvoiceFieldName>([
  'net_total',
  'vat_total',
  'total',
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

/** Sums stand last: the same amount may be a line's, too. */
function placeOfAmount(minor: bigint, { numbers }: DocumentFacts): Place | null {
  return numbers.findLast((number) => number.minor === minor || number.minor === -minor) ?? null;
}

/** The words of all pages one after the other, and where among them each stands. */
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

/** The first place where the words of a text stand one after the other in a line. */
function placeOfText(text: string, { words, positions }: PrintedWords): Place | null {
  const wanted = plainWords(text);
  for (const start of positions.get(wanted[0] ?? '') ?? []) {
    const found = words.slice(start, start + wanted.length);
    const line = found[0]?.line;
    if (!line || !wanted.every((word, at) => found[at]?.word === word && found[at].line === line)) {
      continue;
    }
    return { ...around(found.map(({ token }) => token)), page: line.page };
  }
  return null;
}
