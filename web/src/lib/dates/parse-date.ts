const words = new Map([
  ['vandaag', 0],
  ['today', 0],
  ['gisteren', -1],
  ['yesterday', -1],
  ['morgen', 1],
  ['tomorrow', 1],
]);

/**
 * The date a person typed, as `YYYY-MM-DD`, or null: `24-11`, `24-11-26`, `241126`, `24112026`, `2026-11-24`, `vandaag`,
 * `+30`. A date without a year is the one closest to today.
 */
export function parseDate(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase();
  const days = words.get(typed) ?? (/^[+-]\d{1,3}$/.test(typed) ? Number(typed) : undefined);
  if (days !== undefined) return addDays(today, days);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts =
    /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$/.exec(typed) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(typed);
  if (!parts) return null;
  const [, day, month, year] = parts;
  if (year !== undefined) {
    return dateOf(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day));
  }
  return closestTo(today, Number(month), Number(day));
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}

function dateOf(year: number, month: number, day: number): string | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const real = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return real && year >= 1900 && year <= 2199 ? instant.toISOString().slice(0, 10) : null;
}

function closestTo(today: string, month: number, day: number): string | null {
  const year = Number(today.slice(0, 4));
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today));
  return [year - 1, year, year + 1]
    .map((candidate) => dateOf(candidate, month, day))
    .filter((date) => date !== null)
    .reduce<string | null>((best, date) => {
      return best === null || distance(date) < distance(best) ? date : best;
    }, null);
}
