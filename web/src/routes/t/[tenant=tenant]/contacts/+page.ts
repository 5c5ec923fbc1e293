import { loadApi } from '#lib/api/load-api.ts';
import { contactFilters } from '#lib/contacts/filters.ts';
import { loadRows } from '#lib/table/load-rows.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const filter = contactFilters.read(event.url);
  const list = await loadRows(event.url, (page) =>
    loadApi(event)('listContacts', { params: { tenant }, query: { ...filter, ...page } }),
  );
  return { filter, list };
};
