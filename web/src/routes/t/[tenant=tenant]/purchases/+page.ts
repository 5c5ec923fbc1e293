import { invoiceStates } from '@smart-accounting/api-contract/vocabularies';
import { loadApi } from '#lib/api/load-api.ts';
import { dayOf, oneOf } from '#lib/components/one-of.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

const sorts = [
  'created_at',
  'invoice_date',
  'due_date',
  'total',
  'supplier_name',
  'invoice_number',
] as const;

export const load: PageLoad = async (event) => {
  live(event, 'purchase_invoice');
  const { tenant } = event.params;
  const search = event.url.searchParams;
  const filter = {
    state: oneOf(invoiceStates, search.get('state')),
    contact: search.get('contact') ?? undefined,
    overdue: search.get('overdue') === 'true' ? 'true' : undefined,
    from: dayOf(search.get('from')),
    to: dayOf(search.get('to')),
    search: search.get('search')?.slice(0, 100),
    sort: oneOf(sorts, search.get('sort')) ?? 'created_at',
    order: oneOf(['asc', 'desc'], search.get('order')) ?? 'desc',
  };
  const query = { ...filter, limit: 100, cursor: search.get('cursor') ?? undefined };
  return {
    filter,
    list: await loadApi(event)('listPurchaseInvoices', { params: { tenant }, query }),
  };
};
