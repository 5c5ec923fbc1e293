import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue } from '../extracted-value.ts';

/** Countries nearby outside the euro area, by the first letters of an IBAN or VAT number. */
const nationalCurrencies: Readonly<Record<string, string>> = {
  GB: 'GBP',
  CH: 'CHF',
  SE: 'SEK',
  DK: 'DKK',
  NO: 'NOK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
};
const euroCountries: ReadonlySet<string> = new Set([
  ...['AT', 'BE', 'BG', 'CY', 'DE', 'EE', 'ES', 'FI', 'FR', 'GR', 'EL', 'HR', 'IE', 'IT', 'LT'],
  ...['LU', 'LV', 'MT', 'NL', 'PT', 'SI', 'SK'],
]);

type CurrencyFacts = Pick<DocumentFacts, 'numbers' | 'labels' | 'layout' | 'ibans' | 'vatNumbers'>;

/**
 * Finds the currency: the code beside its label, else the currency of most amounts, else that of the supplier's
 * country. The euro is the default, since a Dutch invoice need not state it.
 */
export function findCurrency(facts: CurrencyFacts): ExtractedValue {
  const { numbers, labels, layout } = facts;
  for (const label of labels.filter(({ name }) => name === 'currency')) {
    const code = layout.lines[label.line.index]?.cells
      .flatMap(({ tokens }) => tokens)
      .find(({ text, left }) => left > label.right - 1 && /^[A-Z]{3}$/.test(text));
    if (code) return { value: code.text, place: code, confidence: 0.97, secondBest: null };
  }
  const written = layout.lines
    .flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens))
    .find(({ text }) => /\((EUR|USD|GBP|CHF|SEK|NOK|DKK)\)/.test(text));
  const counts = new Map<string, number>();
  for (const { currency } of numbers) {
    if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [most, next] = [...counts].sort((a, b) => b[1] - a[1]);
  const code = /\(([A-Z]{3})\)/.exec(written?.text ?? '')?.[1];
  if (!most && written && code !== undefined)
    return { value: code, place: written, confidence: 0.9, secondBest: null };
  if (!most) return currencyOfCountry(facts);
  const place = numbers.find(({ currency }) => currency === most[0]) ?? null;
  const national = currencyOfCountry(facts);
  if (isMisreadSign(most[0], national.value, facts)) {
    return { ...national, place, confidence: 0.6, secondBest: { value: most[0], confidence: 0.4 } };
  }
  const secondBest = next ? { value: next[0], confidence: 0.3 } : null;
  return { value: most[0], place, confidence: counts.size === 1 ? 0.97 : 0.85, secondBest };
}

/**
 * Recognition takes € for $ or £. On a recognised page such a sign says little while the supplier's account or VAT
 * number is of a country with another currency and no code (`USD`) confirms it.
 */
function isMisreadSign(
  currency: string,
  national: string,
  { layout, ibans, vatNumbers }: CurrencyFacts,
): boolean {
  return (
    layout.recognised &&
    (currency === 'USD' || currency === 'GBP') &&
    national !== currency &&
    [...ibans, ...vatNumbers].some(({ valid }) => valid) &&
    !layout.lines.some(({ cells }) => cells.some(({ text }) => text.includes(currency)))
  );
}

/** The currency of the supplier's country; rather certain with an account in the euro area. */
function currencyOfCountry({
  ibans,
  vatNumbers,
}: Pick<CurrencyFacts, 'ibans' | 'vatNumbers'>): ExtractedValue {
  const valid = [...ibans, ...vatNumbers].filter((identifier) => identifier.valid);
  const countries = valid.map(({ id }) => id.slice(0, 2));
  const inEuroArea =
    ibans.some((iban) => iban.valid) && countries.every((country) => euroCountries.has(country));
  return {
    value: nationalCurrencies[countries[0] ?? ''] ?? 'EUR',
    place: null,
    confidence: inEuroArea ? 0.85 : 0.65,
    secondBest: null,
  };
}
