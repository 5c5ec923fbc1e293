import {
  type DocumentMaker,
  draftInvoice,
  type Draft,
  drawn,
  redrafted,
} from './document-maker.ts';
import type { Country } from './identifiers.ts';
import type { Language, SpecOptions, SpecVat } from './invoice-spec.ts';
import { american } from './odd-dates.ts';
import type { Random } from './random.ts';

/** How an invoice says that its goods went from one member state to another. */
const supplyOfGoods: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  nl: [
    'Btw 0% intracommunautaire levering',
    'Intracommunautaire levering, vrijgesteld van btw (art. 39bis WBTW)',
    'ICL: 0% btw, artikel 138 Richtlijn 2006/112/EG',
  ],
  en: [
    'Intra-Community supply of goods, exempt from VAT',
    'VAT 0%: intra-EU supply, Article 138 of Directive 2006/112/EC',
  ],
  de: [
    'Steuerfreie innergemeinschaftliche Lieferung gem. § 4 Nr. 1b UStG',
    'Innergemeinschaftliche Lieferung, umsatzsteuerfrei',
  ],
  fr: [
    'Livraison intracommunautaire exonérée de TVA, article 262 ter I du CGI',
    'Exonération de TVA : livraison intracommunautaire',
  ],
};

/** Goods of a supplier in another member state, who says so: an acquisition, which the customer pays the VAT of. */
const intraCommunity: DocumentMaker = (random, options) => {
  const draft = untaxed(random, options, 'K');
  const reverseCharge = random.pick(supplyOfGoods[draft.spec.language]);
  const words = { ...draft.style.words, reverseCharge };
  return drawn({ ...withCode(draft, 'IEG'), style: { ...draft.style, words } });
};

/** A service from another member state. */
const serviceWithinUnion: DocumentMaker = (random, options) =>
  drawn(withCode(untaxed(random, options, 'AE'), 'IED'));

/** A supplier outside the European Union that charges no VAT, and often says nothing of it. */
const outsideUnion: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options, language: 'en', country: 'GB' });
  const abroad = withCode(american(draft, random, random.pick(['EUR', 'USD'])), 'IBU');
  const words = random.chance(0.6) ? { ...abroad.style.words, reverseCharge: '' } : null;
  return drawn(words ? { ...abroad, style: { ...abroad.style, words } } : abroad);
};

/** An invoice without VAT of a supplier in another member state, to a customer whose VAT number is printed. */
function untaxed(random: Random, options: SpecOptions, category: SpecVat['category']): Draft {
  const [language, country] = random.pick<readonly [Language, Country]>([
    ['nl', 'BE'],
    ['de', 'DE'],
    ['fr', 'FR'],
    ['en', 'DE'],
  ]);
  const draft = draftInvoice(random, { maxLines: 6, ...options, language, country });
  const { netMinor, lines } = draft.spec;
  const exempt = redrafted(draft, {
    lines: lines.map((line) => ({ ...line, rateBp: 0 })),
    vat: [{ rateBp: 0, category, baseMinor: netMinor, vatMinor: 0n }],
    vatMinor: 0n,
    totalMinor: netMinor,
  });
  return { ...exempt, style: { ...exempt.style, customerVatShown: true } };
}

function withCode(draft: Draft, code: string): Draft {
  return { ...draft, truth: { ...draft.truth, vatCodes: [code] } };
}

export const untaxedAbroad = {
  'intra-community': intraCommunity,
  'service-within-union': serviceWithinUnion,
  'outside-union': outsideUnion,
} as const;
