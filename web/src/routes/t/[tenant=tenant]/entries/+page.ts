import { loadApi } from '#lib/api/load-api.ts';
import { live } from '#lib/live/live.ts';
import { entryFilters } from '#lib/entries/filters.ts';
import { loadRows } from '#lib/table/load-rows.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  live(event, 'journal_entry', 'purchase_invoice');
  const { tenant } = event.params;
  const filter = entryFilters.read(event.url);
  const list = await loadRows(event.url, (page) =>
    loadApi(event)('listJournalEntries', { params: { tenant }, query: { ...filter, ...page } }),
  );
  return { filter, list };
};
