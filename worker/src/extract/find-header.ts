import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { candidatesFor, type Candidate } from './candidates.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { DateValue } from './find-values.ts';
import { findDueDate } from './find-due-date.ts';
import { found, type Found } from './found.ts';
import type { Reference } from './find-references.ts';
import type { Label } from './find-labels.ts';
import { heightOf } from './layout.ts';
import type { LabelName } from './rules/label-rule.ts';
import { onLine } from './by-place.ts';

type HeaderField = Extract<
  InvoiceFieldName,
  | 'document_type'
  | 'invoice_number'
  | 'invoice_date'
  | 'supply_date'
  | 'due_date'
  | 'order_reference'
  | 'payment_reference'
>;
export type HeaderFields = Partial<Record<HeaderField, Found>>;

/** Below this a value is rather left out than guessed. */
const leastScore = 0.4;
/** Titles are larger than most words by this much. */
const largeType = 1.3;

/** Finds what a header states: kind, number, dates and references. */
export function findHeader(facts: DocumentFacts): HeaderFields {
  const invoiceDate = findInvoiceDate(facts);
  const number = findInvoiceNumber(facts);
  return {
    document_type: findDocumentType(facts),
    ...(number && { invoice_number: number }),
    ...(invoiceDate && { invoice_date: invoiceDate.found }),
    ...optional('due_date', findDueDate(facts, invoiceDate?.date ?? null)),
    ...optional('supply_date', findSupplyDate(facts)),
    ...optional('order_reference', findReference(facts, 'order_reference', number)),
    ...optional('payment_reference', findReference(facts, 'payment_reference', number)),
  };
}

function optional(name: HeaderField, value: Found | null): HeaderFields {
  return value ? { [name]: value } : {};
}

/**
 * A credit note says so in its title; the words may also speak of another document further down. The label of its
 * number is title enough where no other one stands.
 */
function findDocumentType({ labels, layout, letterHeight }: DocumentFacts): Found {
  const invoice = labels.find(({ name, page }) => name === 'invoice_title' && page === 1);
  const titleOf = (wanted: LabelName) =>
    labels.find(
      (label) => label.name === wanted && label.page === 1 && isTitle(label, labels, letterHeight),
    );
  const credit = titleOf('credit_title') ?? (invoice ? undefined : titleOf('credit_number'));
  const height = layout.pages.get(1)?.height ?? 842;
  const isCredit =
    credit &&
    credit.top < height * 0.6 &&
    (!invoice || heightOf(credit) >= 0.8 * heightOf(invoice));
  const place = isCredit ? credit : invoice;
  return {
    value: isCredit ? 'credit_note' : 'invoice',
    place: place ? { ...place, page: place.line.page } : null,
    confidence: place ? 0.95 : 0.8,
  };
}

/**
 * A title stands at the beginning of a few words, or in large type; in a longer line that also says invoice it is
 * part of another one: `Gutschrift (selbst ausgestellte Rechnung) …`.
 */
function isTitle(label: Label, labels: readonly Label[], letterHeight: number): boolean {
  const { line, cell, firstToken } = label;
  const isShort = (line.cells[cell]?.tokens.length ?? 0) <= 8;
  const isLarge = heightOf(label) >= largeType * letterHeight;
  const isPart = labels.some((other) => other.name === 'invoice_title' && other.line === line);
  return (firstToken <= 1 && isShort) || (isLarge && !isPart);
}

function findInvoiceNumber(facts: DocumentFacts): Found | null {
  const { references } = facts;
  const named = candidatesFor(['invoice_number', 'credit_number'], facts, references);
  const titled = candidatesFor(['invoice_title', 'credit_title'], facts, references).filter(
    ({ relation }) => relation.kind !== 'below',
  );
  const places = Map.groupBy(references, ({ id }) => id);
  const scored = [...named, ...titled].map((candidate) => ({
    candidate,
    score:
      candidate.score * weightInTitle(candidate.label, facts.labels) * candidate.value.likeness +
      repetition(candidate.value, places),
  }));
  const best = scored.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < leastScore) return null;
  const { value } = best.candidate;
  return found(value.id, value, Math.min(0.98, best.score));
}

const titles: ReadonlySet<LabelName> = new Set([
  'invoice_title',
  'credit_title',
  'invoice_number',
  'credit_number',
]);

/** The title that stands before a label in its line: `Rechnung Nr. 12 vom 1.5.2026`. */
function titleBefore(label: Label, labels: readonly Label[]): Label | null {
  return (
    onLine(labels, label.line).find(
      ({ name, right }) => titles.has(name) && right <= label.left + 1,
    ) ?? null
  );
}

/** `No.` alone says little, after `Invoice` it says all; in the middle of a sentence any label says less. */
function weightInTitle(label: Label, labels: readonly Label[]): number {
  const inSentence = label.firstToken > 3;
  if (label.weight < 0.7 && titleBefore(label, labels)) return 0.97 / label.weight;
  return inSentence ? 0.8 : 1;
}

/** A number that stands in several places of a document (title, slip, page heads) is its own. */
function repetition({ id }: Reference, places: ReadonlyMap<string, readonly Reference[]>): number {
  return id.length >= 4 && (places.get(id)?.length ?? 0) > 1 ? 0.06 : 0;
}

function findInvoiceDate(facts: DocumentFacts): { date: IsoDate; found: Found } | null {
  const worded = candidatesFor(['date_word'], facts, facts.dates).filter(
    ({ label, relation }) => relation.kind === 'after' && titleBefore(label, facts.labels) !== null,
  );
  const candidates = [...candidatesFor(['invoice_date'], facts, facts.dates), ...worded].sort(
    (a, b) => b.score - a.score,
  );
  const best = candidates[0];
  if (best && best.score >= leastScore) return dateFound(best);
  return loneDate(facts);
}

/** Without a word for it, the first date that no other label claims: on letters and receipts it stands alone. */
function loneDate(facts: DocumentFacts) {
  const { dates, layout } = facts;
  const claimed = new Set(
    candidatesFor(['due_date', 'supply_date', 'supply_period', 'other_date'], facts, dates).map(
      ({ value }) => value,
    ),
  );
  const free = dates.filter((date) => !claimed.has(date));
  const first = free.find(({ page }) => page === 1);
  if (!first) return null;
  const height = layout.pages.get(1)?.height ?? 842;
  const isOnly = new Set(free.map(({ date }) => date)).size === 1;
  const confidence = (isOnly ? 0.75 : 0.5) * (first.top < height / 2 ? 1 : 0.85);
  return { date: first.date, found: found(first.date, first, confidence) };
}

function dateFound({ value, score }: Candidate<DateValue>): { date: IsoDate; found: Found } {
  const doubt = value.ambiguous ? 0.97 : 1;
  return { date: value.date, found: found(value.date, value, Math.min(0.97, score) * doubt) };
}

function findSupplyDate(facts: DocumentFacts): Found | null {
  const single = candidatesFor(['supply_date'], facts, facts.dates)[0];
  if (single && single.score >= leastScore) return dateFound(single).found;
  return lastOfPeriod(candidatesFor(['supply_period'], facts, facts.dates));
}

/** Of a period the last day counts: then the supply is complete. */
function lastOfPeriod(candidates: readonly Candidate<DateValue>[]): Found | null {
  const best = candidates[0];
  if (!best || best.score < leastScore) return null;
  const period = candidates.filter(
    ({ label, value }) => label === best.label && value.line === best.value.line,
  );
  const last = period.sort((a, b) => b.value.left - a.value.left)[0] ?? best;
  return dateFound({ ...last, score: best.score }).found;
}

function findReference(
  facts: DocumentFacts,
  name: Extract<LabelName, 'order_reference' | 'payment_reference'>,
  number: Found | null,
): Found | null {
  const best = candidatesFor([name], facts, facts.references)
    .filter(({ value }) => value.id !== number?.value)
    .map((candidate) => ({ ...candidate, score: candidate.score * candidate.value.likeness }))
    .sort((a, b) => b.score - a.score)[0];
  return best && best.score >= leastScore ? found(best.value.id, best.value, best.score) : null;
}
