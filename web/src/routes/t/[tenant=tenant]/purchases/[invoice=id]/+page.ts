import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:invoice');
  const { tenant, invoice } = event.params;
  const api = loadApi(event);
  const [found, neighbours] = await Promise.all([
    api('readPurchaseInvoice', { params: { tenant, invoice } }),
    api('nextInvoice', { params: { tenant, invoice } }),
  ]);
  return { invoice: found, neighbours, posted: await loadPosted(api, tenant, found) };
};

/** What an invoice that is in the ledger shows besides, with the page that shows it; null for one in review. */
async function loadPosted(
  api: ReturnType<typeof loadApi>,
  tenant: string,
  { id, journal_entry: posting }: { id: string; journal_entry: { id: string } | null },
) {
  if (!posting) return null;
  const [entry, { items: history }, { default: PostedInvoice }] = await Promise.all([
    api('readJournalEntry', { params: { tenant, entry: posting.id } }),
    api('readInvoiceHistory', { params: { tenant, invoice: id } }),
    import('#lib/review/PostedInvoice.svelte'),
  ]);
  return { entry, history, PostedInvoice };
}
