import { daysBetween, type IsoDate } from '@smart-accounting/accounting/iso-date';
import type { Values, PrintedDate } from '../find-values.ts';
import type { Layout } from '../layout/layout.ts';
import type { Span } from '../layout/text-span.ts';
import { matchLabels, type LabelContext } from '../match-labels.ts';
import type { Identifiers } from '../parties/find-identifiers.ts';
import { isAmericanPostalLine } from '../patterns/address.ts';
import type { DateOrder, DateSign } from '../patterns/date.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { LabelledAmount } from '../totals/find-labelled-amounts.ts';
import { findCurrency } from './find-currency.ts';

/** A date in a document. */
export interface DateValue extends Span {
  readonly date: IsoDate;
  /** the other reading of its digits, where only habit says which part is the month; else null */
  readonly otherReading: IsoDate | null;
}

/** What else a document says about how its dates are written. */
export interface DateContext extends LabelContext, Identifiers, Pick<Values, 'numbers'> {
  readonly layout: Layout;
  readonly amounts: readonly LabelledAmount[];
}

interface DecidedOrder {
  readonly order: DateOrder;
  /** whether the document itself shows it, so that it is more than a habit */
  readonly certain: boolean;
}

/** A date whose day and month could be swapped gets at most this, which is low enough for a person to check it. */
const doubtfulConfidence = 0.75;
/** Payment terms in days. Those around thirty and sixty are the same day of a later month. */
const usualTerms: ReadonlySet<number> = new Set([
  ...[0, 7, 8, 10, 14, 15, 20, 21, 28, 29, 30, 31, 42, 45, 59, 60, 61, 62, 90],
]);
const maxTermDays = 100;

/**
 * Decides which part of each date is the month. Points and dashes are day first, everywhere that they are used. With
 * slashes the other dates of the document decide; without them it is a habit: month first in America, else day
 * first, which is certain only where the account to be paid is a European one.
 */
export function decideDates(printed: readonly PrintedDate[], context: DateContext): DateValue[] {
  const habit = habitOf(context);
  const orders = new Map<DateSign, DecidedOrder>(
    (['-', '.', '/'] as const).map((sign) => [sign, orderOf(sign, printed, context, habit)]),
  );
  return printed.map((value) => {
    const { date, swapped, sign } = value;
    const decided = sign && orders.get(sign);
    if (!swapped || !decided) return { ...value, otherReading: null };
    const [read, other] = decided.order === 'day first' ? [date, swapped] : [swapped, date];
    return { ...value, date: read, otherReading: decided.certain ? null : other };
  });
}

/** A date as the value of a field. @param confidence of the rule that found it; lower where nothing decides its order */
export function dateFound(value: DateValue, confidence: number): ExtractedValue {
  const { date, otherReading } = value;
  if (otherReading === null) return extractedValue(date, value, Math.min(0.97, confidence));
  const doubtful = Math.min(doubtfulConfidence, confidence);
  return extractedValue(date, value, doubtful, { value: otherReading, confidence: 1 - doubtful });
}

function orderOf(
  sign: DateSign,
  printed: readonly PrintedDate[],
  context: DateContext,
  habit: DateOrder,
): DecidedOrder {
  const own = ordersOf(printed.filter((date) => date.sign === sign));
  const usual = sign === '/' ? habit : 'day first';
  if (own.size > 0) return only(own) ?? { order: usual, certain: false };
  // Nothing but an American writer makes anyone doubt a date with points or dashes.
  if (sign !== '/') return { order: 'day first', certain: !isAmerican(context) };
  const shown = only(new Set([...ordersByEcho(printed), ...ordersByTerm(printed, context)]));
  if (shown) return shown;
  const elsewhere = only(ordersOf(printed));
  const order = elsewhere?.order ?? usual;
  return { order, certain: elsewhere ? order === usual : isEuropean(context) };
}

function only(orders: ReadonlySet<DateOrder>): DecidedOrder | null {
  const [order, ...others] = orders;
  return order && others.length === 0 ? { order, certain: true } : null;
}

/** The orders of the dates whose digits allow only one. */
function ordersOf(dates: readonly PrintedDate[]): Set<DateOrder> {
  return new Set(dates.flatMap(({ order }) => order ?? []));
}

/** The order in which a date with slashes is one that is also written where nothing can be swapped: `3 April 2026`. */
function ordersByEcho(printed: readonly PrintedDate[]): DateOrder[] {
  const certain = new Set(printed.filter(({ swapped }) => !swapped).map(({ date }) => date));
  return printed.flatMap(({ date, swapped, sign }): DateOrder[] => {
    if (sign !== '/' || !swapped || certain.has(date) === certain.has(swapped)) return [];
    return [certain.has(date) ? 'day first' : 'month first'];
  });
}

/** The order in which the due date is a usual term after the invoice date, while in the other it is not. */
function ordersByTerm(printed: readonly PrintedDate[], context: LabelContext): DateOrder[] {
  const issued = matchLabels(['invoice_date'], context, printed)[0]?.value;
  const due = matchLabels(['due_date'], context, printed)[0]?.value;
  if (!issued || !due || !(issued.swapped ?? due.swapped)) return [];
  const terms = {
    'day first': daysBetween(issued.date, due.date),
    'month first': daysBetween(inAmerica(issued), inAmerica(due)),
  };
  const orders = ['day first', 'month first'] as const;
  const possible = orders.filter((order) => terms[order] >= 0 && terms[order] <= maxTermDays);
  return possible.length === 1
    ? possible
    : possible.filter((order) => usualTerms.has(terms[order]));
}

function inAmerica({ date, swapped, sign }: PrintedDate): IsoDate {
  return sign === '/' ? (swapped ?? date) : date;
}

/** How the supplier writes dates by habit: an American address tells, else the currency of one without an IBAN. */
function habitOf(context: DateContext): DateOrder {
  const inDollars =
    findCurrency(context).value === 'USD' && !context.ibans.some(({ valid }) => valid);
  return isAmerican(context) || inDollars ? 'month first' : 'day first';
}

/** Whether nothing on the page is American and the invoice is to be paid to an account with an IBAN. */
function isEuropean(context: DateContext): boolean {
  const isPaidByIban = context.ibans.some(({ valid }) => valid);
  return isPaidByIban && !isAmerican(context) && findCurrency(context).value !== 'USD';
}

function isAmerican({ layout }: DateContext): boolean {
  return layout.lines.some(({ cells }) => cells.some(({ text }) => isAmericanPostalLine(text)));
}
