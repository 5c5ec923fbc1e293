import type { IsoDate } from '../iso-date.ts';
import { parseMinor, percentOf, sumMinor } from '../money.ts';
import { vatRateBp, vatRateKind } from '../vat.ts';
import type { ReadInvoice, ReadVatTotal } from './read-invoice.ts';
import { mostVatRows } from './within-limits.ts';

/** VAT by rate: what a VAT table states, printed or worked out. */
export type VatTableRow = Pick<ReadVatTotal, 'rateBp' | 'category' | 'baseMinor' | 'vatMinor'>;

/** Suppliers round per line or per rate: that many cents a row may be off. */
const roundingMinor = 2n;

/** Of so few lines only one way to divide them among the rates gives a certain VAT, but for rare accidents. */
const mostDividedLines = 6;

/**
 * The VAT of an invoice by rate: its printed table; else, where only the total of the VAT is printed, worked out from
 * the rates of the lines, from the Dutch rate of the day that yields it, or from the only way to divide the lines among
 * the Dutch rates. Nothing is guessed: what is worked out gives the printed total. Where several rates may be meant the
 * answer is empty; where only one can be, the row has it, however impossible, for the checks to tell.
 * @param supplierCountry where the supplier is, null when nobody knows: foreign rates need not be known
 */
export function vatTable(
  read: ReadInvoice,
  supplyDay: IsoDate,
  supplierCountry: string | null,
): readonly VatTableRow[] {
  if (read.vat.length > 0) return read.vat.map((row) => atRateOfDay(row, supplyDay));
  const vat = amountOf(read, 'vat_total');
  if (vat === null || vat === 0n) return [];
  const net = amountOf(read, 'net_total');
  const ofLines = byLines(read, vat);
  if (ofLines || net === null) return ofLines ?? [];
  const rates = [vatRateBp('standard', supplyDay), vatRateBp('reduced', supplyDay)];
  const isForeign = supplierCountry !== null && supplierCountry !== 'NL';
  return (
    byOneRate(net, vat, rates) ??
    (isForeign ? null : byDivision(read, net, vat, [...rates, 0])) ??
    (isForeign || isOfOneRate(read, net, vat, rates) ? [workedOut(net, vat)] : [])
  );
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
function byOneRate(net: bigint, vat: bigint, rates: readonly number[]): VatTableRow[] | null {
  const rateBp = rates.find((rate) => isRounding(vat - percentOf(net, rate), 1));
  return rateBp === undefined ? null : [{ rateBp, category: null, baseMinor: net, vatMinor: vat }];
}

/** A few lines that print no rates, divided among them in the only way that gives the VAT to the cent. */
function byDivision(
  { lines }: ReadInvoice,
  net: bigint,
  vat: bigint,
  rates: readonly number[],
): VatTableRow[] | null {
  if (lines.length < 2 || lines.length > mostDividedLines) return null;
  if (lines.some(({ rateBp }) => rateBp !== null)) return null;
  if (sumMinor(lines.map(({ netMinor }) => netMinor)) !== net) return null;
  let divisions: readonly (readonly bigint[])[] = [rates.map(() => 0n)];
  for (const { netMinor } of lines) {
    divisions = divisions.flatMap((bases) =>
      rates.map((_, chosen) => bases.map((base, at) => (at === chosen ? base + netMinor : base))),
    );
  }
  const found = new Map<string, VatTableRow[]>();
  for (const bases of divisions) {
    const rows = rates
      .map((rateBp, at) => ({ rateBp, baseMinor: bases[at] ?? 0n }))
      .filter(({ baseMinor }) => baseMinor !== 0n)
      .map((row): VatTableRow => {
        return { ...row, category: null, vatMinor: percentOf(row.baseMinor, row.rateBp) };
      });
    if (sumMinor(rows.map(({ vatMinor }) => vatMinor)) === vat) found.set(bases.join(), rows);
  }
  const [only, another] = found.values();
  return another ? null : (only ?? null);
}

/** Whether the VAT can be that of one rate only: there is one line, or more VAT than any mix of rates would make. */
function isOfOneRate(
  { lines }: ReadInvoice,
  net: bigint,
  vat: bigint,
  rates: readonly number[],
): boolean {
  const [line] = lines;
  if (lines.length === 1 && line?.rateBp === null) return true;
  const most = percentOf(net, Math.max(...rates));
  return net > 0n ? vat > most || vat < 0n : vat < most || vat > 0n;
}

/** The rate that the VAT is of the net amount, to a hundredth of a per cent. */
function workedOut(net: bigint, vat: bigint): VatTableRow {
  const rateBp = net === 0n ? 0 : Number((vat * 20_000n + net) / (2n * net));
  return { rateBp, category: null, baseMinor: net, vatMinor: vat };
}

function isRounding(off: bigint, rows: number): boolean {
  const most = roundingMinor * BigInt(rows);
  return off <= most && off >= -most;
}

function amountOf({ fields }: ReadInvoice, name: 'net_total' | 'vat_total'): bigint | null {
  const value = fields[name]?.value;
  return value === undefined ? null : parseMinor(value);
}
