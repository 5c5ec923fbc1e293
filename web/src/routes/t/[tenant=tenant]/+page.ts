import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:dashboard');
  const { tenant } = event.params;
  return { dashboard: await loadApi(event)('readDashboard', { params: { tenant } }) };
};
