import { loadApi } from '#lib/api/load-api.ts';
import { loadPickers } from '#lib/contacts/load-pickers.ts';
import { requirePermission } from '#lib/shell/require-permission.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  await requirePermission(event, 'contacts.write');
  return loadPickers(loadApi(event), event.params.tenant);
};
