import { addDays, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  redrafted,
} from './document-maker.ts';
import type { InvoiceSpec, Language } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { pickStyle } from './style.ts';

/** A day whose number could be a month's, so that only the form of the date tells which is which. */
function ambiguousDay(random: Random): IsoDate {
  const month = String(random.whole(1, 10)).padStart(2, '0');
  const day = String(random.whole(1, 12)).padStart(2, '0');
  return isoDate(`${random.pick(['2025', '2026'])}-${month}-${day}`);
}

function dated(draft: Draft, issueDate: IsoDate, write: (date: IsoDate) => string): Draft {
  const dueDate = addDays(issueDate, 14);
  const notation = { ...draft.style.notation, date: write };
  return {
    ...redrafted(draft, { issueDate, dueDate, supplyDate: null }),
    style: { ...draft.style, notation, payment: 'listed' },
  };
}

const parts = (date: IsoDate) => date.split('-');
const dayFirst = (separator: string) => (date: IsoDate) => parts(date).toReversed().join(separator);
const monthFirst = (date: IsoDate) => {
  const [year = '', month = '', day = ''] = parts(date);
  return `${month}/${day}/${year}`;
};

/** Lines that speak of dollars on an invoice in euros. */
const dollarRemarks: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: ['Licentie US$ 25,00 per gebruiker, omgerekend in euro.', 'Inclusief $5 tegoed.'],
  en: ['Licence at $25.00 per user, converted into euros.', 'Includes a $5 credit.'],
  de: ['Lizenz zu 25,00 $ je Nutzer, in Euro umgerechnet.', 'Enthält ein Guthaben von $5.'],
  fr: ['Licence à 25,00 $ par utilisateur, convertie en euros.', 'Inclut un crédit de $5.'],
};

/** Day first, as everywhere in Europe, though a "$" stands on the page. */
const dollarOnPage: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options });
  const write = dayFirst(random.pick(['.', '.', '-', '-', '/']));
  const remarks = [random.pick(dollarRemarks[draft.spec.language])];
  return drawn(dated(draft, ambiguousDay(random), write), { remarks });
};

/**
 * Month first, as in the United States: a supplier there bills in euros and charges no VAT, so that its address is all
 * that tells how it writes dates.
 */
const monthFirstDates: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options, language: 'en', country: 'GB' });
  return drawn(dated(american(draft, random), ambiguousDay(random), monthFirst));
};

/** The draft as of a supplier in the United States, who charges no VAT. */
export function american(
  draft: Draft,
  random: Random,
  currency: InvoiceSpec['currency'] = 'EUR',
): Draft {
  const { spec } = draft;
  const [city, postcode] = random.pick<readonly [string, string]>([
    ['Austin', 'TX 78701, United States'],
    ['Seattle', 'WA 98109, USA'],
    ['New York', 'NY 10013, United States'],
  ]);
  const netMinor = spec.netMinor;
  const moved = redrafted(draft, {
    // Registered for VAT in no country of the EU: the number is of the scheme for such suppliers.
    supplier: { ...spec.supplier, city, postcode, vatNumber: `EU${random.digits(9)}` },
    currency,
    lines: spec.lines.map((line) => ({ ...line, rateBp: 0 })),
    vat: [{ rateBp: 0, category: 'AE', baseMinor: netMinor, vatMinor: 0n }],
    vatMinor: 0n,
    totalMinor: netMinor,
  });
  const style = pickStyle(random, moved.spec);
  return { ...moved, style };
}

export const oddDates = {
  'dollar-on-page': dollarOnPage,
  'month-first': monthFirstDates,
} as const;
