import { loadApi } from '#lib/api/load-api.ts';
import { recentFirst } from '#lib/frame/recent-tenants.ts';
import type { PageLoad } from './$types';

/** The board of everybody's books; a person with one has nothing to compare, and is not kept waiting for figures. */
export const load: PageLoad = async (event) => {
  const api = loadApi(event);
  const { person, tenants } = await api('readSession', {});
  if (tenants.length < 2) return { person, tenants, board: null };
  const { items } = await api('readBoard', {});
  return { person, tenants, board: recentFirst(items, event.data.recent) };
};
