import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:api-keys');
  const { tenant } = event.params;
  const { items } = await loadApi(event)('listApiKeys', { params: { tenant } });
  return { keys: items };
};
