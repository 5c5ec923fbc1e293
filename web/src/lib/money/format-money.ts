const minus = '\u2212';

/** `-1234.5`, as the API writes amounts, in minor units. */
export function toMinor(decimal: string): bigint {
  const [, sign, whole = '0', cents = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? [];
  const minor = BigInt(whole + cents.slice(0, 2).padEnd(2, '0'));
  return sign === '-' ? -minor : minor;
}

/** Minor units as the API writes amounts: `-1234.50`. */
export function toDecimal(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1.234,50`, with a true minus sign; the same in every language, on the server and in the browser. */
export function formatAmount(amount: string | bigint): string {
  const minor = typeof amount === 'bigint' ? amount : toMinor(amount);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${minor < 0n ? minus : ''}${whole},${digits.slice(-2)}`;
}

/** `€ 1.234,50` (another currency by its code), for text and totals. */
export function formatMoney(amount: string | bigint, currency = 'EUR'): string {
  return `${currency === 'EUR' ? '€' : currency}\u00a0${formatAmount(amount)}`;
}

/** An amount for a column of its own side: nothing where it is zero. */
export function formatSide(amount: string): string {
  return toMinor(amount) === 0n ? '' : formatAmount(amount);
}

/** The sum of amounts as the API writes them, exact. */
export function sumOf(amounts: Iterable<string>): bigint {
  let total = 0n;
  for (const amount of amounts) total += toMinor(amount);
  return total;
}

/** `2,5` or `1.234`: a quantity or rate as people write it, from the API's `2.5`. */
export function formatDecimal(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${decimal.startsWith('-') ? minus : ''}${grouped}${digits ? `,${digits}` : ''}`;
}

/** `21%` from basis points. */
export function formatRate(basisPoints: number): string {
  return `${formatDecimal((basisPoints / 100).toString())}%`;
}
