import { randomUUID } from 'node:crypto';
import * as contract from '@smart-accounting/api-contract';
import type { Operation } from '@smart-accounting/api-contract';
import {
  apiKey,
  invitationFor,
  linkTo,
  member,
  otherSession,
  ourInvitation,
  ownApiKey,
  twoStepIs,
} from './account-requests.ts';
import { ApiClient, type Parts } from './api-client.ts';
import type { Books } from './books.ts';
import { pdfBytes, pictureOfPage, readPagesOf, smallPicture, storedDocument } from './documents.ts';
import { draftInvoice, failedDocument } from './drafts.ts';
import { newEmail, password } from './people.ts';
import { type RunningApi, today } from './running-api.ts';
import { zipOf } from './zip.ts';

/** From the least to the most: whoever stands later may do all that the earlier may. */
export const roles = ['viewer', 'bookkeeper', 'accountant', 'owner'] as const;

/** `who` is the one that will send it, when that is somebody signed in. */
type Request = (books: Books, api: RunningApi, who?: ApiClient) => Promise<Parts<Operation>>;

/** Who may do an operation at the least, and a request that succeeds when they may, on resources made for it. */
export interface AccessRow {
  readonly who: 'public' | 'session' | 'operator' | (typeof roles)[number];
  readonly request: Request;
}

const nothing: Request = () => Promise.resolve({});
const asFile: Request = () => Promise.resolve({ query: { format: 'csv' } });

/** Who may what, written down a second time on purpose: the API's own table is what is tested. */
export const accessRows: Readonly<Record<string, AccessRow>> = {
  register: { who: 'public', request: () => Promise.resolve({ json: registration() }) },
  signIn: { who: 'public', request: registered },
  signOut: { who: 'public', request: nothing },
  readSession: { who: 'session', request: nothing },
  listTenants: { who: 'session', request: nothing },
  readTenant: { who: 'viewer', request: nothing },

  updateProfile: { who: 'session', request: having(nothing, { language: 'nl' }) },
  changeEmail: { who: 'session', request: having(nothing, { email: newEmail(), password }) },
  sendConfirmation: { who: 'session', request: nothing },
  confirmEmail: { who: 'public', request: linkTo('confirm_email', {}) },
  changePassword: {
    who: 'session',
    request: having(nothing, { password, new_password: password }),
  },
  requestPasswordReset: { who: 'public', request: having(nothing, { email: newEmail() }) },
  resetPassword: { who: 'public', request: linkTo('reset_password', { password }) },
  listSessions: { who: 'session', request: nothing },
  endSession: { who: 'session', request: otherSession },
  signOutEverywhere: { who: 'session', request: nothing },
  beginTwoStep: { who: 'session', request: twoStepIs('off', { password }) },
  switchOnTwoStep: { who: 'session', request: twoStepIs('begun', {}) },
  renewRecoveryCodes: { who: 'session', request: twoStepIs('on', { password }) },
  switchOffTwoStep: { who: 'session', request: twoStepIs('on', { password }) },

  listMembers: { who: 'viewer', request: nothing },
  exportMembers: { who: 'viewer', request: asFile },
  changeMemberRole: { who: 'owner', request: having(member, { role: 'bookkeeper' }) },
  requireTwoStep: { who: 'owner', request: having(nothing, { required: false }) },
  removeMember: { who: 'owner', request: member },
  listInvitations: { who: 'owner', request: nothing },
  exportInvitations: { who: 'owner', request: asFile },
  invite: {
    who: 'owner',
    request: () => Promise.resolve({ json: { email: newEmail(), role: 'viewer' } }),
  },
  resendInvitation: { who: 'owner', request: ourInvitation },
  revokeInvitation: { who: 'owner', request: ourInvitation },
  readInvitation: { who: 'public', request: invitationFor('query') },
  acceptInvitation: { who: 'public', request: invitationFor('json') },

  listApiKeys: { who: 'owner', request: nothing },
  exportApiKeys: { who: 'owner', request: asFile },
  createApiKey: {
    who: 'owner',
    request: having(nothing, { name: 'A', scopes: ['read'], password }),
  },
  revokeApiKey: { who: 'owner', request: apiKey },
  listOwnApiKeys: { who: 'session', request: nothing },
  revokeOwnApiKey: { who: 'session', request: ownApiKey },

  readPortfolio: { who: 'session', request: nothing },

  uploadDocument: {
    who: 'bookkeeper',
    request: () => Promise.resolve({ query: { file_name: 'a.pdf' }, bytes: pdfBytes() }),
  },
  uploadArchive: {
    who: 'bookkeeper',
    request: () => Promise.resolve({ bytes: zipOf([{ name: 'a.pdf', bytes: pdfBytes() }]) }),
  },
  listDocuments: { who: 'viewer', request: nothing },
  exportDocuments: { who: 'viewer', request: asFile },
  readDocument: { who: 'viewer', request: file },
  downloadDocument: { who: 'viewer', request: file },
  readDocumentPage: { who: 'viewer', request: page },
  readPageImage: { who: 'viewer', request: page },
  deleteDocument: { who: 'bookkeeper', request: file },
  retryDocument: { who: 'bookkeeper', request: unreadable },
  splitDocument: {
    who: 'bookkeeper',
    request: having(readFile, { parts: [{ first_page: 1, last_page: 1 }] }),
  },
  startInvoice: { who: 'bookkeeper', request: unreadable },

  listPurchaseInvoices: { who: 'viewer', request: nothing },
  exportPurchaseInvoices: { who: 'viewer', request: asFile },
  readPurchaseInvoice: { who: 'viewer', request: draft },
  nextInvoice: { who: 'viewer', request: draft },
  readInvoiceHistory: { who: 'viewer', request: draft },
  previewPurchaseInvoice: { who: 'viewer', request: having(draft, {}) },
  correctPurchaseInvoice: { who: 'bookkeeper', request: having(draft, {}) },
  postPurchaseInvoice: { who: 'bookkeeper', request: draft },
  reversePurchaseInvoice: { who: 'bookkeeper', request: having(posted, {}) },
  copyReversedInvoice: { who: 'bookkeeper', request: reversed },

  readCompany: { who: 'viewer', request: nothing },
  updateCompany: { who: 'owner', request: company },
  readCompanyLogo: { who: 'viewer', request: logo },

  listContacts: { who: 'viewer', request: nothing },
  exportContacts: { who: 'viewer', request: asFile },
  readContact: { who: 'viewer', request: contact },
  createContact: { who: 'bookkeeper', request: having(nothing, { name: 'A' }) },
  updateContact: { who: 'bookkeeper', request: having(contact, { name: 'B' }) },

  listLedgerAccounts: { who: 'viewer', request: nothing },
  exportLedgerAccounts: { who: 'viewer', request: asFile },
  createLedgerAccount: {
    who: 'accountant',
    request: () => Promise.resolve({ json: newAccount() }),
  },
  updateLedgerAccount: { who: 'accountant', request: having(account, { name: 'B' }) },
  readAccountCard: { who: 'viewer', request: account },
  exportAccountCard: { who: 'viewer', request: cardAsFile },
  listVatCodes: { who: 'viewer', request: nothing },
  readTrialBalance: { who: 'viewer', request: nothing },
  readCounts: { who: 'viewer', request: nothing },
  exportTrialBalance: { who: 'viewer', request: asFile },
  readDashboard: { who: 'viewer', request: nothing },

  listJournalEntries: { who: 'viewer', request: nothing },
  exportJournalEntries: { who: 'viewer', request: asFile },
  readJournalEntry: { who: 'viewer', request: entry },
  postJournalEntry: { who: 'accountant', request: balancedEntry },
  reverseJournalEntry: { who: 'accountant', request: having(entry, {}) },

  listJobs: { who: 'viewer', request: nothing },
  exportJobs: { who: 'viewer', request: asFile },
  retryJob: { who: 'bookkeeper', request: failedJob },
  streamEvents: { who: 'viewer', request: nothing },

  listPools: { who: 'operator', request: nothing },
};

function having(request: Request, json: object): Request {
  return async (books, api, who) => ({ ...(await request(books, api, who)), json });
}

async function file(books: Books): Promise<Parts<Operation>> {
  return { params: { document: await storedDocument(books) } };
}

async function page(books: Books, api: RunningApi): Promise<Parts<Operation>> {
  const document = await storedDocument(books);
  await pictureOfPage(api, books, document);
  return { params: { document, page: 1 } };
}

async function readFile(books: Books): Promise<Parts<Operation>> {
  return { params: { document: await readPagesOf(books, ['Factuur']) } };
}

async function unreadable(books: Books): Promise<Parts<Operation>> {
  return { params: { document: (await failedDocument(books)).document } };
}

async function failedJob(books: Books): Promise<Parts<Operation>> {
  return { params: { job: (await failedDocument(books)).job } };
}

async function draft(books: Books): Promise<Parts<Operation>> {
  return { params: { invoice: await draftInvoice(books) }, ifMatch: 1 };
}

async function posted(books: Books): Promise<Parts<Operation>> {
  const { params = {} } = await draft(books);
  await books.owner.do(contract.postPurchaseInvoice, { params, ifMatch: 1 });
  return { params };
}

async function reversed(books: Books): Promise<Parts<Operation>> {
  const { params = {} } = await posted(books);
  await books.owner.do(contract.reversePurchaseInvoice, { params, body: {} });
  return { params };
}

async function entry(books: Books): Promise<Parts<Operation>> {
  const { params = {} } = await draft(books);
  const { id } = await books.owner.do(contract.postPurchaseInvoice, { params, ifMatch: 1 });
  return { params: { entry: id } };
}

async function company(books: Books): Promise<Parts<Operation>> {
  const { version } = await books.owner.do(contract.readCompany);
  return { json: { city: 'Utrecht' }, ifMatch: version };
}

async function logo(books: Books): Promise<Parts<Operation>> {
  const { version } = await books.owner.do(contract.readCompany);
  await books.owner.do(contract.updateCompany, {
    body: { logo: smallPicture.toString('base64') },
    ifMatch: version,
  });
  return {};
}

async function contact(books: Books): Promise<Parts<Operation>> {
  const { id } = await books.owner.do(contract.createContact, { body: { name: 'A' } });
  return { params: { contact: id }, ifMatch: 1 };
}

async function account(books: Books): Promise<Parts<Operation>> {
  const { id } = await books.owner.do(contract.createLedgerAccount, { body: newAccount() });
  return { params: { account: id }, ifMatch: 1 };
}

async function cardAsFile(books: Books): Promise<Parts<Operation>> {
  return { ...(await account(books)), query: { format: 'csv' } };
}

let accountNumber = 70_000;
function newAccount() {
  return { number: String((accountNumber += 1)), name: 'New', type: 'cost' } as const;
}

async function balancedEntry(books: Books): Promise<Parts<Operation>> {
  const lines = [
    { ledger_account_id: await books.account('4510'), debit: '1.00' },
    { ledger_account_id: await books.account('1600'), credit: '1.00' },
  ];
  return { json: { entry_date: today, description: 'By hand', lines } };
}

function registration() {
  const email = `${randomUUID()}@matrix.example`;
  return { company_name: 'M', name: 'M', email, password: 'correct horse battery' };
}

async function registered(_books: Books, api: RunningApi): Promise<Parts<Operation>> {
  const body = registration();
  await new ApiClient(api.url, null).do(contract.register, { body });
  return { json: { email: body.email, password: body.password } };
}
