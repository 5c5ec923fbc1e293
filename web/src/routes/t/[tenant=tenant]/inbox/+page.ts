import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const openOnly = event.url.searchParams.get('show') !== 'all';
  const query = { limit: 100, ...(openOnly ? { open: 'true' } : {}) };
  return { openOnly, list: await loadApi(event)('listDocuments', { params: { tenant }, query }) };
};
