import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue, Place } from '../extracted-value.ts';
import { currencyOf, type NumberValue } from '../find-values.ts';
import type { LabelName } from '../rules/label-rule.ts';
import type { LabelledAmount } from '../totals/find-labelled-amounts.ts';

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

type CurrencyFacts = Pick<
  DocumentFacts,
  'numbers' | 'amounts' | 'labels' | 'layout' | 'ibans' | 'vatNumbers'
>;

/** A currency, and where it stands. */
interface WrittenCurrency {
  readonly code: string;
  readonly place: Place;
}

/** Less than the mark: what stands on the page does not agree. */
const inDoubt = 0.75;
const confirmed = 0.85;
/** A sign beside a total may be this far from its amount, in points. */
const signReach = 40;
const columnHead = /\((EUR|USD|GBP|CHF|SEK|NOK|DKK)\)/;
const sumNames: ReadonlySet<LabelName> = new Set(['net_total', 'vat_total', 'total', 'payable']);

/**
 * Finds the currency: the code beside its label, else what stands with the totals, else with most amounts, else that of
 * the supplier's country. A sign that stands only elsewhere proves nothing: `includes a credit of $5`. The euro is the
 * default, since a Dutch invoice need not state it.
 */
export function findCurrency(facts: CurrencyFacts): ExtractedValue {
  const { layout, labels, numbers } = facts;
  for (const label of labels.filter(({ name }) => name === 'currency')) {
    const code = layout.lines[label.line.index]?.cells
      .flatMap(({ tokens }) => tokens)
      .find(({ text, left }) => left > label.right - 1 && /^[A-Z]{3}$/.test(text));
    if (code) return { value: code.text, place: code, confidence: 0.97, secondBest: null };
  }
  const found =
    mostOf(currenciesOfSums(facts), 0.97) ??
    mostOf(currenciesOfColumns(facts), 0.9) ??
    mostOf(currenciesOfAmounts(numbers), 0.95);
  const national = currencyOfCountry(facts);
  if (!found) return confirmedElsewhere(national, facts);
  return isMisreadSign(found.value, national.value, facts)
    ? {
        ...national,
        place: found.place,
        confidence: 0.6,
        secondBest: { value: found.value, confidence: 0.4 },
      }
    : found;
}

/** The currency that stands most often, in doubt where others do, too. @param confidence when it is the only one */
function mostOf(written: readonly WrittenCurrency[], confidence: number): ExtractedValue | null {
  const [most, next] = [...Map.groupBy(written, ({ code }) => code)].sort(
    (one, other) => other[1].length - one[1].length,
  );
  const place = most?.[1][0]?.place;
  if (!most || !place) return null;
  return next
    ? { value: most[0], place, confidence: inDoubt, secondBest: secondTo(next[0]) }
    : { value: most[0], place, confidence, secondBest: null };
}

function secondTo(value: string) {
  return { value, confidence: 0.3 };
}

/** The currencies beside the totals, or in their labels: `€ 121,00`, `Totaal EUR   121,00`. */
function currenciesOfSums({ amounts }: CurrencyFacts): WrittenCurrency[] {
  const sums = new Map<NumberValue, LabelledAmount>();
  for (const one of amounts) {
    if (sumNames.has(one.label.name) && !sums.has(one.amount)) sums.set(one.amount, one);
  }
  return [...sums.values()].flatMap(({ amount, label }): WrittenCurrency[] => {
    if (amount.currency !== null) return [{ code: amount.currency, place: amount }];
    const end = label.line === amount.line ? amount.right : label.right;
    return label.line.cells
      .flatMap(({ tokens }) => tokens)
      .filter(({ left, right }) => left >= label.left - 1 && right <= end + signReach)
      .flatMap((token) => {
        const code = currencyOf(token.text.replace(/^\(|\)?:?$/g, ''));
        return code === null ? [] : [{ code, place: token }];
      })
      .slice(0, 1);
  });
}

/** The codes in brackets, as at the head of a column: `Amount (USD)`. */
function currenciesOfColumns({ layout }: CurrencyFacts): WrittenCurrency[] {
  return layout.lines
    .flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens))
    .flatMap((token) => {
      const code = columnHead.exec(token.text)?.[1];
      return code === undefined ? [] : [{ code, place: token }];
    });
}

/** The currencies beside the amounts, where most amounts have one. */
function currenciesOfAmounts(numbers: readonly NumberValue[]): WrittenCurrency[] {
  const amounts = numbers.filter(
    ({ number, currency }) => number.decimals === 2 || currency !== null,
  );
  const signed = amounts.flatMap((place) =>
    place.currency === null ? [] : [{ code: place.currency, place }],
  );
  return 2 * signed.length > amounts.length ? signed : [];
}

/**
 * The currency of the supplier's country, which the same sign elsewhere confirms and another one puts in doubt. Where
 * nothing tells of the country, that is the better guess.
 */
function confirmedElsewhere(national: ExtractedValue, facts: CurrencyFacts): ExtractedValue {
  const signed = facts.numbers.filter(({ currency }) => currency !== null);
  const [same, other] = [true, false].map((isSame) =>
    signed.find(({ currency }) => (currency === national.value) === isSame),
  );
  if (other?.currency == null) {
    return same
      ? { ...national, place: same, confidence: Math.max(national.confidence, confirmed) }
      : national;
  }
  if (!same && !hasCountry(facts)) {
    const secondBest = secondTo(national.value);
    return { value: other.currency, place: other, confidence: 0.6, secondBest };
  }
  const confidence = Math.min(national.confidence, inDoubt);
  return { ...national, confidence, secondBest: secondTo(other.currency) };
}

function hasCountry({ ibans, vatNumbers }: CurrencyFacts): boolean {
  return [...ibans, ...vatNumbers].some(({ valid }) => valid);
}

/**
 * Recognition takes € for $ or £. On a recognised page such a sign says little while the supplier's account or VAT
 * number is of a country with another currency and no code (`USD`) confirms it.
 */
function isMisreadSign(currency: string, national: string, facts: CurrencyFacts): boolean {
  const { layout } = facts;
  return (
    layout.recognised &&
    (currency === 'USD' || currency === 'GBP') &&
    national !== currency &&
    hasCountry(facts) &&
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
