// The words that rows, messages and answers use, each list once. Contract and portal are made of them; a test compares
// the database's checks with them.

/** What a handed-in file may be; decided by its first bytes, never by its name. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'image/webp',
  'application/xml',
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Where the reading of a handed-in file stands. That it failed stands in the row of its job. */
export const documentStates = ['queued', 'reading', 'read'] as const;
export type DocumentState = (typeof documentStates)[number];

/** How the words of a page were got: from its text layer, by recognition, or from the e-invoice that it was made of. */
export const pageSources = ['text_layer', 'recognised', 'rendered'] as const;
export type PageSource = (typeof pageSources)[number];

/** Where an invoice stands between the person who reviews it and the ledger. */
export const invoiceStates = ['review', 'ready', 'posted', 'reversed'] as const;
export type InvoiceState = (typeof invoiceStates)[number];

export const documentTypes = ['invoice', 'credit_note'] as const;
export type DocumentType = (typeof documentTypes)[number];

/**
 * What a handed-in document is, by its titles and its structure. `other` is a quotation, a pro forma invoice, a contract,
 * a letter.
 */
export const documentKinds = [
  'invoice',
  'credit_note',
  'receipt',
  'reminder',
  'statement',
  'order',
  'delivery_note',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The kinds that are booked as purchase invoices. */
export const invoiceKinds: ReadonlySet<DocumentKind> = new Set([
  'invoice',
  'credit_note',
  'receipt',
]);

/** What reading can find out about a document that none of its values tells. */
export const readingFindingCodes = [
  'several_invoices',
  'not_an_invoice',
  'hidden_text',
  'e_invoice_differs',
] as const;
export type ReadingFindingCode = (typeof readingFindingCodes)[number];

/** Who chose the account of an invoice's line. */
export const accountSources = ['person', 'history', 'keyword', 'default'] as const;
export type AccountSource = (typeof accountSources)[number];

/** Where an account stands: balance sheet (asset, liability, equity) or profit and loss (revenue, cost). */
export const accountTypes = ['asset', 'liability', 'equity', 'revenue', 'cost'] as const;
export type AccountType = (typeof accountTypes)[number];

/** A journal's code is the first part of its entries' numbers. */
export const journals = [
  { code: 'INK', name: 'Inkoop', type: 'purchase' },
  { code: 'VRK', name: 'Verkoop', type: 'sales' },
  { code: 'BNK', name: 'Bank', type: 'bank' },
  { code: 'KAS', name: 'Kas', type: 'cash' },
  { code: 'MEM', name: 'Memoriaal', type: 'memorial' },
] as const;
export type JournalCode = (typeof journals)[number]['code'];

/** On which side VAT of a code arises: sales, purchases, or private use. */
export const vatDirections = ['sales', 'purchase', 'private'] as const;
export type VatDirection = (typeof vatDirections)[number];

export const jobStates = ['pending', 'done', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

export const tenantStates = ['creating', 'active', 'suspended'] as const;
export type TenantState = (typeof tenantStates)[number];

export const roles = ['owner', 'accountant', 'bookkeeper', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What a company is in law. */
export const legalForms = [
  'sole_trader',
  'vof',
  'cv',
  'maatschap',
  'bv',
  'nv',
  'stichting',
  'vereniging',
  'cooperatie',
  'other',
] as const;
export type LegalForm = (typeof legalForms)[number];

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** What live hints are about: the browser reads it again. */
export const changedResources = [
  'document',
  'purchase_invoice',
  'journal_entry',
  'job',
  'tenant',
] as const;
export type ChangedResource = (typeof changedResources)[number];

/** What a tenant's own part of the audit log records: work in its books, and who may do it. */
export const tenantAuditActions = [
  'account.changed',
  'account.created',
  'api_key.created',
  'api_key.revoked',
  'company.changed',
  'contact.changed',
  'contact.created',
  'document.deleted',
  'document.retried',
  'document.split',
  'document.uploaded',
  'entry.reversed',
  'invoice.corrected',
  'invoice.posted',
  'invoice.reversed',
  'invoice.started',
  'invoice.copied',
  'ledger.verified',
  'member.invitation_revoked',
  'member.invited',
  'member.joined',
  'member.removed',
  'member.role_changed',
  'member.two_step_rule_changed',
] as const;
export type TenantAuditAction = (typeof tenantAuditActions)[number];

/** What the platform's part records: tenants as a whole, and people's accounts. */
export const platformAuditActions = [
  'tenant.created',
  'tenant.erased',
  'tenant.exported',
  'tenant.quota_changed',
  'tenant.restore_refused',
  'tenant.restored',
  'tenant.state_changed',
  'user.email_changed',
  'user.password_changed',
  'user.two_step_off',
  'user.two_step_on',
] as const;
export type AuditAction = TenantAuditAction | (typeof platformAuditActions)[number];

/** What an event of the audit log is about. */
export const auditSubjects = [
  'api_key',
  'company',
  'contact',
  'document',
  'invitation',
  'invoice',
  'journal_entry',
  'ledger_account',
  'member',
  'tenant',
  'user',
] as const;
export type AuditSubject = (typeof auditSubjects)[number];
