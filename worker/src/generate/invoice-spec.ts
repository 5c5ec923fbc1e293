import { addDays, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import { withoutLegalForm } from '../extract/rules/legal-forms.ts';
import type { Country } from './identifiers.ts';
import { inventParty, type Party } from './parties.ts';
import { productsByLanguage } from './products.ts';
import type { Random } from './random.ts';

export const languages = ['nl', 'en', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/** One line of an invented invoice; amounts in cents, the unit price with up to four decimals as text. */
export interface SpecLine {
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly netMinor: bigint;
  readonly rateBp: number;
}

/** One row of its VAT table. */
export interface SpecVat {
  readonly rateBp: number;
  readonly category: 'S' | 'Z' | 'AE';
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
}

/** An invented invoice: the truth of every document made from it. */
export interface InvoiceSpec {
  readonly language: Language;
  readonly isCreditNote: boolean;
  readonly supplier: Party;
  readonly customer: Party;
  readonly number: string;
  readonly issueDate: IsoDate;
  readonly supplyDate: IsoDate | null;
  readonly dueDate: IsoDate;
  readonly orderReference: string | null;
  readonly paymentReference: string | null;
  readonly currency: 'EUR' | 'GBP';
  readonly lines: readonly SpecLine[];
  /** taken off the lines' sum before tax; 0 for none */
  readonly discountMinor: bigint;
  readonly vat: readonly SpecVat[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly totalMinor: bigint;
}

export interface SpecOptions {
  readonly language?: Language;
  readonly maxLines?: number;
  /** by default any day of almost two years */
  readonly issueDate?: IsoDate;
  /** by default invented like the supplier's */
  readonly customerName?: string;
}

/** The rates of each supplier's country in basis points: the usual one first. */
const ratesByCountry: Readonly<Record<Country, readonly [number, ...number[]]>> = {
  NL: [2100, 2100, 900, 0],
  DE: [1900, 1900, 700],
  BE: [2100, 600],
  GB: [2000, 0],
  FR: [2000, 550],
};

const countriesByLanguage: Readonly<Record<Language, readonly [Country, ...Country[]]>> = {
  nl: ['NL', 'NL', 'NL', 'NL', 'BE'],
  en: ['NL', 'GB', 'GB'],
  de: ['DE'],
  fr: ['FR'],
};

/** Invents an invoice to a Dutch customer, in Dutch more often than not. */
export function inventInvoice(random: Random, options: SpecOptions = {}): InvoiceSpec {
  const language =
    options.language ?? random.pick(['nl', 'nl', 'nl', 'nl', 'en', 'en', 'de', 'de', 'fr']);
  const country = random.pick(countriesByLanguage[language]);
  const issueDate = options.issueDate ?? addDays(isoDate('2025-01-01'), random.whole(0, 690));
  const reverseCharge = country === 'NL' ? random.chance(0.06) : random.chance(0.35);
  const lines = inventLines(random, language, country, reverseCharge, options.maxLines ?? 9);
  const discountMinor = inventDiscount(random, lines);
  const vat = vatTable(lines, reverseCharge, discountMinor);
  const netMinor = sumMinor(vat.map(({ baseMinor }) => baseMinor));
  const vatMinor = sumMinor(vat.map((row) => row.vatMinor));
  const number = inventNumber(random, issueDate);
  const isCreditNote = random.chance(0.1);
  const supplier = inventParty(random, country);
  const { customerName } = options;
  return {
    language,
    isCreditNote,
    supplier,
    customer: { ...inventCustomer(random, supplier), ...(customerName && { name: customerName }) },
    number,
    issueDate,
    supplyDate: random.chance(0.35) ? addDays(issueDate, -random.whole(1, 20)) : null,
    dueDate: addDays(issueDate, random.pick([8, 14, 14, 21, 30, 30, 60])),
    orderReference: random.chance(0.35)
      ? `${random.pick(['PO', 'ORD-', 'B', ''])}${random.digits(6)}`
      : null,
    paymentReference: random.chance(0.2)
      ? `${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(4)}`
      : null,
    currency: country === 'GB' && !reverseCharge ? 'GBP' : 'EUR',
    lines,
    discountMinor,
    vat,
    netMinor,
    vatMinor,
    totalMinor: netMinor + vatMinor,
  };
}

/** Somebody else than the supplier. */
function inventCustomer(random: Random, supplier: Party): Party {
  for (;;) {
    const customer = inventParty(random, 'NL');
    if (withoutLegalForm(customer.name) !== withoutLegalForm(supplier.name)) return customer;
  }
}

function inventLines(
  random: Random,
  language: Language,
  country: Country,
  reverseCharge: boolean,
  maxLines: number,
): SpecLine[] {
  const main = ratesByCountry[country][0];
  const mixed = random.chance(0.4);
  return Array.from({ length: random.whole(1, maxLines) }, () => {
    const quantity = random.pick([1, 1, 1, 2, 3, 4, 5, 8, 10, 12, 24, 0.5, 1.5, 7.25]);
    const unitPriceMinor = BigInt(
      random.pick([random.whole(95, 2500), random.whole(500, 19_999), random.whole(4000, 240_000)]),
    );
    return {
      description: random.pick(productsByLanguage[language]),
      quantity,
      unitPriceMinor,
      netMinor: (unitPriceMinor * BigInt(Math.round(quantity * 100)) + 50n) / 100n,
      rateBp: reverseCharge ? 0 : mixed ? random.pick(ratesByCountry[country]) : main,
    };
  });
}

/** Five or ten per cent off, where all lines have one rate. */
function inventDiscount(random: Random, lines: readonly SpecLine[]): bigint {
  const rates = new Set(lines.map(({ rateBp }) => rateBp));
  if (rates.size > 1 || !random.chance(0.12)) return 0n;
  return percentOf(sumMinor(lines.map(({ netMinor }) => netMinor)), random.pick([500, 1000]));
}

function vatTable(
  lines: readonly SpecLine[],
  reverseCharge: boolean,
  discountMinor: bigint,
): SpecVat[] {
  const rates = [...new Set(lines.map(({ rateBp }) => rateBp))].sort((a, b) => b - a);
  return rates.map((rateBp) => {
    const sum = sumMinor(
      lines.filter((line) => line.rateBp === rateBp).map((line) => line.netMinor),
    );
    const baseMinor = sum - discountMinor;
    const category = reverseCharge ? 'AE' : rateBp === 0 ? 'Z' : 'S';
    return { rateBp, category, baseMinor, vatMinor: percentOf(baseMinor, rateBp) };
  });
}

function inventNumber(random: Random, issueDate: IsoDate): string {
  const year = issueDate.slice(0, 4);
  return random.pick([
    `${year}${random.digits(4)}`,
    `${year}-${random.digits(5)}`,
    `F${year.slice(2)}${random.digits(5)}`,
    `INV-${random.digits(6)}`,
    `${random.whole(1, 9)}${random.digits(7)}`,
    `VF${year}/${random.digits(4)}`,
    `${random.digits(3)}.${year}.${random.digits(3)}`,
    `RE-${year}-${random.digits(4)}`,
  ]);
}
