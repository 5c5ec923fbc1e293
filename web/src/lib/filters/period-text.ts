import { formatDate } from '#lib/dates/format-date.ts';
import { words } from '#lib/i18n/words.ts';
import { nameOfPeriod } from './periods.ts';
import { filterWords } from './words.ts';

/** A period in words: its name, or its days; null when it is open at both ends. */
export function periodText(from: string | null, to: string | null, today: string): string | null {
  const t = words(filterWords);
  if (from !== null && to !== null) {
    const name = nameOfPeriod({ from, to }, today);
    return name ? t.periods[name] : `${formatDate(from)} – ${formatDate(to)}`;
  }
  if (from !== null) return t.from(formatDate(from));
  return to === null ? null : t.to(formatDate(to));
}
