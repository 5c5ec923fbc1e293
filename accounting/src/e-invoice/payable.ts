import type { ReadField } from '../purchase-invoice/read-invoice.ts';
import { formatMinor } from '../money.ts';
import { stated } from './invoice-values.ts';

/** Sums that an e-invoice states, in minor units; null where it is silent. */
export interface StatedSums {
  /** BT-112, total with VAT */
  readonly withVat: bigint | null;
  /** BT-113, paid amount */
  readonly prepaid: bigint | null;
  /** BT-114, rounding amount */
  readonly rounding: bigint | null;
  /** BT-115, amount due for payment */
  readonly payable: bigint | null;
}

/** A document whose sums contradict each other is for a person to look at. */
const contradictoryConfidence = 0.5;
/** Nobody rounds to more than a whole unit of the currency. */
const mostRounding = 100n;

/** Some old documents leave the total with VAT at zero or out, and state only what is to be paid. */
export function totalOf({ withVat, prepaid, rounding, payable }: StatedSums): bigint | null {
  if (withVat !== null && withVat !== 0n) return withVat;
  return payable === null ? withVat : payable + (prepaid ?? 0n) - (rounding ?? 0n);
}

/**
 * What is paid already and by how much the rest was rounded, so that total − prepaid + rounding is what the document
 * asks to be paid (EN 16931, BR-CO-16). A document that only states that less is to be paid than its total is taken to
 * say what was paid; what contradicts itself gets a confidence for a person to look at.
 */
export function prepaidFields(sums: StatedSums): {
  prepaid_total?: ReadField;
  rounding?: ReadField;
} {
  const total = totalOf(sums);
  const prepaid = sums.prepaid ?? 0n;
  const rounding = sums.rounding ?? 0n;
  const missing =
    total === null || sums.payable === null ? 0n : total - prepaid + rounding - sums.payable;
  if (missing === 0n) return fieldsOf(prepaid, rounding, stated.confidence);
  if (prepaid !== 0n || rounding !== 0n)
    return fieldsOf(prepaid, rounding, contradictoryConfidence);
  if (missing < mostRounding && missing > -mostRounding)
    return fieldsOf(0n, -missing, stated.confidence);
  const isPart = missing > 0n === (total ?? 0n) > 0n;
  return fieldsOf(missing, 0n, isPart ? stated.confidence : contradictoryConfidence);
}

/** Zero says nothing that silence would not. */
function fieldsOf(prepaid: bigint, rounding: bigint, confidence: number) {
  const field = (minor: bigint): ReadField => ({
    ...stated,
    value: formatMinor(minor),
    confidence,
  });
  return {
    ...(prepaid !== 0n && { prepaid_total: field(prepaid) }),
    ...(rounding !== 0n && { rounding: field(rounding) }),
  };
}
