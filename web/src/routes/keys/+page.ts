import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:api-keys');
  return { keys: (await loadApi(event)('listOwnApiKeys', {})).items };
};
