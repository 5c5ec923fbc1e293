/** A period by its first and last day; the day it is today decides which. */
export const periodNames = [
  'month',
  'lastMonth',
  'quarter',
  'lastQuarter',
  'year',
  'lastYear',
] as const;
export type PeriodName = (typeof periodNames)[number];

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const months: Readonly<Record<PeriodName, { readonly length: number; readonly back: number }>> = {
  month: { length: 1, back: 0 },
  lastMonth: { length: 1, back: 1 },
  quarter: { length: 3, back: 0 },
  lastQuarter: { length: 3, back: 1 },
  year: { length: 12, back: 0 },
  lastYear: { length: 12, back: 1 },
};

/** The financial year is the calendar year, as the books are made with. @param today `YYYY-MM-DD` */
export function periodNamed(name: PeriodName, today: string): DayRange {
  const { length, back } = months[name];
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / length) * length - back * length;
  return { from: dayText(year, first, 1), to: dayText(year, first + length, 0) };
}

/** The name of a period, when it is one that has a name. */
export function nameOfPeriod(range: DayRange, today: string): PeriodName | undefined {
  return periodNames.find((name) => {
    const { from, to } = periodNamed(name, today);
    return from === range.from && to === range.to;
  });
}

function dayText(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
