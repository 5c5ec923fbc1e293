import { countryCode } from '@smart-accounting/accounting/country';
import { plainWords } from './plain-letters.ts';

/** How addresses write a country besides its names in Dutch, English, German and French. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'U.S.A.', 'United States of America', 'Vereinigte Staaten von Amerika', 'VS'],
  GB: ['UK', 'U.K.', 'Great Britain', 'Groot-Brittannië', 'Großbritannien', 'Grande-Bretagne'],
  XI: ['Northern Ireland', 'Noord-Ierland', 'Nordirland', 'Irlande du Nord'],
  IE: ['Republic of Ireland', 'Éire'],
  NL: ['The Netherlands', 'Holland', 'Nederlands'],
  DE: ['Bundesrepublik Deutschland', 'Federal Republic of Germany'],
  CZ: ['Czech Republic', 'Tsjechische Republiek', 'Tschechische Republik', 'Česká republika'],
  CH: ['Svizzera'],
  HK: ['Hong Kong', 'Hongkong'],
  TR: ['Turkey'],
  CN: ['P.R. China', 'PRC'],
  AE: ['UAE', 'VAE', 'U.A.E.'],
  ES: ['España'],
  IT: ['Italia'],
  PL: ['Polska'],
  SE: ['Sverige'],
  DK: ['Danmark'],
  FI: ['Suomi'],
  NO: ['Norge'],
  SK: ['Slovak Republic'],
};
/** Parts of the United Kingdom, and names that are more often something else: a state, a river, a person. */
const partsOfBritain = ['England', 'Scotland', 'Wales', 'Engeland', 'Schotland'];
const ambiguous = new Set([
  'georgia',
  'jersey',
  'jordan',
  'chad',
  'mali',
  'niger',
  'togo',
  'island',
]);
/** The longest name, in words. */
const mostWords = 5;

const codeByName = new Map<string, string>();
for (const language of ['nl', 'en', 'de', 'fr']) {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  for (const code of twoLetterCodes()) {
    const name = plainWords(names.of(code) ?? '').join(' ');
    if (name.length > 3 && !ambiguous.has(name)) codeByName.set(name, code);
  }
}
for (const [code, names] of Object.entries({ ...otherNames }))
  for (const name of names) codeByName.set(plainWords(name).join(' '), code);
for (const name of partsOfBritain) codeByName.set(plainWords(name).join(' '), 'GB');

function twoLetterCodes(): string[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.filter((code) => code !== 'ZZ' && countryCode(code) === code);
}

/** The country whose name a text ends with, and how many words that name has; null for none. */
export function countryAtEnd(text: string): { code: string; words: number; of: number } | null {
  const words = plainWords(text);
  for (let count = Math.min(mostWords, words.length); count > 0; count--) {
    const code = codeByName.get(words.slice(-count).join(' '));
    if (code !== undefined) return { code, words: count, of: words.length };
  }
  return null;
}

const states =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR';
/** Postcodes with their place that are written so in one country only. */
const postalForms: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s,])[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2},?\s+['’‘]?\p{Lu}/u, 'NL'], // 1234 AB Plaats
  [
    new RegExp(
      `\\p{L},?\\s+(?:${states.replaceAll(' ', '|')})\\.?,?\\s+\\d{5}(?:-\\d{4})?\\b`,
      'u',
    ),
    'US',
  ],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}$/, 'GB'], // London SW1A 1AA
  [/\b(?:AB|BC|MB|NB|NL|NS|ON|PE|QC|SK)\s+[A-Z]\d[A-Z]\s?\d[A-Z]\d\b/, 'CA'], // Toronto ON M5V 2T6
  [/\b\p{Lu}\p{L}+\s+(?:NSW|VIC|QLD|TAS|ACT)\s+\d{4}\b/u, 'AU'], // Sydney NSW 2000
];
/** The letter or code of a country before its postcode: `D-80333 München`, `BE-2000 Antwerpen`. */
const prefixed =
  /(?:^|[\s,·•|])(A|B|CH|CZ|D|DE|DK|AT|BE|ES|F|FR|I|IT|L|LU|LT|LV|NL|PL|PT|S|SE|SK|FI|FIN)-\s?\d{4,5}(?:\s?[A-Z]{2})?\s+\p{Lu}/u;
const codeByPrefix: Readonly<Record<string, string>> = {
  A: 'AT',
  B: 'BE',
  D: 'DE',
  F: 'FR',
  I: 'IT',
  L: 'LU',
  S: 'SE',
  FIN: 'FI',
};

/** The country in which a line of an address has a postcode as only that country writes it, or null. */
export function countryOfPostalLine(text: string): string | null {
  const prefix = prefixed.exec(text)?.[1];
  if (prefix !== undefined) return codeByPrefix[prefix] ?? prefix;
  return postalForms.find(([form]) => form.test(text))?.[1] ?? null;
}
