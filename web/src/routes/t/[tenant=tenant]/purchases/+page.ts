import { loadApi } from '#lib/api/load-api.ts';
import { live } from '#lib/live/live.ts';
import { purchaseFilters } from '#lib/purchases/filters.ts';
import { loadRows } from '#lib/table/load-rows.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:purchases');
  live(event, 'purchase_invoice');
  const { tenant } = event.params;
  const filter = purchaseFilters.read(event.url);
  const list = await loadRows(event.url, (page) =>
    loadApi(event)('listPurchaseInvoices', { params: { tenant }, query: { ...filter, ...page } }),
  );
  return { filter, list };
};
