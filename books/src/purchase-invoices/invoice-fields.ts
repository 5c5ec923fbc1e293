import { countryCode } from '@smart-accounting/accounting/country';
import { isIban, normalizeIban } from '@smart-accounting/accounting/iban';
import { isIsoDate } from '@smart-accounting/accounting/iso-date';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { amountColumns, dateColumns, type Invoice, textColumns } from './invoice.ts';

/** The value of a field in canonical form (dates `YYYY-MM-DD`, amounts `1234.50`), or null. */
export function fieldValue(invoice: Invoice, field: InvoiceFieldName): string | null {
  if (isKeyOf(textColumns, field)) return invoice[textColumns[field]];
  if (isKeyOf(dateColumns, field)) return invoice[dateColumns[field]];
  if (isKeyOf(amountColumns, field)) {
    const amount = invoice[amountColumns[field]];
    return amount === null ? null : formatMinor(amount);
  }
  return field === 'currency' ? invoice.currency : invoice.documentType;
}

/**
 * Sets a field from its canonical form; null empties it (currency then is EUR, the type `invoice`).
 * @throws {RangeError} with a sentence for the person when the text is no such value
 */
export function setField(invoice: Invoice, field: InvoiceFieldName, value: string | null): void {
  const text = value === '' ? null : value;
  if (isKeyOf(textColumns, field)) {
    invoice[textColumns[field]] = text === null ? null : normalized(field, text);
  } else if (isKeyOf(dateColumns, field)) {
    if (text !== null && !isIsoDate(text))
      throw new RangeError(`"${text}" is not a date: write it as YYYY-MM-DD`);
    invoice[dateColumns[field]] = text;
  } else if (isKeyOf(amountColumns, field)) {
    invoice[amountColumns[field]] = text === null ? null : parseMinor(text);
  } else if (field === 'currency') {
    if (text !== null && !/^[A-Z]{3}$/.test(text))
      throw new RangeError(`"${text}" is not a currency: write it like EUR`);
    invoice.currency = text ?? 'EUR';
  } else {
    if (text !== null && text !== 'invoice' && text !== 'credit_note') {
      throw new RangeError(`"${text}" is neither invoice nor credit_note`);
    }
    invoice.documentType = text ?? 'invoice';
  }
}

/** Identifiers are kept without spaces and in capitals, so that they can be compared. */
function normalized(field: keyof typeof textColumns, text: string): string {
  if (field === 'supplier_iban') return isIban(text) ? normalizeIban(text) : text.toUpperCase();
  if (field === 'supplier_vat_number') return normalizeVatNumber(text);
  if (field === 'supplier_country') return knownCountry(text);
  return text;
}

function knownCountry(text: string): string {
  const code = countryCode(text);
  if (code === null) throw new RangeError(`"${text}" is not a country: write it like NL`);
  return code;
}

function isKeyOf<T extends object>(columns: T, field: PropertyKey): field is keyof T {
  return field in columns;
}
