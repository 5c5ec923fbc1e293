/** Locale and zone are fixed, so that server and browser write the same text. */
const amsterdam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `24-11-2026` from `2026-11-24`. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}-${month}-${year}`;
}

/** `24-11-2026 12:03` from an instant. */
export function formatInstant(instant: string): string {
  const at = partsOf(new Date(instant));
  return `${at('day')}-${at('month')}-${at('year')} ${at('hour')}:${at('minute')}`;
}

/** `12:03` when it was today, else the date with it. */
export function formatMoment(instant: string, now: Date): string {
  const at = partsOf(new Date(instant));
  return civilDate(new Date(instant)) === civilDate(now)
    ? `${at('hour')}:${at('minute')}`
    : formatInstant(instant);
}

/** Today's date here, `YYYY-MM-DD`. */
export function civilDate(now: Date): string {
  const at = partsOf(now);
  return `${at('year')}-${at('month')}-${at('day')}`;
}

function partsOf(date: Date) {
  const parts = amsterdam.formatToParts(date);
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? '';
}
