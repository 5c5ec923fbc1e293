import { countryOfVatNumber } from '@smart-accounting/accounting/vat-number';
import { matchLabels, type LabelContext } from '../match-labels.ts';
import type { DocumentFacts } from '../document-facts.ts';
import type { Identifier } from './find-identifiers.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { NameSpan } from './party-names.ts';
import { partyAt } from './find-party-regions.ts';
import { plainLetters } from '../patterns/plain-letters.ts';
import { onLine, onPage } from '../layout/position-index.ts';

/** Words near an account that the supplier will debit: it is the customer's. */
const directDebitWords = [
  'abgebucht',
  'eingezogen',
  'lastschrift von',
  'afgeschreven',
  'geincasseerd',
  'automatische incasso',
  'debited from',
  'direct debit from',
  'preleve',
];
/** How far these words may be above the account, in points. */
const debitReach = 45;
const invalidScore = 0.45;
/** From a name to the last line of its address, in points. */
const addressDepth = 75;

interface Ranked {
  readonly number: Identifier;
  readonly score: number;
}

/** Finds the supplier's account: the one to pay to. */
export function findSupplierIban(facts: DocumentFacts): ExtractedValue | null {
  const ranked = facts.ibans.map((number) => {
    const labelled =
      matchLabels(['iban'], anywhere(facts), [number]).length > 0 || followsLabel(number, facts);
    const party = partyAt(number, facts.regions);
    const score =
      (number.valid ? 0.9 : labelled ? invalidScore : 0) +
      (labelled ? 0.07 : 0) -
      (party === 'customer' ? 0.5 : 0) -
      (isDebited(number, facts) ? 0.6 : 0);
    return { number, score };
  });
  return bestOf(ranked, facts);
}

/** Finds the supplier's VAT number: not that of the own company, nor one in the customer's address. */
export function findSupplierVatNumber(
  facts: DocumentFacts,
  ownNumber: string | null,
  customerName: NameSpan | null,
): ExtractedValue | null {
  const customers = new Set(
    matchLabels(['customer_detail'], anywhere(facts), facts.vatNumbers).map(
      ({ value }) => value.id,
    ),
  );
  const ibanCountry = facts.ibans.find(({ valid }) => valid)?.id.slice(0, 2);
  const ranked = facts.vatNumbers.map((number) => {
    const labelled = matchLabels(['vat_number', 'vat_total'], anywhere(facts), [number]).length > 0;
    const party = partyAt(number, facts.regions);
    const score =
      (number.valid ? 0.72 : invalidScore) +
      (labelled ? 0.2 : 0) +
      (party === 'supplier' ? 0.15 : 0) +
      (countryOfVatNumber(number.id) === ibanCountry ? 0.05 : 0) +
      lowerOnPage(number, facts) * 0.06 -
      (party === 'customer' || party === 'other' ? 0.7 : 0) -
      (customers.has(number.id) ? 0.8 : 0) -
      (number.id === ownNumber ? 2 : 0) -
      (isBelowCustomerNumber(number, facts) ? 0.3 : 0) -
      (customerName && isInAddress(number, customerName) ? 0.4 : 0);
    return { number, score };
  });
  return bestOf(ranked, facts);
}

/** Finds the supplier's KvK number (Dutch trade register). Only with a label: any eight digits could be one. */
export function findSupplierKvkNumber(
  facts: DocumentFacts,
  ownNumber: string | null,
): ExtractedValue | null {
  const ranked = matchLabels(['kvk_number'], anywhere(facts), facts.kvkNumbers).map(
    ({ value, score }) => {
      const party = partyAt(value, facts.regions);
      const against = party === 'customer' || value.id === ownNumber ? 1 : 0;
      return { number: value, score: Math.min(0.95, score) - against };
    },
  );
  return bestOf(ranked, facts);
}

/** These numbers belong to parties, so being in the section of a party does not count against them. */
function anywhere({ labels }: DocumentFacts): LabelContext {
  return { labels, regions: [], tableLines: new Set(), tableHeads: [] };
}

function bestOf(ranked: Ranked[], facts: DocumentFacts): ExtractedValue | null {
  const first = ranked.sort((a, b) => b.score - a.score)[0];
  if (!first || first.score < 0.4) return null;
  const misread = !first.number.valid && facts.layout.recognised ? 0.6 : 1;
  return extractedValue(first.number.id, first.number, Math.min(0.98, first.score) * misread);
}

/** Whether a number begins the line after one that ends with its label: `… auf folgende Bankverbindung:`. */
function followsLabel(number: Identifier, { labels, layout }: DocumentFacts): boolean {
  const above = layout.lines[number.line.index - 1];
  if (number.tokens[0] !== number.line.cells[0]?.tokens[0] || above?.page !== number.page)
    return false;
  const last = above.cells.length - 1;
  return onLine(labels, above).some(
    ({ name, cell, endToken }) =>
      name === 'iban' && cell === last && endToken === above.cells[last]?.tokens.length,
  );
}

function isDebited(number: Identifier, { layout }: DocumentFacts): boolean {
  return onPage(layout.lines, number.page).some((line) => {
    if (Math.abs(line.bottom - number.top) > debitReach) return false;
    const text = plainLetters(line.cells.map((cell) => cell.text).join(' '));
    return directDebitWords.some((words) => text.includes(words));
  });
}

/** 0 at the top of the page to 1 at the bottom, where companies print their own numbers. */
function lowerOnPage(number: Identifier, { layout }: DocumentFacts): number {
  return number.top / (layout.pages.get(number.page)?.height ?? 842);
}

/** Whether a number is in the address below a name. */
function isInAddress(number: Identifier, name: NameSpan): boolean {
  const drop = number.top - name.bottom;
  const first = number.line.cells[number.cell]?.left ?? number.left;
  return (
    name.page === number.page &&
    drop > -2 &&
    drop < addressDepth &&
    Math.abs(first - name.left) < 12
  );
}

/** Whether a VAT number is below `Klantnummer` or the like, and so is the customer's. */
function isBelowCustomerNumber(number: Identifier, { labels }: DocumentFacts): boolean {
  return onPage(labels, number.page).some(
    ({ name, text, bottom, top, left, right }) =>
      name === 'other_number' &&
      /klant|debiteur|kunde|customer|client|relatie/i.test(text) &&
      number.top >= top &&
      number.top - bottom < 30 &&
      (Math.abs(left - number.left) < 160 || Math.abs(right - number.right) < 160),
  );
}
