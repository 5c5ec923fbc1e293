import { sumMinor } from '@smart-accounting/accounting/money';
import { codesInCountry } from '@smart-accounting/accounting/purchase-invoice/codes-in-country';
import { taxDate } from '@smart-accounting/accounting/purchase-invoice/purchase-invoice';
import { InvoiceLine } from './invoice-line.ts';
import { asPurchaseInvoice, type InvoiceRecord } from './invoice-record.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { countryOfSupplier } from './supplier-country.ts';

/**
 * An unposted invoice in the country that its supplier is in as its numbers stand now. Where it moved, its lines have the VAT
 * codes of that country, unless a person gave them. Changes the models in memory and writes nothing.
 * @param countryBefore where it was when the lines got their codes; null when nobody knew, or when it was read by a version
 *   of the product that did not ask
 */
export function inCountryOfSupplier(
  record: InvoiceRecord,
  countryBefore: string | null,
): InvoiceRecord {
  const { invoice } = record;
  invoice.supplierCountry = countryOfSupplier(invoice, record.fields)?.value ?? null;
  if (invoice.supplierCountry === countryBefore || invoice.confirmed.includes('lines'))
    return record;
  const purchase = asPurchaseInvoice(record);
  const day = taxDate(purchase);
  if (!day) return record;
  const codes = codesInCountry(purchase, invoice.supplierCountry, day);
  const codeOf = (row: { vatCode: string }): string => codes.get(row.vatCode) ?? row.vatCode;
  const lines = record.lines.map((line) =>
    InvoiceLine.build({ ...line.get(), vatCode: codeOf(line) }),
  );
  const vat = [...Map.groupBy(record.vat, codeOf)].map(([vatCode, rows]) =>
    InvoiceVat.build({
      invoiceId: invoice.id,
      vatCode,
      vatAmount: sumMinor(rows.map(({ vatAmount }) => vatAmount)),
    }),
  );
  return { ...record, lines, vat };
}
