import { addDays, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import { withoutLegalForm } from '@smart-accounting/worker/extract/rules/legal-forms';
import type { Country } from './identifiers.ts';
import { generateParty, type Party } from './parties.ts';
import { productsByLanguage } from './products.ts';
import type { Random } from './random.ts';

export const languages = ['nl', 'en', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/** One line of a generated invoice; amounts in cents. */
export interface SpecLine {
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly netMinor: bigint;
  readonly rateBp: number;
}

/** One row of the VAT table; amounts in cents, the rate in basis points. */
export interface SpecVat {
  readonly rateBp: number;
  readonly category: 'S' | 'Z' | 'AE' | 'K';
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
}

/** A generated invoice: the truth of every document made from it. */
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
  readonly currency: 'EUR' | 'GBP' | 'USD';
  readonly lines: readonly SpecLine[];
  /** deducted from the sum of the lines before tax; 0 for none */
  readonly discountMinor: bigint;
  readonly vat: readonly SpecVat[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly totalMinor: bigint;
  /** paid already; 0 for nothing */
  readonly prepaidMinor: bigint;
  /** added to what is left to pay; 0 for none */
  readonly roundingMinor: bigint;
}

/** What is left to pay. */
export function payableOf({ totalMinor, prepaidMinor, roundingMinor }: InvoiceSpec): bigint {
  return totalMinor - prepaidMinor + roundingMinor;
}

/** Whether the customer owes the VAT: of a service, or of goods from another member state. */
export function isReverseCharged({ vat }: InvoiceSpec): boolean {
  return vat.some(({ category }) => category === 'AE' || category === 'K');
}

export interface SpecOptions {
  readonly language?: Language;
  /** of the supplier; by default one where the language is spoken, or the Netherlands */
  readonly country?: Country;
  readonly maxLines?: number;
  /** by default any day in a period of almost two years */
  readonly issueDate?: IsoDate;
  /** by default generated like the supplier's */
  readonly customerName?: string;
}

/** The VAT rates of each supplier's country in basis points, the usual one first. */
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

/** Generates an invoice to a Dutch customer, in Dutch more often than not. */
export function generateInvoice(random: Random, options: SpecOptions = {}): InvoiceSpec {
  const language =
    options.language ?? random.pick(['nl', 'nl', 'nl', 'nl', 'en', 'en', 'de', 'de', 'fr']);
  const country = options.country ?? random.pick(countriesByLanguage[language]);
  const issueDate = options.issueDate ?? addDays(isoDate('2025-01-01'), random.whole(0, 690));
  const reverseCharge = country === 'NL' ? random.chance(0.06) : random.chance(0.35);
  const lines = generateLines(random, language, country, reverseCharge, options.maxLines ?? 9);
  const discountMinor = generateDiscount(random, lines);
  const vat = vatTable(lines, reverseCharge, discountMinor);
  const netMinor = sumMinor(vat.map(({ baseMinor }) => baseMinor));
  const vatMinor = sumMinor(vat.map((row) => row.vatMinor));
  const number = generateNumber(random, issueDate);
  const isCreditNote = random.chance(0.1);
  const supplier = generateParty(random, country);
  const { customerName } = options;
  return {
    language,
    isCreditNote,
    supplier,
    customer: {
      ...generateCustomer(random, supplier),
      ...(customerName && { name: customerName }),
    },
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
    prepaidMinor: 0n,
    roundingMinor: 0n,
  };
}

/** A customer that is not the supplier. */
function generateCustomer(random: Random, supplier: Party): Party {
  for (;;) {
    const customer = generateParty(random, 'NL');
    if (withoutLegalForm(customer.name) !== withoutLegalForm(supplier.name)) return customer;
  }
}

function generateLines(
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

/** Sometimes five or ten per cent, but only when all lines have the same rate; else 0. */
function generateDiscount(random: Random, lines: readonly SpecLine[]): bigint {
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

function generateNumber(random: Random, issueDate: IsoDate): string {
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
