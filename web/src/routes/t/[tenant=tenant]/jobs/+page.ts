import { loadApi } from '#lib/api/load-api.ts';
import { loadRows } from '#lib/table/load-rows.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:jobs');
  const { tenant } = event.params;
  const list = await loadRows(event.url, (page) =>
    loadApi(event)('listJobs', { params: { tenant }, query: { state: 'failed', ...page } }),
  );
  return { list };
};
