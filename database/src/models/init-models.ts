import type { Sequelize } from 'sequelize';
import { initContact } from './contact.ts';
import { initContactIban } from './contact-iban.ts';
import { initDocument } from './document.ts';
import { initDocumentPage } from './document-page.ts';
import { initExtractedField } from './extracted-field.ts';
import { initInvoice } from './invoice.ts';
import { initInvoiceLine } from './invoice-line.ts';
import { initInvoiceVat } from './invoice-vat.ts';
import { initLedgerAccount } from './ledger-account.ts';
import { initMembership } from './membership.ts';
import { initSession } from './session.ts';
import { initSupplierMemory } from './supplier-memory.ts';
import { initTenant } from './tenant.ts';
import { initUser } from './user.ts';

/** Binds every model to the process's connection pool. Models of a tenant's tables name no schema: the unit of work does. */
export function initModels(sequelize: Sequelize): void {
  const inits = [
    initTenant,
    initUser,
    initMembership,
    initSession,
    initContact,
    initContactIban,
    initLedgerAccount,
    initDocument,
    initDocumentPage,
    initInvoice,
    initInvoiceLine,
    initInvoiceVat,
    initExtractedField,
    initSupplierMemory,
  ];
  for (const init of inits) init(sequelize);
}
