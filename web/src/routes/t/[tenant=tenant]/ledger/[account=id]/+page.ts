import { loadApi } from '#lib/api/load-api.ts';
import { dayOf } from '#lib/components/one-of.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  live(event, 'journal_entry', 'purchase_invoice');
  const { tenant, account } = event.params;
  const search = event.url.searchParams;
  const query = {
    from: dayOf(search.get('from')),
    to: dayOf(search.get('to')),
    limit: 100,
    cursor: search.get('cursor') ?? undefined,
  };
  return { card: await loadApi(event)('readAccountCard', { params: { tenant, account }, query }) };
};
