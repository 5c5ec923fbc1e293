import { accountOptions, vatOptions } from '#lib/books/pickers.ts';
import type { loadApi } from '#lib/api/load-api.ts';

/** Accounts and VAT codes to choose from, for the form of a contact. */
export async function loadPickers(
  api: ReturnType<typeof loadApi>,
  tenant: string,
  chosen: string | null = null,
) {
  const [accounts, vat] = await Promise.all([
    api('listLedgerAccounts', { params: { tenant } }),
    api('listVatCodes', { params: { tenant } }),
  ]);
  return {
    accounts: accountOptions(accounts.items, [chosen]),
    vatCodes: vatOptions(vat.items, 'purchase'),
  };
}
