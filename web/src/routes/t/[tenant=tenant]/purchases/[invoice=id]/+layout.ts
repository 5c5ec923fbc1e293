import { loadApi } from '#lib/api/load-api.ts';
import type { LayoutLoad } from './$types';

/** What every invoice needs and none changes: read once, kept while going from one invoice to the next. */
export const load: LayoutLoad = async (event) => {
  const { tenant } = event.params;
  const api = loadApi(event);
  const [accounts, vat] = await Promise.all([
    api('listLedgerAccounts', { params: { tenant } }),
    api('listVatCodes', { params: { tenant } }),
  ]);
  return { accounts: accounts.items, vatCodes: vat.items };
};
