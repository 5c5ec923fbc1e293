import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext, Page } from 'playwright-core';
import { documentsOf } from './documents.ts';
import { patienceMs, registerCompany } from './portal.ts';

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly number: string;
  readonly version: number;
  readonly purchase_invoice: { readonly id: string } | null;
}

type InvoiceLine = Readonly<Record<'account_certain' | 'account_source', unknown>>;

/** The API with the cookies of a page, for laying out books quickly. */
export class Books {
  readonly #request: APIRequestContext;
  readonly #base: string;

  constructor(page: Page, tenant: string) {
    this.#request = page.request;
    this.#base = `/api/v1/tenants/${tenant}`;
  }

  async list(what: string): Promise<Listed[]> {
    const response = await this.#request.get(`${this.#base}/${what}`);
    assert.equal(response.status(), 200, what);
    return (await response.json()).items;
  }

  async read(what: string): Promise<Listed> {
    const response = await this.#request.get(`${this.#base}/${what}`);
    assert.equal(response.status(), 200, what);
    return response.json();
  }

  async send(
    what: string,
    data: unknown,
    options: { readonly method?: 'POST' | 'PATCH'; readonly version?: number } = {},
  ): Promise<Listed> {
    const response = await this.#request.fetch(`${this.#base}/${what}`, {
      method: options.method ?? 'POST',
      data,
      headers: {
        'idempotency-key': randomUUID(),
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
      },
    });
    assert.ok(response.ok(), `${what}: ${response.status()} ${await response.text()}`);
    return response.json();
  }

  /** Hands in files and waits until each has become an invoice, or cannot be read. */
  async upload(
    files: readonly { readonly name: string; readonly bytes: Buffer }[],
  ): Promise<Listed[]> {
    const ids: string[] = [];
    for (const { name, bytes } of files) {
      const response = await this.#request.post(
        `${this.#base}/documents?file_name=${encodeURIComponent(name)}`,
        { data: bytes, headers: { 'content-type': 'application/octet-stream' } },
      );
      assert.ok(response.ok(), `${name}: ${response.status()} ${await response.text()}`);
      ids.push((await response.json()).document.id);
    }
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const documents = await Promise.all(ids.map((id) => this.read(`documents/${id}`)));
      const done = documents.every(
        ({ state, purchase_invoice: invoice }) => state === 'failed' || invoice,
      );
      if (done) return documents;
      assert.ok(Date.now() < deadline, `not read in time: ${JSON.stringify(documents)}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  /** Says that all of an invoice is right, its lines' accounts too; with an account, that all its lines belong there. */
  async confirm(invoice: string, account?: string): Promise<Listed> {
    const address = `purchase-invoices/${invoice}`;
    const found = await this.#request.get(`${this.#base}/${address}`);
    const { fields, checks, lines, version } = await found.json();
    const corrections = {
      confirm: Object.keys(fields),
      acknowledge: checks.map(({ code }: { code: string }) => code),
      // Without where its account came from, a line's account is the person's.
      lines: lines.map(({ account_certain: _, account_source: __, ...line }: InvoiceLine) => ({
        ...line,
        ...(account && { ledger_account_id: account }),
      })),
    };
    return this.send(address, corrections, { method: 'PATCH', version });
  }

  /** Says that all of an invoice is right, and posts it. */
  async post(invoice: string): Promise<Listed> {
    const { version } = await this.confirm(invoice);
    return this.send(`purchase-invoices/${invoice}/post`, undefined, { version });
  }
}

/** Files of generated documents, as they are handed in. */
export function filesOf(kind: string, count: number) {
  return documentsOf(kind, count).map(({ path: file }) => ({
    name: path.basename(file),
    bytes: readFileSync(file),
  }));
}

/** A company with something on every page; answers the pages' addresses by name. */
export async function booksWithEverything(page: Page): Promise<Record<string, string>> {
  const { tenant } = await registerCompany(page, 'Alle Pagina’s & Zonen Vennootschap onder Firma');
  const books = new Books(page, tenant);
  const broken = { name: 'kapot.pdf', bytes: Buffer.from('%PDF-1.7\nniets\n%%EOF') };
  const documents = await books.upload([...filesOf('clean-pdf', 3), ...filesOf('ubl', 2), broken]);
  const [several] = await books.upload(filesOf('two-invoices', 1));
  await books.upload(filesOf('reminder', 1));
  const invoices = documents.flatMap(({ purchase_invoice: invoice }) =>
    invoice ? [invoice.id] : [],
  );
  const [open, posted, reversed] = invoices;
  assert.ok(open && posted && reversed);
  const entry = await books.post(posted);
  await books.post(reversed);
  await books.send(`purchase-invoices/${reversed}/reverse`, {});
  const [account] = (await books.list('ledger-accounts')).filter(({ number }) => number === '1600');
  const [contact] = await books.list('contacts');
  const failed = documents.find(({ state }) => state === 'failed');
  assert.ok(account && contact && failed);

  const inside = {
    dashboard: '',
    inbox: '/inbox',
    'inbox-none': '/inbox?show=none',
    'inbox-failed': '/inbox?show=failed',
    'inbox-all': '/inbox?show=all',
    document: `/documents/${failed.id}`,
    purchases: '/purchases',
    'purchases-nothing': '/purchases?search=bestaat-niet',
    review: `/purchases/${open}`,
    'review-several': `/purchases/${several?.purchase_invoice?.id ?? ''}`,
    posted: `/purchases/${posted}`,
    contacts: '/contacts',
    contact: `/contacts/${contact.id}`,
    'new-contact': '/contacts/new',
    ledger: '/ledger',
    card: `/ledger/${account.id}`,
    entries: '/entries',
    entry: `/entries/${entry.id}`,
    'new-entry': '/entries/new',
    'trial-balance': '/trial-balance',
    company: '/settings',
    profile: '/profile',
    security: '/profile/security',
    members: '/settings/members',
    'api-keys': '/settings/api-keys',
    'not-found': '/nowhere',
  };
  return {
    'sign-in': '/sign-in',
    register: '/register',
    'own-keys': '/keys',
    'two-step': '/two-step',
    'forgot-password': '/forgot-password',
    'reset-password': '/reset-password?token=of-a-mail',
    'confirm-email': '/confirm-email?token=of-a-mail',
    'invitation-gone': '/invitation?token=of-a-mail',
    tenants: '/tenants',
    ...Object.fromEntries(Object.entries(inside).map(([name, at]) => [name, `/t/${tenant}${at}`])),
  };
}
