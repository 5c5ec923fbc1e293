import { loadApi } from '#lib/api/load-api.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:document');
  live(event, 'document', 'purchase_invoice');
  const { tenant, document } = event.params;
  return { document: await loadApi(event)('readDocument', { params: { tenant, document } }) };
};
