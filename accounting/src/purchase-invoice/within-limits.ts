import { countryCode } from '../country.ts';
import { isIsoDate } from '../iso-date.ts';
import { formatMinor, isAmountMinor, parseMinor } from '../money.ts';
import {
  invoiceFieldNames,
  type Evidence,
  type InvoiceFieldKind,
  type InvoiceFieldName,
  perField,
  type ReadField,
  type ReadingFinding,
  type ReadInvoice,
  type ReadLine,
  type ReadVatTotal,
} from './read-invoice.ts';

/** The most characters of a text that is cut; what a person may type has the same limits or wider ones. */
const mostOfName = 200;
const mostOfDescription = 500;
/** Longer than this nothing identifies anything; and half a number is another number, so it is left out. */
const mostOfReference = 60;
const mostOfIdentifier = 34;
/** There are some rates in a country; a table of more is none. */
export const mostVatRows = 20;
/** Twice as many as the smallest real lines fill the largest XML with; above 500 an invoice is booked by its sums. */
export const mostReadLines = 10_000;
const mostPercentBp = 10_000;

/** The value as books can keep it, or null. */
type Limit = (value: string) => string | null;

const name: Limit = (value) => cut(value, mostOfName) || null;
const reference: Limit = (value) => whole(value, mostOfReference);
const identifier: Limit = (value) => whole(value, mostOfIdentifier);
const date: Limit = (value) => (isIsoDate(value) ? value : null);
const amount: Limit = (value) => {
  if (!/^-?\d{1,15}(\.\d{1,2})?$/.test(value)) return null;
  const minor = parseMinor(value);
  return isAmountMinor(minor) ? formatMinor(minor) : null;
};

const limitOfKind: Readonly<Record<InvoiceFieldKind, Limit>> = {
  name,
  reference,
  identifier,
  date,
  amount,
  country: countryCode,
  currency: (value) => (/^[A-Z]{3}$/.test(value) ? value : null),
  document_type: (value) => (value === 'invoice' || value === 'credit_note' ? value : null),
};
const limits = perField((_name, kind) => limitOfKind[kind]);

/**
 * What was read, with nothing in it that books, API and portal could not hold: texts are one line of plain characters,
 * long ones are cut, and what cannot be a number, date or amount is left out. Documents come from anybody.
 */
export function withinLimits(read: ReadInvoice): ReadInvoice {
  const fields = invoiceFieldNames.flatMap((field): [InvoiceFieldName, ReadField][] => {
    const found = read.fields[field];
    const value = found ? limits[field](found.value) : null;
    return found && value !== null ? [[field, { ...withPlace(found), value }]] : [];
  });
  const vat = read.vat.filter(isPossible).map(withPlace);
  const lines = read.lines.filter(({ netMinor }) => isAmountMinor(netMinor));
  return {
    fields: Object.fromEntries(fields),
    vat: vat.length > mostVatRows ? [] : vat,
    lines: lines.length > mostReadLines ? [] : lines.map(limitLine),
  };
}

/** A finding whose texts and place books, API and portal can hold; texts from documents are cut. */
export function findingWithinLimits(finding: ReadingFinding): ReadingFinding {
  const text = (value: string | null): string | null => value && (cut(value, mostOfName) || null);
  const { page, box, expected, found } = finding;
  return { ...finding, ...placeOf({ page, box }), expected: text(expected), found: text(found) };
}

/** Whether the value of a field is one that `withinLimits` leaves as it is. */
export function isKeptValue(field: InvoiceFieldName, value: string): boolean {
  return limits[field](value) === value;
}

/** Whether the description of a line is one that `withinLimits` leaves as it is. */
export function isKeptDescription(text: string): boolean {
  return cut(text, mostOfDescription) === text;
}

/** Whether a quantity or price is one that `withinLimits` leaves as it is. */
export function isKeptDecimal(text: string): boolean {
  return decimal(text) === text;
}

function isPossible({ rateBp, baseMinor, vatMinor }: ReadVatTotal): boolean {
  return isRate(rateBp) && isAmountMinor(baseMinor) && isAmountMinor(vatMinor);
}

function limitLine(line: ReadLine): ReadLine {
  const { description, quantity, unitPrice, rateBp } = line;
  return {
    ...withPlace(line),
    description: cut(description, mostOfDescription),
    quantity: quantity === null ? null : decimal(quantity),
    unitPrice: unitPrice === null ? null : decimal(unitPrice),
    rateBp: rateBp !== null && isRate(rateBp) ? rateBp : null,
  };
}

/** Whether a rate of VAT in basis points is one that can be: 0 to 100 %. */
export function isRate(rateBp: number): boolean {
  return Number.isInteger(rateBp) && rateBp >= 0 && rateBp <= mostPercentBp;
}

/** An exact decimal of up to 12 digits before and 10 behind the point; more of these are cut. */
function decimal(text: string): string | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,10})\d*)?$/.exec(text);
  if (!match) return null;
  const [, sign = '', units = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  const digits = kept === '' ? units : `${units}.${kept}`;
  return /[1-9]/.test(digits) ? sign + digits : digits;
}

/** A confidence is 0 to 1, and a box has four finite sides: whatever is not is left out. */
function withPlace<T extends Evidence & { readonly confidence: number }>(value: T): T {
  const { confidence } = value;
  const sure = Number.isFinite(confidence) ? Math.min(1, Math.max(0, confidence)) : 0;
  return { ...value, confidence: sure, ...placeOf(value) };
}

function placeOf({ page, box }: Evidence): Evidence {
  const isBox = box === null || Object.values(box).every(Number.isFinite);
  return { page, box: isBox ? box : null };
}

function whole(value: string, most: number): string | null {
  const text = plain(value);
  return text === '' || text.length > most ? null : text;
}

function cut(value: string, most: number): string {
  const text = plain(value);
  if (text.length <= most) return text;
  const begin = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, ''); // no half character
  return `${begin.trimEnd()}…`;
}

/** One line without control or direction-changing characters. */
function plain(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
