import { mod97 } from '@smart-accounting/accounting/iban';
import { isVatNumber } from '@smart-accounting/accounting/vat-number';
import type { Random } from './random.ts';

/** Countries of the generated parties. */
export type Country = 'NL' | 'DE' | 'BE' | 'GB' | 'FR';

/** Bank codes that make an IBAN look real; the accounts are fictitious. */
const banks: Readonly<Record<Country, readonly [string, ...string[]]>> = {
  NL: ['ABNA', 'INGB', 'RABO', 'TRIO', 'KNAB', 'BUNQ'],
  DE: ['37040044', '10050000', '50070010', '70020270'],
  BE: ['001', '363', '539', '733'],
  GB: ['NWBK601613', 'BARC200051', 'LOYD309009'],
  FR: ['3000400028', '2004101005', '1027802210'],
};

/** The number of digits after the bank code. */
const accountDigits: Readonly<Record<Country, number>> = { NL: 10, DE: 10, BE: 7, GB: 8, FR: 13 };

/** A fictitious IBAN with correct check digits. */
export function generateIban(random: Random, country: Country): string {
  const bank = random.pick(banks[country]);
  const account = random.digits(accountDigits[country]);
  const body = country === 'BE' ? belgianAccount(bank + account) : bank + account;
  const check = 98 - mod97(`${body}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${body}`;
}

/** A Belgian account number ends with its first ten digits modulo 97, or 97 when that is 0. */
function belgianAccount(digits: string): string {
  return digits + String(Number(digits) % 97 || 97).padStart(2, '0');
}

/** A fictitious VAT number that passes the checks of its country. */
export function generateVatNumber(random: Random, country: Country): string {
  for (;;) {
    const number = `${country}${vatBody(random, country)}`;
    if (isVatNumber(number)) return number;
  }
}

function vatBody(random: Random, country: Country): string {
  if (country === 'NL') return `${random.digits(9)}B${random.digits(2)}`;
  if (country === 'BE') return `0${random.digits(9)}`;
  if (country === 'FR') return random.digits(11);
  return random.digits(9);
}

/** Eight digits that do not begin with zero. */
export function generateKvkNumber(random: Random): string {
  return `${random.whole(1, 9)}${random.digits(7)}`;
}

/** Formats an IBAN for printing: `NL91 ABNA 0417 1643 00`. */
export function inGroupsOfFour(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}
