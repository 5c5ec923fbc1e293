import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import type { InvoiceSpec, Language } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { wordingsByLanguage } from './wordings.ts';

/** How a document writes dates and amounts. */
export interface Notation {
  date(date: IsoDate): string;
  /** without currency, as in a table */
  number(minor: bigint): string;
  /** with the document's currency symbol, if it uses one */
  amount(minor: bigint): string;
  quantity(quantity: number): string;
  percent(rateBp: number): string;
}

interface Separators {
  readonly thousands: string;
  readonly decimal: string;
}

type SeparatorChoices = readonly [Separators, ...Separators[]];
const dutch: Separators = { thousands: '.', decimal: ',' };
const english: Separators = { thousands: ',', decimal: '.' };
const spaced: Separators = { thousands: ' ', decimal: ',' };
const plain: Separators = { thousands: '', decimal: ',' };

const separatorsByLanguage: Readonly<Record<Language, SeparatorChoices>> = {
  nl: [dutch, dutch, dutch, plain],
  en: [english, english, { thousands: '', decimal: '.' }],
  de: [dutch, dutch, plain],
  fr: [spaced, plain],
};

const symbols: Readonly<Record<InvoiceSpec['currency'], string>> = { EUR: '€', GBP: '£', USD: '$' };

/** Picks a notation that is common in the language of the invoice. */
export function pickNotation(random: Random, spec: InvoiceSpec): Notation {
  const { language, currency, supplier } = spec;
  const isNational = (currency === 'GBP') === (supplier.country === 'GB') && currency !== 'USD';
  const symbol = symbols[currency];
  const separators = random.pick(separatorsByLanguage[language]);
  const sign = random.pick([symbol, symbol, currency]);
  const signBefore =
    language === 'nl' || language === 'en' ? random.chance(0.85) : random.chance(0.1);
  // An invoice in a currency other than that of its country has to say so.
  const signShown = random.chance(0.75) || !isNational;
  const gap = random.pick([' ', ' ', '']);
  const writeDate = random.pick(dateWriters(language));
  const number = (minor: bigint) => writeNumber(minor, separators);
  const percentSign = random.chance(0.3) ? ' %' : '%';
  return {
    date: writeDate,
    number,
    amount: (minor) => {
      if (!signShown) return number(minor);
      const space = /[A-Z]/.test(sign) ? ' ' : gap;
      return signBefore ? `${sign}${space}${number(minor)}` : `${number(minor)}${space}${sign}`;
    },
    quantity: (quantity) => String(quantity).replace('.', separators.decimal),
    percent: (rateBp) => `${String(rateBp / 100).replace('.', separators.decimal)}${percentSign}`,
  };
}

function writeNumber(minor: bigint, { thousands, decimal }: Separators): string {
  const magnitude = minor < 0n ? -minor : minor;
  const whole = String(magnitude / 100n).replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${minor < 0n ? '-' : ''}${whole}${decimal}${String(magnitude % 100n).padStart(2, '0')}`;
}

type DateWriter = (date: IsoDate) => string;

function dateWriters(language: Language): readonly [DateWriter, ...DateWriter[]] {
  const monthOf = (month: string) =>
    wordingsByLanguage[language].months[Number(month) - 1] ?? month;
  const parts = (write: (day: string, month: string, year: string) => string): DateWriter => {
    return (date) => write(date.slice(8, 10), date.slice(5, 7), date.slice(0, 4));
  };
  const inWords = parts((day, month, year) => `${Number(day)} ${monthOf(month)} ${year}`);
  switch (language) {
    case 'nl':
      return [
        parts((day, month, year) => `${day}-${month}-${year}`),
        parts((day, month, year) => `${day}-${month}-${year}`),
        parts((day, month, year) => `${day}/${month}/${year}`),
        parts((day, month, year) => `${day}-${month}-${year.slice(2)}`),
        parts((day, month, year) => `${day}.${month}.${year}`),
        inWords,
      ];
    case 'en':
      return [
        inWords,
        parts((day, month, year) => `${day}/${month}/${year}`),
        parts((day, month, year) => `${monthOf(month).slice(0, 3)} ${Number(day)}, ${year}`),
        parts((day, month, year) => `${year}-${month}-${day}`),
        parts((day, month, year) => `${day} ${monthOf(month).slice(0, 3)} ${year}`),
      ];
    case 'de':
      return [
        parts((day, month, year) => `${day}.${month}.${year}`),
        parts((day, month, year) => `${day}.${month}.${year}`),
        parts((day, month, year) => `${Number(day)}. ${monthOf(month)} ${year}`),
      ];
    case 'fr':
      return [parts((day, month, year) => `${day}/${month}/${year}`), inWords];
  }
}
