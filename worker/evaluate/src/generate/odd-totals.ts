import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import { ciiDocument } from './cii-document.ts';
import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  redrafted,
  xmlDocument,
} from './document-maker.ts';
import type { SumRow } from './draw-totals.ts';
import { payableOf, type SpecLine, type SpecOptions, type SpecVat } from './invoice-spec.ts';
import { settlementWords } from './settlement-wordings.ts';
import type { Random } from './random.ts';
import { marked } from './truth.ts';
import { ublDocument } from './ubl-document.ts';

/** A Dutch supplier charges a rate that the Netherlands did not have that day: printed, or only to be worked out. */
const impossibleRate: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 5, country: 'NL', ...options });
  const rateBp = random.pick([600, 1000, 1900, 2000, 1200]);
  const taxed = withRates(draft, [rateBp]);
  const totalsForm = random.pick(['rows', 'rows with rate', 'vat table'] as const);
  const style = { ...taxed.style, totalsForm };
  return drawn({ ...taxed, style, truth: marked(taxed.truth, 'vat_rate_unknown') });
};

/** Two or three rates on one invoice: what is booked for each must be what is printed for it. */
const mixedRates: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 9, country: 'NL', ...options });
  const rates = random.pick([
    [2100, 900],
    [2100, 900, 0],
    [2100, 0],
  ]);
  const totalsForm = random.pick(['rows', 'rows with rate', 'vat table'] as const);
  const mixed = withRates(draft, rates);
  return drawn({ ...mixed, style: { ...mixed.style, totalsForm } });
};

/** The draft with these rates in turn, and no discount. */
function withRates(draft: Draft, rates: readonly number[]): Draft {
  const lines = draft.spec.lines.map((line, index) => ({
    ...line,
    rateBp: rates[index % rates.length] ?? 0,
  }));
  return redrafted(draft, { ...summed(lines), lines, discountMinor: 0n });
}

function summed(lines: readonly SpecLine[]) {
  const rates = [...new Set(lines.map(({ rateBp }) => rateBp))].sort((a, b) => b - a);
  const vat = rates.map((rateBp): SpecVat => {
    const baseMinor = sumMinor(lines.filter((line) => line.rateBp === rateBp).map(netOf));
    const category = rateBp === 0 ? 'Z' : 'S';
    return { rateBp, category, baseMinor, vatMinor: percentOf(baseMinor, rateBp) };
  });
  const netMinor = sumMinor(vat.map(({ baseMinor }) => baseMinor));
  const vatMinor = sumMinor(vat.map((row) => row.vatMinor));
  return { vat, netMinor, vatMinor, totalMinor: netMinor + vatMinor };
}

function netOf({ netMinor }: SpecLine): bigint {
  return netMinor;
}

/** Lines of discount among the others, with the minus signs that are in use: "-", "–" and the Dutch "-/-". */
const discountLines: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 4, country: 'NL', ...options });
  const { spec, style } = draft;
  const goods = spec.lines.map((line) => ({ ...line, rateBp: 2100 }));
  const discount = (percent: number): SpecLine => {
    const netMinor = -percentOf(sumMinor(goods.map(netOf)), percent * 100);
    const description = `${settlementWords[spec.language].discount} ${percent}%`;
    return { description, quantity: 1, unitPriceMinor: netMinor, netMinor, rateBp: 2100 };
  };
  const lines = [...goods, discount(random.pick([5, 10, 25])), discount(2)];
  const changed = redrafted(draft, { ...summed(lines), lines, discountMinor: 0n });
  const minus = random.pick(['-', '–', '-/- ', '−']);
  const { notation } = style;
  const signed = (write: (minor: bigint) => string) => (minor: bigint) =>
    minor < 0n ? `${minus}${write(-minor)}` : write(minor);
  return drawn({
    ...changed,
    style: {
      ...style,
      negativeCredit: false,
      notation: {
        ...notation,
        number: signed((minor) => notation.number(minor)),
        amount: signed((minor) => notation.amount(minor)),
      },
    },
  });
};

type Settlement = 'prepaid' | 'paid' | 'rounded';

/** An invoice of which a part is paid, or all, or that is rounded for payment in cash. */
function settledDraft(settlement: Settlement, random: Random, options: SpecOptions): Draft {
  const draft = draftInvoice(random, { maxLines: 5, ...options });
  const { totalMinor } = draft.spec;
  const settled = redrafted(draft, {
    isCreditNote: false,
    prepaidMinor:
      settlement === 'rounded'
        ? 0n
        : settlement === 'paid'
          ? totalMinor
          : percentOf(totalMinor, random.pick([2000, 3000, 5000])),
    roundingMinor: settlement === 'rounded' ? ((totalMinor + 2n) / 5n) * 5n - totalMinor : 0n,
  });
  const { truth } = settled;
  const style = { ...draft.style, negativeCredit: false };
  return {
    ...settled,
    style,
    truth: settlement === 'paid' ? marked(truth, 'already_paid') : truth,
  };
}

/** On paper: the total stays what it is, and below it stands what is paid or rounded, and what is left to pay. */
const settled =
  (settlement: Settlement): DocumentMaker =>
  (random, options) => {
    const draft = settledDraft(settlement, random, options);
    const { spec } = draft;
    const words = settlementWords[spec.language];
    const total = random.pick(words.total);
    const totalsForm = random.pick(['rows', 'rows with rate', 'vat table'] as const);
    const style = { ...draft.style, totalsForm, words: { ...draft.style.words, total } };
    const sign = settlement === 'paid' && random.chance(0.5) ? 1n : -1n;
    const row: SumRow =
      settlement === 'rounded'
        ? { label: random.pick(words.rounding), amount: spec.roundingMinor }
        : { label: random.pick(words[settlement]), amount: sign * spec.prepaidMinor };
    const left = { label: random.pick(words.payable), amount: payableOf(spec), strong: true };
    return drawn({ ...draft, style }, { rowsBelowTotal: [row, left] });
  };

/** As an e-invoice says it: BT-113 and BT-114. */
const settledXml: DocumentMaker = (random, options) => {
  const settlement = random.pick(['prepaid', 'paid', 'rounded'] as const);
  const { spec, truth } = settledDraft(settlement, random, options);
  const write = random.pick([ublDocument, ciiDocument]);
  return Promise.resolve(xmlDocument(write(spec), truth));
};

export const oddTotals = {
  'impossible-rate': impossibleRate,
  'mixed-rates': mixedRates,
  'discount-lines': discountLines,
  prepaid: settled('prepaid'),
  paid: settled('paid'),
  rounded: settled('rounded'),
  'settled-xml': settledXml,
} as const;
