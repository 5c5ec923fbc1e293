// Generated from the contract: npm run generate -w @smart-accounting/api
import type { Operation } from '@smart-accounting/api-contract';

type Contract = typeof import('@smart-accounting/api-contract');

/** The operations of the contract, by name; only as types, so that no zod reaches the browser. */
export type Operations = {
  [Name in keyof Contract as Contract[Name] extends Operation ? Name : never]: Contract[Name];
};

/** Every operation that takes and answers JSON: method and path. */
export const endpoints = {
  acceptInvitation: 'POST /invitation/acceptance',
  beginTwoStep: 'POST /profile/two-step/setup',
  changeEmail: 'POST /profile/email',
  changeMemberRole: 'PATCH /tenants/{tenant}/members/{member}',
  changePassword: 'POST /profile/password',
  confirmEmail: 'POST /email-confirmations',
  copyReversedInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/copy',
  correctPurchaseInvoice: 'PATCH /tenants/{tenant}/purchase-invoices/{invoice}',
  createApiKey: 'POST /tenants/{tenant}/api-keys',
  createContact: 'POST /tenants/{tenant}/contacts',
  createLedgerAccount: 'POST /tenants/{tenant}/ledger-accounts',
  deleteDocument: 'DELETE /tenants/{tenant}/documents/{document}',
  endSession: 'DELETE /profile/sessions/{session}',
  invite: 'POST /tenants/{tenant}/invitations',
  listApiKeys: 'GET /tenants/{tenant}/api-keys',
  listContacts: 'GET /tenants/{tenant}/contacts',
  listDocuments: 'GET /tenants/{tenant}/documents',
  listInvitations: 'GET /tenants/{tenant}/invitations',
  listJobs: 'GET /tenants/{tenant}/jobs',
  listJournalEntries: 'GET /tenants/{tenant}/journal-entries',
  listLedgerAccounts: 'GET /tenants/{tenant}/ledger-accounts',
  listMembers: 'GET /tenants/{tenant}/members',
  listOwnApiKeys: 'GET /profile/api-keys',
  listPools: 'GET /pools',
  listPurchaseInvoices: 'GET /tenants/{tenant}/purchase-invoices',
  listSessions: 'GET /profile/sessions',
  listTenants: 'GET /tenants',
  listVatCodes: 'GET /tenants/{tenant}/vat-codes',
  nextInvoice: 'GET /tenants/{tenant}/purchase-invoices/{invoice}/neighbours',
  postJournalEntry: 'POST /tenants/{tenant}/journal-entries',
  postPurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/post',
  previewPurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/preview',
  readAccountCard: 'GET /tenants/{tenant}/ledger-accounts/{account}/card',
  readCompany: 'GET /tenants/{tenant}/company',
  readContact: 'GET /tenants/{tenant}/contacts/{contact}',
  readCounts: 'GET /tenants/{tenant}/counts',
  readDashboard: 'GET /tenants/{tenant}/dashboard',
  readDocument: 'GET /tenants/{tenant}/documents/{document}',
  readDocumentPage: 'GET /tenants/{tenant}/documents/{document}/pages/{page}',
  readInvitation: 'GET /invitation',
  readInvoiceHistory: 'GET /tenants/{tenant}/purchase-invoices/{invoice}/history',
  readJournalEntry: 'GET /tenants/{tenant}/journal-entries/{entry}',
  readPortfolio: 'GET /board',
  readPurchaseInvoice: 'GET /tenants/{tenant}/purchase-invoices/{invoice}',
  readSession: 'GET /session',
  readTenant: 'GET /tenants/{tenant}',
  readTrialBalance: 'GET /tenants/{tenant}/reports/trial-balance',
  register: 'POST /registrations',
  removeMember: 'DELETE /tenants/{tenant}/members/{member}',
  renewRecoveryCodes: 'POST /profile/two-step/recovery-codes',
  requestPasswordReset: 'POST /password-resets',
  requireTwoStep: 'PUT /tenants/{tenant}/two-step-rule',
  resendInvitation: 'POST /tenants/{tenant}/invitations/{invitation}/mail',
  resetPassword: 'POST /password-resets/completion',
  retryDocument: 'POST /tenants/{tenant}/documents/{document}/retry',
  retryJob: 'POST /tenants/{tenant}/jobs/{job}/retry',
  reverseJournalEntry: 'POST /tenants/{tenant}/journal-entries/{entry}/reverse',
  reversePurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/reverse',
  revokeApiKey: 'DELETE /tenants/{tenant}/api-keys/{key}',
  revokeInvitation: 'DELETE /tenants/{tenant}/invitations/{invitation}',
  revokeOwnApiKey: 'DELETE /profile/api-keys/{key}',
  sendConfirmation: 'POST /profile/confirmation-mail',
  signIn: 'POST /session',
  signOut: 'DELETE /session',
  signOutEverywhere: 'DELETE /profile/sessions',
  splitDocument: 'POST /tenants/{tenant}/documents/{document}/split',
  startInvoice: 'POST /tenants/{tenant}/documents/{document}/purchase-invoice',
  switchOffTwoStep: 'POST /profile/two-step/removal',
  switchOnTwoStep: 'POST /profile/two-step',
  updateCompany: 'PATCH /tenants/{tenant}/company',
  updateContact: 'PATCH /tenants/{tenant}/contacts/{contact}',
  updateLedgerAccount: 'PATCH /tenants/{tenant}/ledger-accounts/{account}',
  updateProfile: 'PATCH /profile',
} satisfies {
  [
    Name in keyof Operations
  ]?: `${Uppercase<Operations[Name]['method']>} ${Operations[Name]['path']}`;
};

export type EndpointName = keyof typeof endpoints;
