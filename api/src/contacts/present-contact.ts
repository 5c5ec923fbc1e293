import type { Contact } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { type ContactDetails, readContact } from '@smart-accounting/books/contacts/list-contacts';

export function presentContact({ contact, ibans, purchases }: ContactDetails): Contact {
  return {
    id: contact.id,
    name: contact.name,
    is_supplier: contact.isSupplier,
    is_customer: contact.isCustomer,
    collects_for_others: contact.collectsForOthers,
    vat_number: contact.vatNumber,
    kvk_number: contact.kvkNumber,
    email: contact.email,
    address: contact.address,
    ibans: ibans.map(({ iban, firstSeenAt }) => ({
      iban,
      first_seen_at: firstSeenAt.toISOString(),
    })),
    default_ledger_account_id: contact.defaultLedgerAccountId,
    default_vat_code: contact.defaultVatCode,
    payment_days: contact.paymentDays,
    purchases: { count: Number(purchases.count), total: formatMinor(purchases.total) },
    version: contact.version,
  };
}

/** One contact, read in the tenant's unit of work. @throws {Refusal} not_found */
export async function presentOneContact(id: string): Promise<Contact> {
  return presentContact(await readContact(id));
}
