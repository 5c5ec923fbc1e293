import { loadApi } from '#lib/api/load-api.ts';
import { accountFilters } from '#lib/ledger/filters.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:accounts');
  const { tenant } = event.params;
  const { items } = await loadApi(event)('listLedgerAccounts', { params: { tenant } });
  return { filter: accountFilters.read(event.url), accounts: items };
};
