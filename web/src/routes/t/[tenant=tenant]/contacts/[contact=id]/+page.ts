import { loadApi } from '#lib/api/load-api.ts';
import { loadPickers } from '#lib/contacts/load-pickers.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:contact');
  const { tenant, contact: id } = event.params;
  const api = loadApi(event);
  const contact = await api('readContact', { params: { tenant, contact: id } });
  return { contact, ...(await loadPickers(api, tenant, contact.default_ledger_account_id)) };
};
