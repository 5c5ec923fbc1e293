import { Invoice, query, randomUuidV7 } from '@smart-accounting/database';

/** An empty purchase invoice for a document that could not be read; a person fills it in. Gives its id. */
export async function startEmptyInvoice(documentId: string): Promise<string> {
  const id = randomUuidV7();
  await Invoice.create({ id, kind: 'purchase', documentId, state: 'review' });
  return id;
}

const headerColumns = `kind, document_id, contact_id, document_type, supplier_name, supplier_vat_number, supplier_kvk_number,
  supplier_iban, customer_name, invoice_number, invoice_date, supply_date, due_date, entry_date, payment_reference,
  order_reference, currency, exchange_rate, net_total, vat_total, total, confirmed`;

/** A copy of a reversed invoice that can be corrected and posted again. Gives its id. */
export async function copyInvoice(reversedId: string): Promise<string> {
  const id = randomUuidV7();
  await query(
    `INSERT INTO invoices (id, state, ${headerColumns}) SELECT $1, 'review', ${headerColumns} FROM invoices WHERE id = $2`,
    [id, reversedId],
  );
  const parts = {
    invoice_lines:
      'line, description, quantity, unit_price, net_amount, vat_code, ledger_account_id, account_source',
    invoice_vat: 'vat_code, vat_amount',
    extracted_fields: 'name, value, confidence, source, page, box',
  };
  for (const [table, columns] of Object.entries(parts)) {
    await query(
      `INSERT INTO ${table} (invoice_id, ${columns}) SELECT $1, ${columns} FROM ${table} WHERE invoice_id = $2`,
      [id, reversedId],
    );
  }
  return id;
}
