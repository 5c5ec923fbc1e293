import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue } from '../extracted-value.ts';
import type { DateValue } from './decide-dates.ts';
import { type LabelMatch, matchLabels, minMatchScore } from '../match-labels.ts';
import type { LabelName } from '../rules/label-rule.ts';
import { labelledDate } from './find-invoice-date.ts';

/** Inside a period other words are no labels: `van 1-3-2026 tot en met 31-3-2026`. */
const dateLabels: ReadonlySet<string> = new Set<LabelName>([
  ...(['supply_period', 'supply_date', 'invoice_date', 'due_date', 'other_date'] as const),
]);

/** Finds the date of supply: a single date, or the end of a period. */
export function findSupplyDate(facts: DocumentFacts): ExtractedValue | null {
  const single = matchLabels(['supply_date'], facts, facts.dates)[0];
  if (single && single.score >= minMatchScore) return labelledDate(single).field;
  const labels = facts.labels.filter(({ name }) => dateLabels.has(name));
  return lastOfPeriod(matchLabels(['supply_period'], { ...facts, labels }, facts.dates));
}

/** The last day of a period counts, since the supply is complete then. */
function lastOfPeriod(matches: readonly LabelMatch<DateValue>[]): ExtractedValue | null {
  const best = matches[0];
  if (!best || best.score < minMatchScore) return null;
  const period = matches.filter(
    ({ label, value }) => label === best.label && value.line === best.value.line,
  );
  const last = period.sort((a, b) => b.value.left - a.value.left)[0] ?? best;
  return labelledDate({ ...last, score: best.score }).field;
}
