import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:pools');
  const { items } = await loadApi(event)('listPools', {});
  return { pools: items };
};
