import { sumMinor } from './money.ts';
import type { VatBox } from './vat.ts';

/**
 * One line of a journal entry in the base currency: `debitMinor` or `creditMinor` is zero, neither is negative.
 * A line that moves a VAT box carries the code, the box, and base and tax in the sense of that box.
 */
export interface EntryLine {
  readonly accountId: string;
  readonly description: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly contactId?: string | null;
  readonly vat?: {
    readonly code: string;
    readonly box: VatBox | null;
    readonly baseMinor: bigint;
    readonly taxMinor: bigint;
  } | null;
  /** The amount in the currency of the document, signed: debit positive. */
  readonly foreign?: { readonly currency: string; readonly amountMinor: bigint } | null;
}

/** Debit minus credit; zero when the entry balances. */
export function entryDifference(lines: readonly EntryLine[]): bigint {
  return sumMinor(lines.map((line) => line.debitMinor - line.creditMinor));
}

/** The debit and credit of a signed amount: positive is debit. */
export function debitOrCredit(amountMinor: bigint): { debitMinor: bigint; creditMinor: bigint } {
  return amountMinor >= 0n
    ? { debitMinor: amountMinor, creditMinor: 0n }
    : { debitMinor: 0n, creditMinor: -amountMinor };
}

/** The lines that undo these: each on the other side, VAT and foreign amounts negated. */
export function reverseLines(lines: readonly EntryLine[]): EntryLine[] {
  return lines.map((line) => ({
    ...line,
    debitMinor: line.creditMinor,
    creditMinor: line.debitMinor,
    vat: line.vat && { ...line.vat, baseMinor: -line.vat.baseMinor, taxMinor: -line.vat.taxMinor },
    foreign: line.foreign && { ...line.foreign, amountMinor: -line.foreign.amountMinor },
  }));
}
