import type { IsoDate } from '../iso-date.ts';
import { vatRateKind } from '../vat.ts';
import { isEuCountry } from '../vat-number.ts';

export interface VatFacts {
  readonly rateBp: number | null;
  /** UNCL5305 as an e-invoice states it or the text says ("btw verlegd" is AE). */
  readonly category: string | null;
  /** Country of the supplier's VAT number (`EL` for Greece); null when none was read. */
  readonly supplierCountry: string | null;
  readonly supplyDate: IsoDate;
}

/**
 * The VAT code of a purchase line from what the invoice says (Wet OB 1968, art. 12 and 17; categories of EN 16931):
 * reverse charge by where the supplier is; foreign VAT is cost, never input tax; a Dutch rate by its kind on the day.
 */
export function purchaseVatCode({
  rateBp,
  category,
  supplierCountry,
  supplyDate,
}: VatFacts): string {
  const country = supplierCountry ?? 'NL';
  if (category === 'AE') return country === 'NL' ? 'IVL' : isEuCountry(country) ? 'IED' : 'IBU';
  if (category === 'K') return 'IEG';
  if (country !== 'NL' && !isEuCountry(country) && (rateBp ?? 0) === 0) return 'IBU';
  if (category === 'E' || category === 'O') return 'IVR';
  if (rateBp === null || rateBp === 0) return country === 'NL' || category === 'Z' ? 'I0' : 'IED';
  if (country !== 'NL') return 'INA';
  const kind = vatRateKind(rateBp, supplyDate);
  return kind === 'standard' ? 'I21' : kind === 'reduced' ? 'I9' : 'INA';
}
