import { journals } from '@smart-accounting/api-contract/vocabularies';
import { loadApi } from '#lib/api/load-api.ts';
import { dayOf, oneOf } from '#lib/components/one-of.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

const codes = journals.map(({ code }) => code);

export const load: PageLoad = async (event) => {
  live(event, 'journal_entry', 'purchase_invoice');
  const { tenant } = event.params;
  const search = event.url.searchParams;
  const filter = {
    journal: oneOf(codes, search.get('journal')),
    from: dayOf(search.get('from')),
    to: dayOf(search.get('to')),
    search: search.get('search')?.slice(0, 100),
  };
  const query = { ...filter, limit: 100, cursor: search.get('cursor') ?? undefined };
  const list = await loadApi(event)('listJournalEntries', { params: { tenant }, query });
  return { filter, journals: codes, list };
};
