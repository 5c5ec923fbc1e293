import { loadApi } from '#lib/api/load-api.ts';
import { accountOptions } from '#lib/books/pickers.ts';
import { requirePermission } from '#lib/shell/require-permission.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  await requirePermission(event, 'entries.post');
  const { tenant } = event.params;
  const { items } = await loadApi(event)('listLedgerAccounts', { params: { tenant } });
  return { accounts: accountOptions(items) };
};
