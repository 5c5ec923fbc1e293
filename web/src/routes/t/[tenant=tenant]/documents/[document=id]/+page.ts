import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:document');
  const { tenant, document } = event.params;
  return { document: await loadApi(event)('readDocument', { params: { tenant, document } }) };
};
