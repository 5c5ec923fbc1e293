import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { UntaxedReason } from './find-untaxed-reason.ts';
import { isPossibleTax } from './explain-totals.ts';
import { rowsMakeNet, rowsMakeVat, type VatRow } from './find-vat-rows.ts';
import type { Totals } from './solve-totals.ts';

/** A complete row of the VAT table. */
export interface ExtractedVatRow {
  readonly rateBp: number;
  /** `O`: outside the scope of VAT, such as the cents by which a till rounded */
  readonly category: 'S' | 'Z' | 'O' | UntaxedReason | null;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
  readonly confidence: number;
  readonly place: VatRow | null;
}

/**
 * The rows that add up to the tax. Where only the tax of a rate is printed, its base is calculated. Tax of which no
 * rate is printed has a row when a usual one yields it; else it may be that of several rates, and there is none.
 * @param untaxed why the document charges no tax, if it says so
 */
export function completeVatRows(
  rows: readonly VatRow[],
  totals: Totals,
  untaxed: UntaxedReason | null,
): ExtractedVatRow[] {
  const { net, vat } = totals;
  if (untaxed && net) {
    const row = { rateBp: 0, category: untaxed, baseMinor: net.minor, vatMinor: 0n };
    return [{ ...row, confidence: 0.85, place: null }];
  }
  if (!vat || !net) return [];
  const own = rowsOfTotals(rows, net.minor, vat.minor);
  if (own.length > 0) return own.map((row) => completeRow(row, own, net.minor));
  if (!isPossibleTax(net.minor, vat.minor)) return [];
  const rateBp = usualRate(net.minor, vat.minor);
  if (rateBp === null) return [];
  const confidence = totals.agreed ? 0.85 : 0.5;
  const category = rateBp === 0 ? null : 'S';
  const row = { rateBp, category, baseMinor: net.minor, vatMinor: vat.minor } as const;
  return [{ ...row, confidence, place: null }];
}

/** Those of the rows that add up to net and tax: all, those with a base, or a single one; none when they do not. */
function rowsOfTotals(rows: readonly VatRow[], net: bigint, vat: bigint): readonly VatRow[] {
  const fits = (some: readonly VatRow[]) =>
    some.length > 0 &&
    rowsMakeVat(some, vat) &&
    (some.length === 1 ? hasBase(some, net) : rowsMakeNet(some, net));
  if (fits(rows)) return rows;
  const complete = rows.filter(({ baseMinor }) => baseMinor !== null);
  if (fits(complete)) return complete;
  const single = rows.find((row) => fits([row]));
  return single ? [single] : [];
}

/** A single row is that of the whole tax, even if its printed rate does not fit: the checks tell that. */
function hasBase([row]: readonly VatRow[], net: bigint): boolean {
  return row?.baseMinor === null || row?.baseMinor === net;
}

function completeRow(row: VatRow, rows: readonly VatRow[], net: bigint): ExtractedVatRow {
  const { rateBp, vatMinor, confidence } = row;
  const known = sumMinor(rows.map(({ baseMinor }) => baseMinor ?? 0n));
  const unknown = rows.filter(({ baseMinor }) => baseMinor === null).length;
  const worked =
    unknown === 1 ? net - known : rateBp === 0 ? 0n : (vatMinor * 10_000n) / BigInt(rateBp);
  return {
    rateBp,
    category: rateBp === 0 ? 'Z' : 'S',
    baseMinor: row.baseMinor ?? worked,
    vatMinor,
    confidence: row.baseMinor === null && unknown > 1 ? 0.5 : confidence,
    place: row,
  };
}

const dutchAndNeighbours = [2100, 900, 1900, 700, 2000, 600, 550, 1000, 2500, 500, 1200, 0];

/** The usual rate at which this net amount has this tax to within two cents, the closest first, or null. */
function usualRate(net: bigint, vat: bigint): number | null {
  if (vat === 0n) return 0;
  for (const most of [0n, 1n, 2n]) {
    const rate = dutchAndNeighbours.find((rateBp) => {
      const off = percentOf(net, rateBp) - vat;
      return off <= most && off >= -most;
    });
    if (rate !== undefined) return rate;
  }
  return null;
}
