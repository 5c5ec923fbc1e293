import { Decimal } from 'decimal.js';
import type { AccountRole } from '../chart-of-accounts.ts';
import { debitOrCredit, type EntryLine, entryDifference } from '../journal-entry.ts';
import { absMinor, allocate, percentOf, sumMinor } from '../money.ts';
import { isoDate } from '../iso-date.ts';
import { type VatCode, vatCodeNamed, vatRateBp } from '../vat.ts';
import { type BookedLine, type PurchaseInvoice, taxDate } from './purchase-invoice.ts';

export interface ProposedEntry {
  readonly lines: readonly EntryLine[];
  /** Debit minus credit in euro cents: zero when it can be posted. */
  readonly differenceMinor: bigint;
}

/** A line to be, in the invoice's currency; positive is debit. */
interface SignedLine {
  readonly accountId: string;
  readonly description: string;
  readonly amountMinor: bigint;
  readonly vat: {
    readonly code: string;
    readonly box: VatCode['taxBox'];
    readonly baseMinor: bigint;
    readonly taxMinor: bigint;
  } | null;
}

/**
 * The journal entry of a purchase invoice: cost per account and VAT code in debit, VAT per code, and the total in credit
 * on the payables account, with the cents by which it is rounded on an account of their own. What is paid already is
 * part of it: that payment has an entry of its own. The supplier's printed cents are taken, so an invoice whose
 * parts do not add up shows as a difference and is not forced to balance. A credit note has its sides turned.
 * @param accountOf gives the ledger account of a role; it must know `payables`, `payment_differences`, `input_vat`
 *   and the VAT roles
 */
export function proposeEntry(
  invoice: PurchaseInvoice,
  contactId: string | null,
  accountOf: (role: AccountRole) => string,
): ProposedEntry {
  const sign = invoice.documentType === 'credit_note' ? -1n : 1n;
  const printedVat = new Map(invoice.vat.map(({ vatCode, vatMinor }) => [vatCode, vatMinor]));
  const codes = new Set([...invoice.lines.map((line) => line.vatCode), ...printedVat.keys()]);
  const signed = [...codes].flatMap((code) =>
    linesOfCode(
      vatCodeNamed(code),
      invoice.lines.filter((line) => line.vatCode === code),
      printedVat.get(code) ?? 0n,
      standardRate(invoice),
      accountOf,
    ),
  );
  const rounding = invoice.roundingMinor ?? 0n;
  const description = invoice.invoiceNumber ?? '';
  if (rounding !== 0n) {
    const accountId = accountOf('payment_differences');
    signed.push({ accountId, description, amountMinor: rounding, vat: null });
  }
  const amountMinor = -((invoice.totalMinor ?? 0n) + rounding);
  signed.push({ accountId: accountOf('payables'), description, amountMinor, vat: null });
  const lines = toBaseCurrency(
    signed.filter(({ amountMinor }) => amountMinor !== 0n),
    invoice,
    sign,
  ).map((line) => ({
    ...line,
    contactId: line.accountId === accountOf('payables') ? contactId : null,
  }));
  return { lines, differenceMinor: entryDifference(lines) };
}

function standardRate(invoice: PurchaseInvoice): number {
  return vatRateBp('standard', taxDate(invoice) ?? isoDate('2026-01-01'));
}

/** Cost lines of one VAT code, one per account, and the VAT that goes with them. */
function linesOfCode(
  code: VatCode,
  lines: readonly BookedLine[],
  printedVatMinor: bigint,
  standardRateBp: number,
  accountOf: (role: AccountRole) => string,
): SignedLine[] {
  const baseMinor = sumMinor(lines.map((line) => line.netMinor));
  const vatLine = (
    role: AccountRole,
    box: VatCode['taxBox'],
    amountMinor: bigint,
    taxMinor: bigint,
  ): SignedLine => ({
    accountId: accountOf(role),
    description: code.name.nl,
    amountMinor,
    vat: { code: code.code, box, baseMinor, taxMinor },
  });
  const cost = costLines(code, lines, code.taxToCost ? printedVatMinor : 0n);
  if (code.taxRole === null) return cost;
  if (!code.reverseCharge)
    return [...cost, vatLine(code.taxRole, code.taxBox, printedVatMinor, printedVatMinor)];
  // The customer owes it and claims it at once: two legs that cancel, each in its box.
  const due = percentOf(baseMinor, standardRateBp);
  return [
    ...cost,
    vatLine(code.taxRole, code.taxBox, -due, due),
    vatLine('input_vat', '5b', due, due),
  ];
}

/** One line per account; VAT that cannot be claimed is divided over them by their amounts. */
function costLines(
  code: VatCode,
  lines: readonly BookedLine[],
  vatToCostMinor: bigint,
): SignedLine[] {
  const byAccount = new Map<string, { description: string; amountMinor: bigint }>();
  for (const line of lines) {
    const before = byAccount.get(line.accountId);
    byAccount.set(line.accountId, {
      description: before?.description ?? line.description,
      amountMinor: (before?.amountMinor ?? 0n) + line.netMinor,
    });
  }
  const accounts = [...byAccount.entries()];
  const magnitudes = accounts.map(([, { amountMinor }]) => absMinor(amountMinor));
  const shares =
    vatToCostMinor !== 0n && magnitudes.some((magnitude) => magnitude > 0n)
      ? allocate(vatToCostMinor, magnitudes)
      : magnitudes.map(() => 0n);
  return accounts.map(([accountId, { description, amountMinor }], index) => ({
    accountId,
    description,
    amountMinor: amountMinor + (shares[index] ?? 0n),
    vat: { code: code.code, box: null, baseMinor: amountMinor, taxMinor: 0n },
  }));
}

/**
 * Puts each line on its side in euros. A foreign invoice is converted line by line; the cent that rounding leaves goes
 * to the largest debit line, so that an invoice that adds up in its own currency also balances in euros.
 */
function toBaseCurrency(
  lines: readonly SignedLine[],
  invoice: PurchaseInvoice,
  sign: bigint,
): EntryLine[] {
  const foreign = invoice.currency !== 'EUR';
  const rate = new Decimal(invoice.exchangeRate ?? 1);
  const convert = (minor: bigint): bigint =>
    foreign ? BigInt(rate.times(minor.toString()).toFixed(0, Decimal.ROUND_HALF_UP)) : minor;
  const converted = lines.map((line) => convert(line.amountMinor));
  if (foreign && sumMinor(lines.map((line) => line.amountMinor)) === 0n) {
    const largest = converted.reduce(
      (best, amount, index) => (amount > (converted[best] ?? 0n) ? index : best),
      0,
    );
    converted[largest] = (converted[largest] ?? 0n) - sumMinor(converted);
  }
  return lines.map((line, index) => ({
    accountId: line.accountId,
    description: line.description,
    ...debitOrCredit(sign * (converted[index] ?? 0n)),
    vat: line.vat && {
      ...line.vat,
      baseMinor: sign * convert(line.vat.baseMinor),
      taxMinor: sign * convert(line.vat.taxMinor),
    },
    foreign: foreign ? { currency: invoice.currency, amountMinor: sign * line.amountMinor } : null,
  }));
}
