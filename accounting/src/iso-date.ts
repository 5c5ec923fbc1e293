/**
 * A civil date as `YYYY-MM-DD`. Accounting days have no time zone: which day it is in Amsterdam is decided once, by
 * whoever holds a clock, and never through UTC: at 00:30 in Amsterdam UTC still has yesterday, or last quarter.
 */
export type IsoDate = string & { readonly __isoDate: unique symbol };

const dayMs = 86_400_000;

/** Whether the text is a date that exists, from 1900 to 2199. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** @throws {RangeError} when the text is not an existing date written as YYYY-MM-DD */
export function isoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new RangeError(`"${text}" is not a date: write it as YYYY-MM-DD`);
  return text;
}

/** Making one costs a hundred times as much as using it. */
const amsterdam = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
});

/** The civil date of an instant in Amsterdam. */
export function dateInAmsterdam(instant: Date): IsoDate {
  return isoDate(amsterdam.format(instant));
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return isoDate(new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

export function yearOf(date: IsoDate): number {
  return Number(date.slice(0, 4));
}

/** 1 to 12. */
export function monthOf(date: IsoDate): number {
  return Number(date.slice(5, 7));
}

/** The last day of a month. @param month 1 to 12 */
export function endOfMonth(year: number, month: number): IsoDate {
  return isoDate(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));
}
