import { api } from '#lib/api/api.ts';
import { contactsPlace } from '#lib/contacts/place.ts';
import { formatDate } from '#lib/dates/format-date.ts';
import { generalWords } from '#lib/i18n/general-words.ts';
import { words } from '#lib/i18n/words.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { pathsOf } from '#lib/paths.ts';
import { poolsPlace } from '#lib/pools/place.ts';
import { purchaseWords } from '#lib/purchases/words.ts';
import { tenantsPlace } from '#lib/tenants/place.ts';
import { places } from './navigation.ts';
import type { TenantData } from './tenant-data.ts';
import { paletteWords } from './palette-words.ts';

export interface Hit {
  readonly label: string;
  /** An amount or a date, else what it is. */
  readonly detail: string;
  readonly href: string;
}

const most = 5;

/** Pages and books whose name fits; known without asking anybody. */
export function pagesFor(data: TenantData, text: string): readonly Hit[] {
  const wanted = text.trim().toLowerCase();
  const operated = data.person.platform_operator ? [poolsPlace] : [];
  const pages = [...places(), ...operated].map(({ name, href }) => ({
    label: words(name),
    detail: words(generalWords).pages,
    href: href(data.paths),
  }));
  const others = data.tenants
    .filter(({ id }) => id !== data.tenant.id)
    .map(({ id, name }) => ({
      label: name,
      detail: words(tenantsPlace.name),
      href: pathsOf(id).dashboard,
    }));
  return [...pages, ...(wanted === '' ? others.slice(0, most) : others)].filter(({ label }) =>
    label.toLowerCase().includes(wanted),
  );
}

/** Accounts, contacts, invoices and entries that fit, asked of the API; what fails is left out. */
export async function findAnywhere(
  data: TenantData,
  search: string,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const params = { tenant: data.tenant.id };
  const query = { search, limit: most };
  const found = await Promise.allSettled([
    accountsFor(data, search, signal),
    api('listContacts', { params, query, signal }).then(({ items }) =>
      items.map(({ id, name }) => ({
        label: name,
        detail: words(contactsPlace.name),
        href: data.paths.contact(id),
      })),
    ),
    api('listPurchaseInvoices', { params, query, signal }).then(({ items }) =>
      items.map((invoice) => ({
        label:
          `${invoice.supplier_name ?? words(generalWords).unknownSupplier} ${invoice.invoice_number ?? ''}`.trim(),
        detail:
          invoice.total === null
            ? words(purchaseWords).title
            : formatMoney(invoice.total, invoice.currency),
        href: data.paths.invoice(invoice.id),
      })),
    ),
    api('listJournalEntries', { params, query, signal }).then(({ items }) =>
      items.map((entry) => ({
        label: `${entry.number} ${entry.description}`,
        detail: formatDate(entry.entry_date),
        href: data.paths.entry(entry.id),
      })),
    ),
  ]);
  return found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

async function accountsFor(data: TenantData, search: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await api('listLedgerAccounts', { params: { tenant: data.tenant.id }, signal });
  const parts = search.toLowerCase().split(/\s+/);
  return items
    .map(({ id, number, name }) => ({
      label: `${number} ${name}`,
      detail: words(paletteWords).accounts,
      href: data.paths.account(id),
    }))
    .filter(({ label }) => parts.every((part) => label.toLowerCase().includes(part)))
    .slice(0, most);
}
