import type { IsoDate } from '../iso-date.ts';
import { parseMinor, percentOf, sumMinor } from '../money.ts';
import { vatRateBp, vatRateKind } from '../vat.ts';
import type { ReadInvoice, ReadVatTotal } from './read-invoice.ts';
import { mostVatRows } from './within-limits.ts';

/** VAT by rate: what a VAT table states, printed or worked out. */
export type VatTableRow = Pick<ReadVatTotal, 'rateBp' | 'category' | 'baseMinor' | 'vatMinor'>;

/** Suppliers round per line or per rate: that many cents a row may be off. */
const roundingMinor = 2n;

/**
 * The VAT of an invoice by rate: its printed table; else, where only the total of the VAT is printed, worked out from
 * the rates of the lines, or from the Dutch rate of the day that yields it. Nothing is guessed: what is worked out
 * gives the printed total, and empty is the answer where no rate does.
 */
export function vatTable(read: ReadInvoice, supplyDay: IsoDate): readonly VatTableRow[] {
  if (read.vat.length > 0) return read.vat.map((row) => atRateOfDay(row, supplyDay));
  const vat = amountOf(read, 'vat_total');
  if (vat === null || vat === 0n) return [];
  return byLines(read, vat) ?? byRateOfDay(read, vat, supplyDay);
}

/**
 * A row whose amounts deny its rate: `27%`, which is not Dutch, and 42.00 on 200.00. Such a rate was misread or misprinted;
 * what was charged tells it.
 */
function atRateOfDay(row: ReadVatTotal, day: IsoDate): VatTableRow {
  const { rateBp, baseMinor, vatMinor } = row;
  const yields = (rate: number) => isRounding(vatMinor - percentOf(baseMinor, rate), 1);
  if (vatMinor === 0n || vatRateKind(rateBp, day) !== null || yields(rateBp)) return row;
  const charged = [vatRateBp('standard', day), vatRateBp('reduced', day)].find(yields);
  return charged === undefined ? row : { ...row, rateBp: charged };
}

/** Lines that each print their rate, and together yield the printed VAT. */
function byLines({ lines }: ReadInvoice, vat: bigint): VatTableRow[] | null {
  const rates = Map.groupBy(lines, ({ rateBp }) => rateBp);
  if (rates.size > mostVatRows) return null;
  const rows = [...rates].flatMap(([rateBp, ofRate]): VatTableRow[] => {
    if (rateBp === null) return [];
    const baseMinor = sumMinor(ofRate.map(({ netMinor }) => netMinor));
    return [{ rateBp, category: null, baseMinor, vatMinor: percentOf(baseMinor, rateBp) }];
  });
  const off = vat - sumMinor(rows.map(({ vatMinor }) => vatMinor));
  if (rows.length === 0 || rates.has(null) || !isRounding(off, rows.length)) return null;
  const largest = rows.reduce((best, row) => (row.vatMinor > best.vatMinor ? row : best));
  return rows.map((row) => (row === largest ? { ...row, vatMinor: row.vatMinor + off } : row));
}

/** One rate for all. */
function byRateOfDay(read: ReadInvoice, vat: bigint, day: IsoDate): VatTableRow[] {
  const net = amountOf(read, 'net_total');
  if (net === null) return [];
  const rates = [vatRateBp('standard', day), vatRateBp('reduced', day)];
  const rateBp = rates.find((rate) => isRounding(vat - percentOf(net, rate), 1));
  return rateBp === undefined ? [] : [{ rateBp, category: null, baseMinor: net, vatMinor: vat }];
}

function isRounding(off: bigint, rows: number): boolean {
  const most = roundingMinor * BigInt(rows);
  return off <= most && off >= -most;
}

function amountOf({ fields }: ReadInvoice, name: 'net_total' | 'vat_total'): bigint | null {
  const value = fields[name]?.value;
  return value === undefined ? null : parseMinor(value);
}
