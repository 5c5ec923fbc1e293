import type { Operation } from '@smart-accounting/api-contract';

type Contract = typeof import('@smart-accounting/api-contract');

/** The operations of the contract, by name; only as types, so that no zod reaches the browser. */
export type Operations = {
  [Name in keyof Contract as Contract[Name] extends Operation ? Name : never]: Contract[Name];
};

/** The calls the portal makes. The compiler compares method and path with the contract. */
export const endpoints = {
  register: 'POST /registrations',
  signIn: 'POST /session',
  readSession: 'GET /session',
  signOut: 'DELETE /session',
  readTenant: 'GET /tenants/{tenant}',
  readBoard: 'GET /board',

  updateProfile: 'PATCH /profile',
  changeEmail: 'POST /profile/email',
  sendConfirmation: 'POST /profile/confirmation-mail',
  confirmEmail: 'POST /email-confirmations',
  changePassword: 'POST /profile/password',
  requestPasswordReset: 'POST /password-resets',
  resetPassword: 'POST /password-resets/completion',
  listSessions: 'GET /profile/sessions',
  endSession: 'DELETE /profile/sessions/{session}',
  signOutEverywhere: 'DELETE /profile/sessions',
  beginTwoStep: 'POST /profile/two-step/setup',
  switchOnTwoStep: 'POST /profile/two-step',
  renewRecoveryCodes: 'POST /profile/two-step/recovery-codes',
  switchOffTwoStep: 'POST /profile/two-step/removal',

  listMembers: 'GET /tenants/{tenant}/members',
  changeMemberRole: 'PATCH /tenants/{tenant}/members/{member}',
  removeMember: 'DELETE /tenants/{tenant}/members/{member}',
  listInvitations: 'GET /tenants/{tenant}/invitations',
  invite: 'POST /tenants/{tenant}/invitations',
  resendInvitation: 'POST /tenants/{tenant}/invitations/{invitation}/mail',
  revokeInvitation: 'DELETE /tenants/{tenant}/invitations/{invitation}',
  readInvitation: 'GET /invitation',
  acceptInvitation: 'POST /invitation/acceptance',

  listApiKeys: 'GET /tenants/{tenant}/api-keys',
  createApiKey: 'POST /tenants/{tenant}/api-keys',
  revokeApiKey: 'DELETE /tenants/{tenant}/api-keys/{key}',

  listDocuments: 'GET /tenants/{tenant}/documents',
  readDocument: 'GET /tenants/{tenant}/documents/{document}',
  readDocumentPage: 'GET /tenants/{tenant}/documents/{document}/pages/{page}',
  deleteDocument: 'DELETE /tenants/{tenant}/documents/{document}',
  retryDocument: 'POST /tenants/{tenant}/documents/{document}/retry',
  startInvoice: 'POST /tenants/{tenant}/documents/{document}/purchase-invoice',

  listPurchaseInvoices: 'GET /tenants/{tenant}/purchase-invoices',
  readPurchaseInvoice: 'GET /tenants/{tenant}/purchase-invoices/{invoice}',
  correctPurchaseInvoice: 'PATCH /tenants/{tenant}/purchase-invoices/{invoice}',
  previewPurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/preview',
  postPurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/post',
  reversePurchaseInvoice: 'POST /tenants/{tenant}/purchase-invoices/{invoice}/reverse',
  nextInvoice: 'GET /tenants/{tenant}/purchase-invoices/{invoice}/neighbours',

  listContacts: 'GET /tenants/{tenant}/contacts',
  readContact: 'GET /tenants/{tenant}/contacts/{contact}',
  createContact: 'POST /tenants/{tenant}/contacts',
  updateContact: 'PATCH /tenants/{tenant}/contacts/{contact}',

  listLedgerAccounts: 'GET /tenants/{tenant}/ledger-accounts',
  readAccountCard: 'GET /tenants/{tenant}/ledger-accounts/{account}/card',
  listVatCodes: 'GET /tenants/{tenant}/vat-codes',
  readTrialBalance: 'GET /tenants/{tenant}/reports/trial-balance',

  listJournalEntries: 'GET /tenants/{tenant}/journal-entries',
  readJournalEntry: 'GET /tenants/{tenant}/journal-entries/{entry}',
  postJournalEntry: 'POST /tenants/{tenant}/journal-entries',
  reverseJournalEntry: 'POST /tenants/{tenant}/journal-entries/{entry}/reverse',

  readDashboard: 'GET /tenants/{tenant}/dashboard',
  listJobs: 'GET /tenants/{tenant}/jobs',
  retryJob: 'POST /tenants/{tenant}/jobs/{job}/retry',

  listPools: 'GET /pools',
} satisfies {
  [
    Name in keyof Operations
  ]?: `${Uppercase<Operations[Name]['method']>} ${Operations[Name]['path']}`;
};

export type EndpointName = keyof typeof endpoints;
