import { normalizeIban } from '@smart-accounting/accounting/iban';
import { absMinor, parseMinor } from '@smart-accounting/accounting/money';
import { certainConfidence } from '@smart-accounting/accounting/purchase-invoice/certainty';
import type {
  InvoiceFieldName,
  ReadField,
  ReadingFinding,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { DocumentFacts } from './document-facts.ts';
import { matchLabels } from './match-labels.ts';
import { plainLetters, plainWords } from './patterns/plain-letters.ts';
import { sumCandidates } from './totals/find-labelled-amounts.ts';

/** A number with fewer letters and digits is a part of many others. */
const minCharacters = 4;
/** Numbers with fewer stand on many a page, as a year, or inside those of telephones and accounts. */
const minCharactersAnywhere = 6;

/** Whether the page agrees with a value of the e-invoice, though something else was read for the field. */
type Agreement = (stated: string, found: ReadField, facts: DocumentFacts) => boolean;

/** How a field of the e-invoice is compared with the page. */
interface Comparison {
  readonly name: InvoiceFieldName;
  /** from which confidence something else that was read contradicts it; below that the page says nothing clearly */
  readonly likely: number;
  readonly agrees: Agreement;
}

/**
 * Where the page of an e-invoice says something else than its XML: another total, account or number than people see who
 * look at the invoice. What the page does not say, or not clearly, contradicts nothing.
 * @param read what was read from the pages alone
 */
export function differencesFromPage(
  eInvoice: ReadInvoice,
  read: ReadInvoice,
  facts: DocumentFacts,
): ReadingFinding[] {
  const payable = payableOf(eInvoice);
  const comparisons: readonly Comparison[] = [
    {
      name: 'total',
      likely: 0.4,
      agrees: (total, found) =>
        sameAmount(found.value, payable) ||
        isPrintedTotal(total, found.value, facts) ||
        (isDoubtful(found) && isPrintedAmount([parseMinor(total), payable], facts)),
    },
    // Less certain is an account that may be the customer's.
    { name: 'supplier_iban', likely: 0.5, agrees: (iban) => isPrintedIban(iban, facts) },
    {
      name: 'invoice_number',
      likely: 0.4,
      agrees: (number, found) => isPrintedNumber(number, found.value, facts),
    },
  ];
  return comparisons.flatMap(({ name, likely, agrees }) => {
    const stated = eInvoice.fields[name];
    const found = read.fields[name];
    if (!stated || !found || found.value === stated.value) return [];
    if (found.source !== 'text_layer' || found.confidence < likely) return [];
    if (agrees(stated.value, found, facts)) return [];
    const { page, box } = found;
    const code = 'e_invoice_differs';
    return [{ code, fields: [name], expected: stated.value, found: found.value, page, box }];
  });
}

/** A doubtful reading only contradicts what the page prints nowhere. */
function isDoubtful({ confidence }: ReadField): boolean {
  return confidence < certainConfidence;
}

/** What is left to pay, as some pages print for the total. */
function payableOf({ fields }: ReadInvoice): bigint | null {
  const minorOf = (name: InvoiceFieldName) => parseMinor(fields[name]?.value ?? '0');
  return fields.total ? minorOf('total') - minorOf('prepaid_total') + minorOf('rounding') : null;
}

function sameAmount(value: string, minor: bigint | null): boolean {
  return minor !== null && absMinor(parseMinor(value)) === absMinor(minor);
}

/**
 * A page may print several sums that are called total: what is invoiced, what is left to pay. And where it does not
 * write all numbers alike, only the end of one may have been read: of `1 210,00` the 210,00.
 */
function isPrintedTotal(total: string, found: string, facts: DocumentFacts): boolean {
  const isSum = sumCandidates(facts.amounts).some(
    ({ role, minor }) => (role === 'total' || role === 'payable') && sameAmount(total, minor),
  );
  return isSum || (compact(total).endsWith(compact(found)) && isPrinted(total, facts));
}

/** Whether one of the amounts stands anywhere on the pages. */
function isPrintedAmount(wanted: readonly (bigint | null)[], { numbers }: DocumentFacts): boolean {
  const amounts = new Set(wanted.flatMap((minor) => (minor === null ? [] : [absMinor(minor)])));
  return numbers.some(({ minor }) => minor !== null && amounts.has(absMinor(minor)));
}

/** Suppliers print several accounts, of which the e-invoice states one. */
function isPrintedIban(iban: string, facts: DocumentFacts): boolean {
  return facts.ibans.some(({ id }) => id === normalizeIban(iban)) || isPrinted(iban, facts);
}

/**
 * Programs print a number with what is before or behind it, such as a year, or state it so. More digits behind it make it
 * another number.
 */
function isPrintedNumber(number: string, found: string, facts: DocumentFacts): boolean {
  if (holdsNumber(found, number) || holdsNumber(number, found)) return true;
  return compact(number).length < minCharactersAnywhere
    ? isPartOf(found, number) || isLabelledNumber(number, facts)
    : facts.layout.lines.some(
        ({ cells }) =>
          holdsNumber(cells.map((cell) => cell.text).join(' '), number) ||
          cells.some(({ tokens }) => tokens.some((token) => holdsNumber(token.text, number))),
      );
}

/** Whether a short number is a part of the one that was read: `17` of `2026-0017`. */
function isPartOf(found: string, number: string): boolean {
  const unpadded = (text: string) => plainLetters(text).replace(/^0+/, '');
  return found.split(/[^\p{L}\d]+/u).some((part) => unpadded(part) === unpadded(number));
}

/** Whether a label calls this the number of the document. */
function isLabelledNumber(number: string, facts: DocumentFacts): boolean {
  const names = ['invoice_number', 'credit_number', 'invoice_title', 'credit_title'] as const;
  return matchLabels(names, facts, facts.references).some(({ value }) => value.id === number);
}

/** Whether the number stands in the text, whatever spaces and punctuation are in it; a short one must be all of it. */
function holdsNumber(text: string, number: string): boolean {
  const signs = plainLetters(number).match(/[a-z0-9]/g) ?? [];
  if (signs.length < minCharacters) return compact(text) === compact(number);
  return new RegExp(`${signs.join('[^a-z0-9]*')}(?![0-9])`).test(plainLetters(text));
}

/** Whether the text stands in a line, whatever spaces and punctuation are in it. */
function isPrinted(text: string, { layout }: DocumentFacts): boolean {
  const wanted = compact(text);
  if (wanted.length < minCharacters) {
    return layout.lines.some(({ cells }) =>
      cells.some(({ tokens }) => tokens.some((token) => compact(token.text) === wanted)),
    );
  }
  return layout.lines.some(({ cells }) =>
    compact(cells.map((cell) => cell.text).join('')).includes(wanted),
  );
}

function compact(text: string): string {
  return plainWords(text).join('');
}
