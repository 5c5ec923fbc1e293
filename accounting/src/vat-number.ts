import { countryCode, outsideEu } from './country.ts';
import { mod97 } from './iban.ts';

/**
 * Forms of VAT numbers in the EU and beside it, by prefix (European Commission, VIES). Greece writes EL; EU is for those
 * outside of it who declare in one member state (One Stop Shop).
 */
const formByCountry: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CHE: /^\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  EU: /^\d{9}$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** Fewer than any number has but a short Romanian one: `DEFAULT` and `NONE` are not German and Norwegian. */
const fewestDigits = 4;

/** The number without spaces, dots and dashes, in capitals; a Greek one that begins as its country does, with EL. */
export function normalizeVatNumber(text: string): string {
  return text
    .replace(/[\s.\-/]/g, '')
    .toUpperCase()
    .replace(/^GR(?=\d{9}$)/, 'EL');
}

/**
 * Whether the text has the form of a VAT number of the country it names; Dutch ones also pass their check: modulo 97
 * (sole traders since 2020) or the older 11-test (companies).
 */
export function isVatNumber(text: string): boolean {
  const number = normalizeVatNumber(text);
  const country = number.startsWith('CHE') ? 'CHE' : number.slice(0, 2);
  const rest = number.slice(country.length);
  if (!formByCountry[country]?.test(rest)) return false;
  return country !== 'NL' || mod97(number) === 1 || passesElevenTest(rest.slice(0, 9));
}

/**
 * The country whose VAT number this is, as ISO 3166-1 writes it (`GR` for EL…, `XI` for Northern Ireland), `ZZ` for a
 * number of somebody outside the EU (EU…), or null when it names no country we know.
 */
export function countryOfVatNumber(text: string): string | null {
  const number = normalizeVatNumber(text);
  const digits = number.replace(/\D/g, '').length;
  if (digits < fewestDigits) return null;
  if (number.startsWith('CHE')) return 'CH';
  const prefix = number.slice(0, 2);
  if (!formByCountry[prefix]) return null;
  return prefix === 'EU' ? outsideEu : countryCode(prefix);
}

/** The 11-test of nine digits, as of a BSN or RSIN: weights 9 to 2, then −1. */
function passesElevenTest(digits: string): boolean {
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index),
    0,
  );
  return sum % 11 === 0;
}

/** A number of the Dutch trade register: eight digits, no check digit. */
export function isKvkNumber(text: string): boolean {
  return /^\d{8}$/.test(text) && text !== '00000000';
}
