import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:invoice');
  const { tenant, invoice } = event.params;
  const api = loadApi(event);
  const [found, neighbours] = await Promise.all([
    api('readPurchaseInvoice', { params: { tenant, invoice } }),
    api('nextInvoice', { params: { tenant, invoice } }),
  ]);
  return { invoice: found, neighbours };
};
