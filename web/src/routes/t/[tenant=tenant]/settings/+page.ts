import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:company');
  const { tenant } = event.params;
  return { company: await loadApi(event)('readCompany', { params: { tenant } }) };
};
