import { loadApi } from '#lib/api/load-api.ts';
import { oneOf } from '#lib/components/one-of.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const search = event.url.searchParams;
  const filter = {
    search: search.get('search')?.slice(0, 100),
    kind: oneOf(['supplier', 'customer'], search.get('kind')),
  };
  const query = { ...filter, limit: 100, cursor: search.get('cursor') ?? undefined };
  return { filter, list: await loadApi(event)('listContacts', { params: { tenant }, query }) };
};
