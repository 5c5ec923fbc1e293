import { formatMinor } from '@smart-accounting/accounting/money';
import type {
  Evidence,
  InvoiceFieldName,
  ReadingFinding,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import { type DocumentFacts, findFacts } from './document-facts.ts';
import { evidenceOn, type Place } from './extracted-value.ts';
import { findValues } from './find-values.ts';
import { findReferences } from './header/find-references.ts';
import { buildLayout } from './layout/layout.ts';
import { findIdentifiers, type Identifier } from './parties/find-identifiers.ts';

/** Shorter numbers are pages, counts and sizes. */
const minDigits = 4;

/** The pages as people see them. */
export function visiblePages(pages: readonly Page[]): Page[] {
  return pages.map((page) => ({ ...page, words: page.words.filter((word) => !word.hidden) }));
}

/**
 * What stands in the file where nobody can see it, and could pass for a value of the invoice: an account, a VAT
 * number, an amount, another number. What can also be read somewhere is not told (the text that a scanner puts under
 * its picture); nor is more than one of a kind.
 * @param pages with their hidden words
 */
export function findHiddenText(pages: readonly Page[]): ReadingFinding[] {
  const hidden = pages.map((page) => ({
    ...page,
    words: page.words.filter((word) => word.hidden),
  }));
  if (hidden.every(({ words }) => words.length === 0)) return [];
  const facts = findFacts(visiblePages(pages));
  const layout = buildLayout(hidden);
  const { ibans, vatNumbers } = findIdentifiers(layout);
  const identifiers = [...ibans, ...vatNumbers];
  const seen = textsOf(facts);
  const isSeen = ({ text }: { readonly text: string }) => seen.includes(plain(text));
  const told = (field: InvoiceFieldName, found: string, place: Place): ReadingFinding => ({
    code: 'hidden_text',
    fields: [field],
    expected: null,
    found,
    ...onPage(evidenceOn(pages, place)),
  });
  const unseen = (field: InvoiceFieldName, found: readonly Identifier[]) =>
    found
      .filter(({ tokens, valid }) => valid && !tokens.every(isSeen))
      .slice(0, 1)
      .map((identifier) => told(field, identifier.id, identifier));
  const amounts = new Set(facts.numbers.map(({ minor }) => minor));
  const amount = findValues(layout).numbers.find(
    ({ number, minor }) => number.decimals === 2 && minor !== null && !amounts.has(minor),
  );
  const number = findReferences(layout).find(
    ({ id, line, left, right }) =>
      id.replaceAll(/\D/g, '').length >= minDigits &&
      !isSeen({ text: id }) &&
      !identifiers.some((other) => other.line === line && left < other.right && right > other.left),
  );
  return [
    ...unseen('supplier_iban', ibans),
    ...unseen('supplier_vat_number', vatNumbers),
    ...(amount?.minor != null ? [told('total', formatMinor(amount.minor), amount)] : []),
    ...(number ? [told('invoice_number', number.id, number)] : []),
  ];
}

/** What stands beside the page is shown at the place of the page that is nearest to it. */
function onPage({ page, box }: Evidence): Evidence {
  if (!box) return { page, box };
  const within = (from: number, size: number) => Math.min(1 - size, Math.max(0, from));
  const [width, height] = [Math.min(1, box.width), Math.min(1, box.height)];
  return { page, box: { x: within(box.x, width), y: within(box.y, height), width, height } };
}

/** All that can be read, line by line, without spaces and signs. */
function textsOf({ layout }: DocumentFacts): string {
  return layout.lines.map(({ cells }) => plain(cells.map(({ text }) => text).join(''))).join(' ');
}

function plain(text: string): string {
  return text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
