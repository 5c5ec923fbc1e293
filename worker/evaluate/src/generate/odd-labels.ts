import { addDays, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  redrafted,
} from './document-maker.ts';
import type { Extras } from './draw-invoice.ts';
import type { InvoiceSpec, Language } from './invoice-spec.ts';
import type { Random } from './random.ts';
import type { Words } from './style.ts';

/** The titles of copies, which are no names of a supplier. */
const copyTitles: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: ['Kopie factuur', 'KOPIE', 'Duplicaat factuur'],
  en: ['Copy invoice', 'COPY', 'Duplicate invoice'],
  de: ['Rechnungskopie', 'KOPIE', 'Duplikat'],
  fr: ['Copie de facture', 'DUPLICATA'],
};

/** Sentences where a name would stand; they speak of days that are not the invoice's. */
const sentences: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: ['Deze factuur betreft de periode van 1 tot en met 30 {month}.', 'Bedankt voor uw opdracht!'],
  en: [
    'This invoice is for the billing period {month} 1 to {month} 30.',
    'Thank you for choosing us.',
  ],
  de: [
    'Diese Rechnung betrifft den Zeitraum vom 1. bis 30. {month}.',
    'Wir danken für Ihren Auftrag.',
  ],
  fr: ['Cette facture concerne la période du 1 au 30 {month}.', 'Merci de votre confiance.'],
};
const aMonth: Readonly<Record<Language, string>> = {
  nl: 'juni',
  en: 'June',
  de: 'Juni',
  fr: 'juin',
};

/** The label and number in one token, or with nothing but a sign between them: `Facture n°562044387`. */
const joinedLabels: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: ['Factuurnr.{number}', 'Factuurnummer:{number}', 'Factuur #{number}'],
  en: ['Invoice no.{number}', 'Invoice#{number}', 'Invoice:{number}'],
  de: ['Rechnungsnr.{number}', 'Rechnung-Nr.:{number}', 'RE-Nr.{number}'],
  fr: ['Facture n°{number}', 'N°{number}', 'Facture N°:{number}'],
};

const slashLabels: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: ['Factuurnr./datum', 'Factuurnummer / datum'],
  en: ['Invoice no./date', 'Invoice number / date'],
  de: ['Rechnungs-Nr./Datum', 'Rechnung Nr. / Datum'],
  fr: ['N° facture / date', 'Facture n°/date'],
};

/** Days in words that other programs write, by language. */
const wordedDates: Readonly<Record<Language, readonly [(date: IsoDate) => string, IsoDate][]>> = {
  nl: [
    [(date) => `${Number(date.slice(8))} mrt. ${date.slice(0, 4)}`, isoDate('2026-03-09')],
    [(date) => `${Number(date.slice(8))} okt '${date.slice(2, 4)}`, isoDate('2026-10-21')],
  ],
  en: [
    [(date) => `August ${Number(date.slice(8))} , ${date.slice(0, 4)}`, isoDate('2026-08-03')],
    [(date) => `${Number(date.slice(8))}st May ${date.slice(0, 4)}`, isoDate('2026-05-01')],
  ],
  de: [
    [(date) => `${Number(date.slice(8))}. Jänner ${date.slice(0, 4)}`, isoDate('2026-01-16')],
    [(date) => `${Number(date.slice(8))}. Feber ${date.slice(0, 4)}`, isoDate('2026-02-15')],
  ],
  fr: [
    [(date) => `1er juillet ${date.slice(0, 4)}`, isoDate('2026-07-01')],
    [(date) => `${Number(date.slice(8))} févr. ${date.slice(0, 4)}`, isoDate('2026-02-12')],
  ],
};

/** A variant of the head: a changed draft, and what its page shows beside it. */
type Variant = (draft: Draft, random: Random) => { draft: Draft; extras: Extras };

const copy: Variant = (draft, random) => {
  const invoice = random.pick(copyTitles[draft.spec.language]);
  return { draft: withWords(draft, { invoice }), extras: {} };
};

const sentenceAbove: Variant = (draft, random) => {
  const { language } = draft.spec;
  const remark = random.pick(sentences[language]).replaceAll('{month}', aMonth[language]);
  return { draft, extras: { remarks: [remark] } };
};

const joined: Variant = (draft, random) => {
  const { spec } = draft;
  const number = random.digits(9).replace(/^0/, '5');
  const text = random.pick(joinedLabels[spec.language]).replace('{number}', number);
  const changed = redrafted(draft, { number, isCreditNote: false });
  return {
    draft: withoutFacts(changed),
    extras: { ownFacts: [[text, ''], ...dateFacts(changed)] },
  };
};

const numberSlashDate: Variant = (draft, random) => {
  const number = `8${random.digits(7)}`;
  const changed = redrafted(draft, { number, isCreditNote: false });
  const { spec, style } = changed;
  const date = spec.issueDate.split('-').toReversed().join('.');
  const fact = [random.pick(slashLabels[spec.language]), `${number}/${date}`] as const;
  const due = [style.words.dueDate, style.notation.date(spec.dueDate)] as const;
  return { draft: withoutFacts(changed), extras: { ownFacts: [[...fact], [...due]] } };
};

const dateInWords: Variant = (draft, random) => {
  const { language } = draft.spec;
  const [write, issueDate] = random.oneOf(wordedDates[language]);
  const { style } = draft;
  const dueDate = addDays(issueDate, 30);
  const changed = redrafted(draft, { issueDate, dueDate, supplyDate: null });
  const { notation } = style;
  const date = (day: IsoDate) => (day === issueDate ? write(day) : notation.date(day));
  return {
    draft: { ...changed, style: { ...style, notation: { ...notation, date } } },
    extras: {},
  };
};

/** `Factuur` above the number, as the head of a column. */
const titleAsHead: Variant = (draft) => {
  const changed = redrafted(draft, { isCreditNote: false });
  const { spec, style } = changed;
  const { words } = style;
  const facts: [string, string][] = [[words.invoice, spec.number], ...dateFacts(changed)];
  const stacked = {
    ...changed,
    style: { ...style, metaForm: 'stacked', metaBeside: false },
  } as const;
  return { draft: withoutFacts(stacked), extras: { ownFacts: facts } };
};

function dateFacts({ spec, style }: Draft): [string, string][] {
  return [
    [style.words.date, style.notation.date(spec.issueDate)],
    [style.words.dueDate, style.notation.date(spec.dueDate)],
  ];
}

/** The usual facts are not printed: others stand in their place. */
function withoutFacts(draft: Draft): Draft {
  const changed = redrafted(draft, {
    supplyDate: null,
    orderReference: null,
    paymentReference: null,
  });
  return { ...changed, style: { ...draft.style, payment: 'listed', customerNumber: null } };
}

function withWords(draft: Draft, words: Partial<Words>): Draft {
  return { ...draft, style: { ...draft.style, words: { ...draft.style.words, ...words } } };
}

const labelled =
  (variant: Variant): DocumentMaker =>
  (random, options) => {
    const base = draftInvoice(random, { maxLines: 6, ...options });
    const spec: InvoiceSpec = { ...base.spec, isCreditNote: false };
    const plain = redrafted({ ...base, style: { ...base.style, negativeCredit: false } }, spec);
    const { draft, extras } = variant(plain, random);
    return drawn(draft, extras);
  };

export const oddLabels = {
  copy: labelled(copy),
  'sentence-above': labelled(sentenceAbove),
  'joined-label': labelled(joined),
  'number-slash-date': labelled(numberSlashDate),
  'date-in-words': labelled(dateInWords),
  'title-as-head': labelled(titleAsHead),
} as const;
