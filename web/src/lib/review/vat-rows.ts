import { toDecimal, toMinor } from '#lib/money/format-money.ts';

export interface VatRow {
  readonly vat_code: string;
  readonly vat_amount: string;
}

interface Line {
  readonly vat_code: string;
  readonly net_amount: string | null;
}

/**
 * The VAT per code that belongs to these lines. A code whose base did not change keeps the amount on the document; a new
 * or changed one gets its rate over the base, rounded half up to a cent.
 */
export function vatRowsFor(
  lines: readonly Line[],
  before: readonly Line[],
  rows: readonly VatRow[],
  rateBpOf: (code: string) => number,
): VatRow[] {
  const codes = [...new Set(lines.map(({ vat_code: code }) => code))];
  return codes.map((code) => {
    const base = baseOf(code, lines);
    const kept = rows.find((row) => row.vat_code === code);
    if (kept && base === baseOf(code, before)) return kept;
    return { vat_code: code, vat_amount: toDecimal(percentOf(base, rateBpOf(code))) };
  });
}

function baseOf(code: string, lines: readonly Line[]): bigint {
  return lines
    .filter((line) => line.vat_code === code && line.net_amount !== null)
    .reduce((sum, line) => sum + toMinor(line.net_amount ?? '0'), 0n);
}

function percentOf(minor: bigint, rateBp: number): bigint {
  const sign = minor < 0n ? -1n : 1n;
  return (sign * (minor * sign * BigInt(rateBp) + 5_000n)) / 10_000n;
}
