const dutch = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/;
const english = /^(-?)(\d{1,3}(?:,\d{3})+(?=\.)|\d+)\.(\d{1,2})$/;
const longest = 15;

/**
 * The amount a person typed, in minor units, or null when it cannot be told for sure: `1.234` is 1234, but `1,234` and
 * `12,34,5` are nothing, since a guess would be wrong by a thousand.
 */
export function parseMoney(text: string): bigint | null {
  const bare = text.replace(/[€\s]/g, '').replace('\u2212', '-');
  const match = dutch.exec(bare) ?? english.exec(bare);
  if (!match) return null;
  const [, sign, whole = '', cents = ''] = match;
  const digits = whole.replace(/[.,]/g, '');
  if (digits.length > longest) return null;
  const minor = BigInt(digits + cents.padEnd(2, '0'));
  return sign === '-' ? -minor : minor;
}
