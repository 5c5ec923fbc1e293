import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue } from '../extracted-value.ts';
import { dateFound, type DateValue } from './decide-dates.ts';
import { type LabelMatch, matchLabels, minMatchScore } from '../match-labels.ts';
import { titleBefore } from './find-document-type.ts';

/** A date, and the field in which it is stated. */
export interface ExtractedDate {
  readonly date: IsoDate;
  readonly field: ExtractedValue;
}

/** Finds the date of the invoice: beside its label, after the title (`Rechnung vom …`), or on its own. */
export function findInvoiceDate(facts: DocumentFacts): ExtractedDate | null {
  const worded = matchLabels(['date_word'], facts, facts.dates).filter(
    ({ label, position }) => position.kind === 'after' && titleBefore(label, facts.labels) !== null,
  );
  const matches = [...matchLabels(['invoice_date'], facts, facts.dates), ...worded].sort(
    (a, b) => b.score - a.score,
  );
  const best = matches[0];
  if (best && best.score >= minMatchScore) return labelledDate(best);
  return unlabelledDate(facts);
}

/** Without a label, the first date that no other label claims: on letters and receipts it is on its own. */
function unlabelledDate(facts: DocumentFacts): ExtractedDate | null {
  const { dates, layout } = facts;
  const claimed = new Set(
    matchLabels(['due_date', 'supply_date', 'supply_period', 'other_date'], facts, dates).map(
      ({ value }) => value,
    ),
  );
  const free = dates.filter((date) => !claimed.has(date));
  const first = free.find(({ page }) => page === 1);
  if (!first) return null;
  const height = layout.pages.get(1)?.height ?? 842;
  const isOnly = new Set(free.map(({ date }) => date)).size === 1;
  const confidence = (isOnly ? 0.75 : 0.5) * (first.top < height / 2 ? 1 : 0.85);
  return { date: first.date, field: dateFound(first, confidence) };
}

/** A date with its label. */
export function labelledDate({ value, score }: LabelMatch<DateValue>): ExtractedDate {
  return { date: value.date, field: dateFound(value, score) };
}
