import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:sessions');
  const { items } = await loadApi(event)('listSessions', {});
  return { sessions: items };
};
