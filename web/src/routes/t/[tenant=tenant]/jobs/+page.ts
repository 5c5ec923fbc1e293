import { loadApi } from '#lib/api/load-api.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:jobs');
  live(event, 'job', 'document');
  const { tenant } = event.params;
  const query = { state: 'failed', limit: 100 } as const;
  const { items } = await loadApi(event)('listJobs', { params: { tenant }, query });
  return { jobs: items };
};
