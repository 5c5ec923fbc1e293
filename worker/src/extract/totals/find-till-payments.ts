import { absMinor } from '@smart-accounting/accounting/money';
import type { LabelledAmount } from './find-labelled-amounts.ts';
import type { DocumentFacts } from '../document-facts.ts';
import type { Sum } from './explain-totals.ts';

/** How strongly a payment indicates the total: less than the label of a total does. */
const scores = { printedAgain: 0.6, nothingBack: 0.58, makesTheTax: 0.45, alone: 0.35 };

/**
 * Finds the total of a till receipt by its payment: cash tendered less change, or the amount paid by card. That shows
 * which amount is the total when its label is missing or misread. A total that is not printed counts only when its net
 * amount and tax are.
 */
export function findTillPayments(facts: DocumentFacts): Sum[] {
  const amounts = facts.amounts.filter(({ amount }) => amount.number.decimals === 2);
  const called = (name: string) => amounts.filter(({ label }) => label.name === name);
  const [change] = called('change');
  const nets = called('net_total').map(({ minor }) => minor);
  return called('tendered').flatMap((tendered) => {
    const payment = paymentOf(tendered, change, nets, facts);
    return payment ? [{ ...payment, score: payment.score * tendered.score }] : [];
  });
}

function paymentOf(
  tendered: LabelledAmount,
  change: LabelledAmount | undefined,
  nets: readonly bigint[],
  { numbers }: DocumentFacts,
): Sum | null {
  const minor = absMinor(tendered.minor) - absMinor(change?.minor ?? 0n);
  if (minor <= 0n) return null;
  const others = numbers.filter(
    (number) =>
      number.number.decimals === 2 && number !== tendered.amount && number !== change?.amount,
  );
  const again = others.find((number) => number.minor === minor);
  if (again) return { minor, amount: again, parts: null, score: scores.printedAgain };
  if (!change) return { minor, amount: tendered.amount, parts: null, score: scores.alone };
  if (change.minor === 0n)
    return { minor, amount: tendered.amount, parts: null, score: scores.nothingBack };
  const printed = new Set(others.map((number) => number.minor));
  const makesTheTax = nets.some((net) => net < minor && printed.has(minor - net));
  return makesTheTax ? { minor, amount: null, parts: null, score: scores.makesTheTax } : null;
}
