import { toDecimal, toMinor } from '#lib/money/format-money.ts';
import type { LineDraft } from './review-changes.ts';

/**
 * The lines of each VAT code as one. It keeps an account that all of them have; else it stands on that of the largest
 * one, as a proposal for a person to look at.
 * @param describe names what was several lines, by the first one's words and the number of others
 */
export function oneLinePerVatCode(
  lines: readonly LineDraft[],
  describe: (first: string, others: number) => string,
): LineDraft[] {
  return [...Map.groupBy(lines, ({ vat_code: code }) => code).values()].map((together) =>
    joined(together, describe),
  );
}

function joined(
  together: readonly LineDraft[],
  describe: (first: string, others: number) => string,
): LineDraft {
  const [first, ...others] = together;
  if (!first) throw new Error('no lines to join');
  if (others.length === 0) return first;
  const largest = together.reduce((one, other) => (size(other) > size(one) ? other : one));
  const account = largest.ledger_account_id;
  const agreed = together.every((line) => line.ledger_account_id === account);
  const sure = agreed && together.every((line) => line.account_certain);
  return {
    ...first,
    description: describe(first.description, others.length),
    quantity: null,
    unit_price: null,
    net_amount: toDecimal(together.reduce((sum, line) => sum + amountOf(line), 0n)),
    ledger_account_id: account,
    account_source: sure ? largest.account_source : 'default',
    account_certain: sure,
  };
}

function amountOf({ net_amount: amount }: LineDraft): bigint {
  return amount === null ? 0n : toMinor(amount);
}

function size(line: LineDraft): bigint {
  const amount = amountOf(line);
  return amount < 0n ? -amount : amount;
}
