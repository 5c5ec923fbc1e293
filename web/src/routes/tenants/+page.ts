import { loadApi } from '#lib/api/load-api.ts';
import { recentFirst } from '#lib/tenants/recent-tenants.ts';
import type { PageLoad } from './$types';

/** The portfolio of a person's books; a person with one has nothing to compare, and is not kept waiting for figures. */
export const load: PageLoad = async (event) => {
  const api = loadApi(event);
  const { person, tenants } = await api('readSession', {});
  if (tenants.length < 2) return { person, tenants, portfolio: null };
  const { items } = await api('readPortfolio', {});
  return { person, tenants, portfolio: recentFirst(items, event.data.recent) };
};
