import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import {
  decideCountry,
  type Evidenced,
} from '@smart-accounting/accounting/purchase-invoice/supplier-country';
import type { ExtractedField } from './extracted-field.ts';
import type { Invoice } from './invoice.ts';

type Read = Pick<ExtractedField, 'name' | 'value' | 'confidence' | 'source'>;

/**
 * The country of an invoice's supplier: what a person set, else what its numbers as they stand now and the address that
 * was read tell. Null when nothing does.
 * @param fields as they were read
 */
export function countryOfSupplier(invoice: Invoice, fields: readonly Read[]): Evidenced | null {
  const { confirmed = [] } = invoice;
  const read = (name: InvoiceFieldName): Read | undefined =>
    fields.find((field) => field.name === name);
  const sure = (name: InvoiceFieldName, value: string | null): Evidenced | null =>
    value === null
      ? null
      : { value, confidence: confirmed.includes(name) ? 1 : (read(name)?.confidence ?? 0) };
  if (confirmed.includes('supplier_country'))
    return sure('supplier_country', invoice.supplierCountry);
  return decideCountry({
    vatNumber: sure('supplier_vat_number', invoice.supplierVatNumber),
    kvkNumber: sure('supplier_kvk_number', invoice.supplierKvkNumber),
    iban: sure('supplier_iban', invoice.supplierIban),
    address: read('supplier_country') ?? null,
  });
}
