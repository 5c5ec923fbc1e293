/**
 * Money is a bigint of minor units (cents). No JavaScript number ever holds an amount, because numbers above 2^53 and
 * decimal fractions round silently. Text at the boundaries is a plain decimal: `-1234.50`.
 */
const decimalPattern = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/;

/** No invoice is about ten million million, and thousands of such amounts still add up in a column of eight bytes. */
const mostMinor = 10n ** 15n;

/** Whether an amount may stand on an invoice: below ten million million of its currency. */
export function isAmountMinor(minor: bigint): boolean {
  return minor < mostMinor && minor > -mostMinor;
}

/**
 * Reads a plain decimal (`12`, `12.5`, `-12.50`) as minor units.
 * @throws {RangeError} for anything else: thousands separators, a decimal comma, a third decimal, more than 15 digits
 */
export function parseMinor(text: string): bigint {
  const match = decimalPattern.exec(text);
  if (!match) {
    throw new RangeError(
      `"${text}" is not an amount: write it like 1234.50, with at most two decimals`,
    );
  }
  const [, sign, whole = '0', fraction = ''] = match;
  const minor = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign ? -minor : minor;
}

/** An amount without its sign. */
export function absMinor(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

/** Writes minor units as a plain decimal with two decimals: `-1234.50`. */
export function formatMinor(minor: bigint): string {
  const magnitude = absMinor(minor);
  const whole = magnitude / 100n;
  const fraction = (magnitude % 100n).toString().padStart(2, '0');
  return `${minor < 0n ? '-' : ''}${whole}.${fraction}`;
}

/** Divides with rounding half away from zero, the rule of Dutch VAT and of most invoices. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division of an amount by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = absMinor(numerator);
  const d = absMinor(denominator);
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** `rateBp` basis points (2100 = 21 %) of an amount, rounded to the cent. */
export function percentOf(amountMinor: bigint, rateBp: number): bigint {
  return divideRounded(amountMinor * BigInt(rateBp), 10_000n);
}

/** The net part of an amount that includes `rateBp` basis points of VAT, rounded to the cent. */
export function netOfGross(grossMinor: bigint, rateBp: number): bigint {
  return divideRounded(grossMinor * 10_000n, 10_000n + BigInt(rateBp));
}

/**
 * Divides `totalMinor` over the weights so that the parts sum to it exactly: the cents that rounding leaves go to the
 * largest remainders, earlier parts first.
 * @param weights none negative, at least one positive
 */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError(
      'amounts are divided over weights of which none is negative and one is positive',
    );
  }
  const sign = totalMinor < 0n ? -1n : 1n;
  const magnitude = totalMinor * sign;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  const left = Number(magnitude - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => part * sign);
}

/** The sum of amounts in minor units; 0 for none. */
export function sumMinor(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}
