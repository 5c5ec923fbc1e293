import { isEuCountry, northernIreland } from '../country.ts';
import type { IsoDate } from '../iso-date.ts';
import { vatRateKind } from '../vat.ts';

export interface VatFacts {
  readonly rateBp: number | null;
  /** UNCL5305 as an e-invoice states it or the text says (`AE` for "btw verlegd", `K` for an intra-community supply). */
  readonly category: string | null;
  /** Whether the invoice charges VAT on any of its lines. */
  readonly taxed: boolean;
  /** ISO 3166-1, `XI` or `ZZ` (see `countryCode`); null when nobody knows. */
  readonly supplierCountry: string | null;
  readonly supplyDate: IsoDate;
}

/**
 * The VAT code of a purchase line from what the invoice says (Wet OB 1968, art. 12 and 17; categories of EN 16931). Where
 * no VAT is charged the country of the supplier decides, whatever category its software chose: outside the EU and
 * within, the customer owes the VAT. Foreign VAT is cost, never input tax; a Dutch rate goes by its kind on the day.
 */
export function purchaseVatCode(facts: VatFacts): string {
  const { rateBp, category, taxed, supplierCountry, supplyDate } = facts;
  const country = supplierCountry ?? 'NL';
  const isZero = rateBp === null || rateBp === 0;
  if (category === 'AE' || category === 'K') return reverseChargeCode(country, category);
  if (isZero && country !== 'NL' && (!taxed || !isEuCountry(country)))
    return reverseChargeCode(country, category);
  if (category === 'E' || category === 'O') return 'IVR';
  if (isZero) return country === 'NL' || category === 'Z' ? 'I0' : 'IED';
  if (country !== 'NL') return 'INA';
  const kind = vatRateKind(rateBp, supplyDate);
  return kind === 'standard' ? 'I21' : kind === 'reduced' ? 'I9' : 'INA';
}

/** Goods from another member state are an acquisition; what says `AE` is a service. */
function reverseChargeCode(country: string, category: string | null): string {
  if (country === northernIreland) return category === 'AE' ? 'IBU' : 'IEG';
  if (!isEuCountry(country)) return 'IBU';
  if (category === 'K') return 'IEG';
  return country === 'NL' ? 'IVL' : 'IED';
}

/** Whether it would be another code if the supplier were elsewhere: all but those of VAT charged at a Dutch rate. */
export function dependsOnCountry(code: string): boolean {
  return code !== 'I21' && code !== 'I9';
}
