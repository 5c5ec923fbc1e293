import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const { items } = await loadApi(event)('listLedgerAccounts', { params: { tenant } });
  return { accounts: items };
};
