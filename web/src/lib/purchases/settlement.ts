import type { PurchaseInvoice } from '@smart-accounting/api-contract';
import { toMinor } from '#lib/money/format-money.ts';

/**
 * How what an invoice asks to be paid differs from its total: `paid` when nothing is left to pay, `partly` when it is
 * another amount, null when it is the total or unknown.
 */
export function settlementOf({
  total,
  payable_amount: payable,
}: Pick<PurchaseInvoice, 'total' | 'payable_amount'>): 'paid' | 'partly' | null {
  if (total === null || payable === null || toMinor(payable) === toMinor(total)) return null;
  return toMinor(payable) <= 0n ? 'paid' : 'partly';
}
