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
};

/**
 * Finds the currency: the code beside its label, else the currency of most amounts, else that of the supplier's
 * country. The euro is the default, since a Dutch invoice need not state it.
 */
export function findCurrency({ numbers, labels, layout, ...ids }: DocumentFacts): ExtractedValue {
  for (const label of labels.filter(({ name }) => name === 'currency')) {
    const code = layout.lines[label.line.index]?.cells
      .flatMap(({ tokens }) => tokens)
      .find(({ text, left }) => left > label.right - 1 && /^[A-Z]{3}$/.test(text));
    if (code) return { value: code.text, place: code, confidence: 0.97 };
  }
  const written = layout.lines
    .flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens))
    .find(({ text }) => /\((EUR|USD|GBP|CHF|SEK|NOK|DKK)\)/.test(text));
  const counts = new Map<string, number>();
  for (const { currency } of numbers) {
    if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const code = /\(([A-Z]{3})\)/.exec(written?.text ?? '')?.[1];
  if (!most && written && code !== undefined)
    return { value: code, place: written, confidence: 0.9 };
  if (!most) return { value: currencyOfCountry(ids), place: null, confidence: 0.65 };
  const place = numbers.find(({ currency }) => currency === most[0]) ?? null;
  return { value: most[0], place, confidence: counts.size === 1 ? 0.97 : 0.85 };
}

function currencyOfCountry({
  ibans,
  vatNumbers,
}: Pick<DocumentFacts, 'ibans' | 'vatNumbers'>): string {
  const id = [...ibans, ...vatNumbers].find(({ valid }) => valid)?.id ?? '';
  return nationalCurrencies[id.slice(0, 2)] ?? 'EUR';
}
