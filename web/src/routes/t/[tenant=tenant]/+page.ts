import { loadApi } from '#lib/api/load-api.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  live(event, 'document', 'purchase_invoice', 'journal_entry');
  const { tenant } = event.params;
  return { dashboard: await loadApi(event)('readDashboard', { params: { tenant } }) };
};
