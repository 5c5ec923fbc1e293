import type { VatDirection } from './vocabularies.ts';
import type { AccountRole } from './chart-of-accounts.ts';
import type { IsoDate } from './iso-date.ts';

/** A box (rubriek) of the Dutch VAT return. */
export type VatBox =
  '1a' | '1b' | '1c' | '1d' | '1e' | '2a' | '3a' | '3b' | '3c' | '4a' | '4b' | '5b';

export type VatRateKind = 'standard' | 'reduced' | 'zero';

/**
 * What a VAT code does to the books and the return (boxes of the Dutch return: 1a to 5b).
 * A purchase by reverse charge is due in `baseBox` and, as far as deductible, claimed in 5b.
 */
export interface VatCode {
  readonly code: string;
  readonly name: { readonly nl: string; readonly en: string };
  readonly direction: VatDirection;
  readonly rate: VatRateKind;
  readonly baseBox: VatBox | null;
  readonly taxBox: VatBox | null;
  /** The account the tax is booked on; null when there is no tax to book. */
  readonly taxRole: AccountRole | null;
  /** The customer owes the VAT: the supplier prints none. */
  readonly reverseCharge: boolean;
  /** The tax is no claim but part of the cost. */
  readonly taxToCost: boolean;
}

type Row = [
  code: string,
  nl: string,
  en: string,
  rate: VatRateKind,
  base: VatBox | null,
  tax: VatBox | null,
  role: AccountRole | null,
];

const sales: readonly Row[] = [
  ['V21', 'Verkoop hoog tarief', 'Sales, standard rate', 'standard', '1a', '1a', 'vat_1a'],
  ['V9', 'Verkoop laag tarief', 'Sales, reduced rate', 'reduced', '1b', '1b', 'vat_1b'],
  ['V0', 'Verkoop 0%', 'Sales, zero rate', 'zero', '1e', null, null],
  ['VVR', 'Verkoop vrijgesteld', 'Sales, exempt', 'zero', null, null, null],
  ['VVL', 'Btw verlegd naar klant', 'Reverse charged to customer', 'zero', '1e', null, null],
  ['VIG', 'Goederen naar EU', 'Goods to the EU', 'zero', '3b', null, null],
  ['VID', 'Diensten naar EU', 'Services to the EU', 'zero', '3b', null, null],
  ['VIT', 'Vereenvoudigde ABC-levering', 'Triangular supply', 'zero', '3b', null, null],
  ['VEX', 'Uitvoer van goederen', 'Export of goods', 'zero', '3a', null, null],
  ['VBU', 'Diensten buiten de EU', 'Services outside the EU', 'zero', null, null, null],
];

const purchases: readonly Row[] = [
  ['I21', 'Inkoop hoog tarief', 'Purchases, standard rate', 'standard', null, '5b', 'input_vat'],
  ['I9', 'Inkoop laag tarief', 'Purchases, reduced rate', 'reduced', null, '5b', 'input_vat'],
  ['I0', 'Inkoop 0%', 'Purchases, zero rate', 'zero', null, null, null],
  ['IVR', 'Inkoop vrijgesteld', 'Purchases, exempt', 'zero', null, null, null],
  [
    'IDO',
    'Invoer-btw betaald bij douane',
    'Import VAT paid at customs',
    'standard',
    null,
    '5b',
    'input_vat',
  ],
];

const notDeductible: readonly Row[] = [
  ['INA', 'Btw niet aftrekbaar', 'VAT not deductible', 'standard', null, null, null],
];

const reverseCharged: readonly Row[] = [
  [
    'IVL',
    'Btw naar ons verlegd, Nederland',
    'Reverse charge, domestic',
    'standard',
    '2a',
    '2a',
    'vat_2a',
  ],
  ['IEG', 'Goederen uit EU', 'Goods from the EU', 'standard', '4b', '4b', 'vat_4b'],
  ['IED', 'Diensten uit EU', 'Services from the EU', 'standard', '4b', '4b', 'vat_4b'],
  [
    'IBU',
    'Diensten van buiten de EU',
    'Services from outside the EU',
    'standard',
    '4a',
    '4a',
    'vat_4a',
  ],
  [
    'IA23',
    'Invoer met vergunning artikel 23',
    'Import under an article 23 licence',
    'standard',
    '4a',
    '4a',
    'vat_4a',
  ],
];

const privateUse: readonly Row[] = [
  ['P1D', 'Privégebruik', 'Private use', 'standard', '1d', '1d', 'vat_1d'],
];

export const vatCodes: readonly VatCode[] = [
  ...sales.map((row) => vatCode(row, 'sales')),
  ...purchases.map((row) => vatCode(row, 'purchase')),
  ...notDeductible.map((row) => vatCode(row, 'purchase', { taxToCost: true })),
  ...reverseCharged.map((row) => vatCode(row, 'purchase', { reverseCharge: true })),
  ...privateUse.map((row) => vatCode(row, 'private')),
];

function vatCode(
  [code, nl, en, rate, baseBox, taxBox, taxRole]: Row,
  direction: VatCode['direction'],
  { reverseCharge = false, taxToCost = false } = {},
): VatCode {
  return {
    code,
    name: { nl, en },
    direction,
    rate,
    baseBox,
    taxBox,
    taxRole,
    reverseCharge,
    taxToCost,
  };
}

/** @throws {RangeError} when there is no such code */
export function vatCodeNamed(code: string): VatCode {
  const found = vatCodes.find((candidate) => candidate.code === code);
  if (!found)
    throw new RangeError(
      `"${code}" is not a VAT code; the codes are ${vatCodes.map((c) => c.code).join(', ')}`,
    );
  return found;
}

/** Rates in basis points with the first day they hold (Wet OB 1968; low rate 9 % since 2019, high 21 % since October 2012). */
const rateHistory: Readonly<Record<VatRateKind, readonly { from: string; rateBp: number }[]>> = {
  standard: [
    { from: '2012-10-01', rateBp: 2100 },
    { from: '2001-01-01', rateBp: 1900 },
    { from: '1900-01-01', rateBp: 1750 },
  ],
  reduced: [
    { from: '2019-01-01', rateBp: 900 },
    { from: '1900-01-01', rateBp: 600 },
  ],
  zero: [{ from: '1900-01-01', rateBp: 0 }],
};

/** The rate in basis points that holds on the date of supply. */
export function vatRateBp(kind: VatRateKind, supplyDate: IsoDate): number {
  return rateHistory[kind].find(({ from }) => from <= supplyDate)?.rateBp ?? 0;
}

/** Which kind of Dutch rate this is on the date of supply, or null when the rate is not Dutch then. */
export function vatRateKind(rateBp: number, supplyDate: IsoDate): VatRateKind | null {
  const kinds: readonly VatRateKind[] = ['standard', 'reduced', 'zero'];
  return kinds.find((kind) => vatRateBp(kind, supplyDate) === rateBp) ?? null;
}
