import { dateInAmsterdam, isIsoDate, type IsoDate } from '../iso-date.ts';
import { parseMinor, sumMinor } from '../money.ts';
import type { ReadInvoice, ReadLine } from './read-invoice.ts';
import { countryOfReading } from './supplier-country.ts';
import { vatTable, type VatTableRow } from './vat-table.ts';
import { purchaseVatCode } from './vat-treatment.ts';

/** More than a person reviews one by one: such an invoice is booked by its sums. */
export const mostReviewedLines = 500;

/** A line to be booked, before its account is known. */
export interface UnbookedLine {
  readonly description: string;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly netMinor: bigint;
  readonly vatCode: string;
  /** Why its VAT is what it is, of UNCL5305; null for an ordinary rate. */
  readonly vatCategory: string | null;
}

export interface BookableInvoice {
  readonly lines: readonly UnbookedLine[];
  readonly vat: readonly { readonly vatCode: string; readonly vatMinor: bigint }[];
}

/**
 * The lines to book of what was read. The printed lines are used when, per rate, they add up to the VAT table; else
 * one line per row of that table; else one for the net total. So what is booked always agrees with the totals that
 * will be paid, and never with lines that were read half.
 * @param uploadedAt stands in for the invoice's date when none was read
 * @param supplierCountry where a person or the books say that the supplier is; by default what was read tells
 */
export function linesToBook(
  read: ReadInvoice,
  uploadedAt: Date,
  supplierCountry = countryOfReading(read)?.value ?? null,
): BookableInvoice {
  const day = supplyDay(read, uploadedAt);
  const table = vatTable(read, day, supplierCountry);
  const taxed = table.some(({ vatMinor }) => vatMinor !== 0n) || (vatOf(read) ?? 0n) !== 0n;
  const codeOf = (row: { rateBp: number | null; category: string | null }): string =>
    purchaseVatCode({
      rateBp: row.rateBp,
      category: row.category,
      taxed,
      supplierCountry,
      supplyDate: day,
    });
  const treatmentOf = (row: { rateBp: number | null; category: string | null }) => ({
    vatCode: codeOf(row),
    vatCategory: row.category ?? (row.rateBp === 0 ? 'Z' : null),
  });
  const vat = merge(table.map((row) => ({ vatCode: codeOf(row), vatMinor: row.vatMinor })));
  const areFew = read.lines.length > 0 && read.lines.length <= mostReviewedLines;
  if (areFew && linesAgree(read.lines, table, netOf(read), codeOf)) {
    const only = table.length === 1 ? table[0] : undefined;
    const lines = read.lines.map(
      ({ description, quantity, unitPrice, netMinor, rateBp, category }) => ({
        description,
        quantity,
        unitPrice,
        netMinor,
        // The rate of them all is that of the table: a percentage beside one of them is a discount, or misread.
        ...treatmentOf(only ?? { rateBp, category }),
      }),
    );
    return { lines, vat };
  }
  const description = read.lines[0]?.description ?? read.fields.supplier_name?.value ?? '';
  const bare = { description, quantity: null, unitPrice: null };
  if (table.length > 0) {
    return {
      lines: table.map((row) => ({ ...bare, netMinor: row.baseMinor, ...treatmentOf(row) })),
      vat,
    };
  }
  const net = netOf(read);
  if (net === null) return { lines: [], vat };
  return {
    lines: [{ ...bare, netMinor: net, ...treatmentOf({ rateBp: 0, category: null }) }],
    vat,
  };
}

/** Whether the printed lines add up to the base of every code in the VAT table, to the cent. */
function linesAgree(
  lines: readonly ReadLine[],
  table: readonly VatTableRow[],
  net: bigint | null,
  codeOf: (row: { rateBp: number | null; category: string | null }) => string,
): boolean {
  const sum = sumMinor(lines.map((line) => line.netMinor));
  if (table.length <= 1) return sum === (table[0]?.baseMinor ?? net);
  const codes = new Set([...table, ...lines].map(codeOf));
  return [...codes].every(
    (code) =>
      sumMinor(lines.filter((line) => codeOf(line) === code).map((line) => line.netMinor)) ===
      sumMinor(table.filter((row) => codeOf(row) === code).map((row) => row.baseMinor)),
  );
}

function netOf(read: ReadInvoice): bigint | null {
  const text = read.fields.net_total?.value ?? read.fields.total?.value;
  return text === undefined ? null : parseMinor(text);
}

function vatOf(read: ReadInvoice): bigint | null {
  const text = read.fields.vat_total?.value;
  return text === undefined ? null : parseMinor(text);
}

function supplyDay(read: ReadInvoice, uploadedAt: Date): IsoDate {
  const text = read.fields.supply_date?.value ?? read.fields.invoice_date?.value ?? '';
  return isIsoDate(text) ? text : dateInAmsterdam(uploadedAt);
}

function merge(
  rows: readonly { vatCode: string; vatMinor: bigint }[],
): { vatCode: string; vatMinor: bigint }[] {
  const byCode = new Map<string, bigint>();
  for (const { vatCode, vatMinor } of rows)
    byCode.set(vatCode, (byCode.get(vatCode) ?? 0n) + vatMinor);
  return [...byCode].map(([vatCode, vatMinor]) => ({ vatCode, vatMinor }));
}
