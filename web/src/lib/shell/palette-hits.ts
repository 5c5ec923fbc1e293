import { api } from '#lib/api/api.ts';
import { formatDate } from '#lib/dates/format-date.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { pathsOf } from '#lib/paths.ts';
import type { Dictionary } from '#lib/i18n/dictionary.ts';
import { placesOf } from './navigation.ts';
import type { TenantData } from './tenant-data.ts';

export interface Hit {
  readonly kind: 'pages' | 'accounts' | 'contacts' | 'invoices' | 'entries' | 'tenants';
  readonly label: string;
  readonly detail?: string;
  readonly href: string;
}

const most = 5;

/** Pages and books whose name fits; known without asking anybody. */
export function pagesFor(t: Dictionary, data: TenantData, text: string): readonly Hit[] {
  const wanted = text.trim().toLowerCase();
  const pages: Hit[] = [
    ...placesOf(t, data),
    { label: t.frame.entries, href: data.paths.entries },
    ...(data.tenant.permissions.includes('entries.post')
      ? [{ label: t.newEntry.title, href: data.paths.newEntry }]
      : []),
    ...(data.tenant.permissions.includes('contacts.write')
      ? [{ label: t.contacts.newTitle, href: data.paths.newContact }]
      : []),
  ].map(({ label, href }) => ({ kind: 'pages', label, href }));
  const others: Hit[] = data.tenants
    .filter(({ id }) => id !== data.tenant.id)
    .map(({ id, name }) => ({ kind: 'tenants', label: name, href: pathsOf(id).dashboard }));
  return [...pages, ...(wanted === '' ? others.slice(0, most) : others)].filter(({ label }) =>
    label.toLowerCase().includes(wanted),
  );
}

/** Accounts, contacts, invoices and entries that fit, asked of the API; what fails is left out. */
export async function findAnywhere(
  t: Dictionary,
  data: TenantData,
  search: string,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const params = { tenant: data.tenant.id };
  const query = { search, limit: most };
  const found = await Promise.allSettled([
    accountsFor(data, search, signal),
    api('listContacts', { params, query, signal }).then(({ items }) =>
      items.map(({ id, name }): Hit => hit('contacts', name, undefined, data.paths.contact(id))),
    ),
    api('listPurchaseInvoices', { params, query, signal }).then(({ items }) =>
      items.map((invoice): Hit => {
        const name = invoice.supplier_name ?? t.purchases.unknownSupplier;
        const amount = invoice.total === null ? '' : formatMoney(invoice.total, invoice.currency);
        const label = `${name} ${invoice.invoice_number ?? ''}`.trim();
        return hit('invoices', label, amount, data.paths.invoice(invoice.id));
      }),
    ),
    api('listJournalEntries', { params, query, signal }).then(({ items }) =>
      items.map((entry): Hit => {
        const label = `${entry.number} ${entry.description}`;
        return hit('entries', label, formatDate(entry.entry_date), data.paths.entry(entry.id));
      }),
    ),
  ]);
  return found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

async function accountsFor(data: TenantData, search: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await api('listLedgerAccounts', { params: { tenant: data.tenant.id }, signal });
  const parts = search.toLowerCase().split(/\s+/);
  return items
    .map(({ id, number, name }) =>
      hit('accounts', `${number} ${name}`, undefined, data.paths.account(id)),
    )
    .filter(({ label }) => parts.every((part) => label.toLowerCase().includes(part)))
    .slice(0, most);
}

function hit(kind: Hit['kind'], label: string, detail: string | undefined, href: string): Hit {
  return detail ? { kind, label, detail, href } : { kind, label, href };
}
