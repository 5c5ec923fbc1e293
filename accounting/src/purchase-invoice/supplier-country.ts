import { countryCode, isEuCountry, outsideEu } from '../country.ts';
import { isIban, normalizeIban } from '../iban.ts';
import { countryOfVatNumber, isKvkNumber, isVatNumber } from '../vat-number.ts';
import type { FieldSource, ReadInvoice } from './read-invoice.ts';

/** A value with how sure it is, 0 to 1. */
export interface Evidenced {
  readonly value: string;
  readonly confidence: number;
}

/** What tells where a supplier is; null for what is not known. */
export interface CountryEvidence {
  readonly vatNumber: Evidenced | null;
  readonly kvkNumber: Evidenced | null;
  readonly iban: Evidenced | null;
  /** The country of its address: stated by an e-invoice, or read from the page. */
  readonly address: (Evidenced & { readonly source: FieldSource }) | null;
}

/** Whoever is abroad may have a Dutch account, and a Dutch firm one abroad, which is more usual. */
const mostOfDutchIban = 0.85;
const mostOfForeignIban = 0.75;
/** Two that say the same by themselves are right; of two that differ, the weaker kinds leave it open. */
const leastWhenConfirmed = 0.85;
const mostWhenContradicted = 0.5;
/** A VAT number whose form is wrong was misread, or typed by somebody who did not mind. */
const invalidFactor = 0.7;

/**
 * The country of a supplier: of its VAT number, else of the address in an e-invoice, else the Netherlands by a KvK number,
 * else of its IBAN, else of its address on the page; null when nothing tells. A VAT number of the EU's One Stop Shop is
 * of somebody outside the EU, who may be paid on an account within.
 */
export function decideCountry(evidence: CountryEvidence): Evidenced | null {
  const { address } = evidence;
  const isStated = address?.source === 'e_invoice' || address?.source === 'person';
  const all = [
    { ...byVatNumber(evidence.vatNumber), firm: true },
    { ...(isStated ? byAddress(address) : nothing), firm: true },
    { ...byKvkNumber(evidence.kvkNumber), firm: true },
    { ...byIban(evidence.iban), firm: false },
    { ...(isStated ? nothing : byAddress(address)), firm: false },
  ].flatMap(({ value, ...rest }) => (value === null ? [] : [{ value, ...rest }]));
  const outside = all.find(({ value }) => value === outsideEu);
  const possible = outside ? all.filter(({ value }) => !isEuCountry(value)) : all;
  const [first, second] = outside
    ? possible.toSorted((a, b) => Number(a === outside) - Number(b === outside))
    : possible;
  if (!first) return null;
  const { value, firm } = first;
  if (!second) return { value, confidence: first.confidence };
  const confidence =
    second.value === value || outside
      ? Math.max(first.confidence, leastWhenConfirmed)
      : firm
        ? first.confidence
        : Math.min(first.confidence, mostWhenContradicted);
  return { value, confidence };
}

/** The country of the supplier by what was read of an invoice. */
export function countryOfReading({ fields }: ReadInvoice): Evidenced | null {
  return decideCountry({
    vatNumber: fields.supplier_vat_number ?? null,
    kvkNumber: fields.supplier_kvk_number ?? null,
    iban: fields.supplier_iban ?? null,
    address: fields.supplier_country ?? null,
  });
}

const nothing = { value: null, confidence: 0 } as const;
type Told = { readonly value: string | null; readonly confidence: number };

function byVatNumber(vatNumber: Evidenced | null): Told {
  if (!vatNumber) return nothing;
  const factor = isVatNumber(vatNumber.value) ? 1 : invalidFactor;
  return {
    value: countryOfVatNumber(vatNumber.value),
    confidence: vatNumber.confidence * factor,
  };
}

function byKvkNumber(kvkNumber: Evidenced | null): Told {
  return kvkNumber && isKvkNumber(kvkNumber.value)
    ? { value: 'NL', confidence: kvkNumber.confidence }
    : nothing;
}

function byIban(iban: Evidenced | null): Told {
  if (!iban || !isIban(iban.value)) return nothing;
  const value = countryCode(normalizeIban(iban.value).slice(0, 2));
  const most = value === 'NL' ? mostOfDutchIban : mostOfForeignIban;
  return { value, confidence: Math.min(iban.confidence, most) };
}

function byAddress(address: Evidenced | null): Told {
  return address ? { value: countryCode(address.value), confidence: address.confidence } : nothing;
}
