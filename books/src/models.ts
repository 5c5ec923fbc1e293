import { peopleModels } from '@smart-accounting/database/people/people-models';
import type { InitModel } from '@smart-accounting/database/tenancy/database';
import { initCompany } from './company/company.ts';
import { initContact } from './contacts/contact.ts';
import { initContactIban } from './contacts/contact-iban.ts';
import { initDocument } from './documents/document.ts';
import { initDocumentPage } from './documents/document-page.ts';
import { initExtractedField } from './purchase-invoices/extracted-field.ts';
import { initInvoice } from './purchase-invoices/invoice.ts';
import { initInvoiceLine } from './purchase-invoices/invoice-line.ts';
import { initInvoiceVat } from './purchase-invoices/invoice-vat.ts';
import { initLedgerAccount } from './ledger/ledger-account.ts';
import { initReadingFindingRow } from './purchase-invoices/reading-finding-row.ts';
import { initSupplierMemory } from './purchase-invoices/supplier-memory.ts';

/** Every model of a process that works with books. Those of a tenant's tables name no schema: the unit of work does. */
export const models: readonly InitModel[] = [
  ...peopleModels,
  initCompany,
  initContact,
  initContactIban,
  initLedgerAccount,
  initDocument,
  initDocumentPage,
  initInvoice,
  initInvoiceLine,
  initInvoiceVat,
  initExtractedField,
  initReadingFindingRow,
  initSupplierMemory,
];
