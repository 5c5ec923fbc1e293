/** A country outside the EU, and nobody knows which (ISO 3166-1 leaves this code to its users). */
export const outsideEu = 'ZZ';
/** Northern Ireland: in the EU for goods, outside of it for services (VAT numbers since 2021). */
export const northernIreland = 'XI';

const euCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that name no country: the EU, the euro area, the United Nations, and two for tests of software. */
const noCountries = new Set('EU EZ UN QO XA XB'.split(' '));

/**
 * The code of a country as ISO 3166-1 writes it in two letters (also `XI` and `ZZ`), from that code or from how VAT
 * numbers (`EL`) and some people (`UK`) write it; null for what names no country.
 */
export function countryCode(text: string): string | null {
  const written = text.trim().toUpperCase();
  if (written === 'EL') return 'GR';
  if (written === northernIreland) return written;
  if (!/^[A-Z]{2}$/.test(written) || noCountries.has(written)) return null;
  // Codes that are used no more, or were never given out, as `UK`, are those of today's country.
  const code = new Intl.Locale(`und-${written}`).region ?? written;
  return regions.of(code) === undefined ? null : code;
}

/** Whether the country belongs to the VAT area of the EU; Northern Ireland does for goods. `EL` is Greece, too. */
export function isEuCountry(country: string): boolean {
  return euCountries.has(country === 'EL' ? 'GR' : country);
}
