import { loadApi } from '#lib/api/load-api.ts';
import { dayOf } from '#lib/components/one-of.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  live(event, 'journal_entry', 'purchase_invoice');
  const { tenant } = event.params;
  const search = event.url.searchParams;
  const query = { from: dayOf(search.get('from')), to: dayOf(search.get('to')) };
  return { balance: await loadApi(event)('readTrialBalance', { params: { tenant }, query }) };
};
