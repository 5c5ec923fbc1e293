import { normalizeIban } from '@smart-accounting/accounting/iban';
import { absMinor, parseMinor } from '@smart-accounting/accounting/money';
import { certainConfidence } from '@smart-accounting/accounting/purchase-invoice/certainty';
import type {
  InvoiceFieldName,
  ReadingFinding,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { DocumentFacts } from './document-facts.ts';
import { plainLetters, plainWords } from './patterns/plain-letters.ts';
import { findLabelledAmounts, sumCandidates } from './totals/find-labelled-amounts.ts';

/** Numbers with fewer letters and digits stand on every page, inside others. */
const minCharacters = 4;

/** Whether the page agrees with a value of the e-invoice, though something else was read for the field. */
type Agreement = (stated: string, read: string, facts: DocumentFacts) => boolean;

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
  const agreements: readonly (readonly [InvoiceFieldName, Agreement])[] = [
    ['total', (total, found) => sameAmount(found, payable) || isPrintedTotal(total, found, facts)],
    ['supplier_iban', isPrintedIban],
    ['invoice_number', isPrintedNumber],
  ];
  return agreements.flatMap(([name, agrees]) => {
    const stated = eInvoice.fields[name];
    const found = read.fields[name];
    if (!stated || !found || found.value === stated.value) return [];
    // Only what would count without an e-invoice contradicts one.
    if (found.source !== 'text_layer' || found.confidence < certainConfidence) return [];
    if (agrees(stated.value, found.value, facts)) return [];
    const { page, box } = found;
    const code = 'e_invoice_differs';
    return [{ code, fields: [name], expected: stated.value, found: found.value, page, box }];
  });
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
  const isSum = sumCandidates(findLabelledAmounts(facts)).some(
    ({ role, minor }) => (role === 'total' || role === 'payable') && sameAmount(total, minor),
  );
  return isSum || (compact(total).endsWith(compact(found)) && isPrinted(total, facts));
}

/** Suppliers print several accounts, of which the e-invoice states one. */
function isPrintedIban(iban: string, _found: string, facts: DocumentFacts): boolean {
  return facts.ibans.some(({ id }) => id === normalizeIban(iban)) || isPrinted(iban, facts);
}

/**
 * Programs print a number with what is before or behind it, such as a year, or state it so. More digits behind it make it
 * another number.
 */
function isPrintedNumber(number: string, found: string, { layout }: DocumentFacts): boolean {
  return (
    holdsNumber(found, number) ||
    holdsNumber(number, found) ||
    layout.lines.some(
      ({ cells }) =>
        holdsNumber(cells.map((cell) => cell.text).join(' '), number) ||
        cells.some(({ tokens }) => tokens.some((token) => holdsNumber(token.text, number))),
    )
  );
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
