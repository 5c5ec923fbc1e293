/** An IBAN in groups of four, as banks print it. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1\u00a0');
}

/** An IBAN as it is stored: capitals without spaces; null when its check digits (mod 97) are wrong. */
export function readIban(text: string): string | null {
  const iban = text.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null;
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = [...moved].map((sign) => parseInt(sign, 36).toString()).join('');
  return BigInt(digits) % 97n === 1n ? iban : null;
}
