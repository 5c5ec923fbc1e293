import { mod97 } from './iban.ts';

const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];

/**
 * Whether sixteen digits are a Dutch betalingskenmerk with a right check digit: the first, by modulo 11 of the others,
 * weighted from the right.
 */
export function isBetalingskenmerk(text: string): boolean {
  if (!/^\d{16}$/.test(text)) return false;
  const sum = [...text.slice(1)]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (weights[index % 10] ?? 0), 0);
  const rest = 11 - (sum % 11);
  const check = rest === 10 ? 1 : rest === 11 ? 0 : rest;
  return Number(text[0]) === check;
}

/** Whether the text is a creditor reference `RF…` (ISO 11649). */
export function isCreditorReference(text: string): boolean {
  const reference = text.replace(/\s/g, '').toUpperCase();
  return (
    /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) &&
    mod97(reference.slice(4) + reference.slice(0, 4)) === 1
  );
}
