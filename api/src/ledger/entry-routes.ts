import * as contract from '@smart-accounting/api-contract';
import { listEntries } from '@smart-accounting/books/ledger/list-entries';
import { postMemorialEntry } from '@smart-accounting/books/ledger/post-memorial-entry';
import { reversePosting } from '@smart-accounting/books/purchase-invoices/reverse-invoice';
import { exportRoute } from '../export/export-route.ts';
import { postOnce, type Route, tenantRoute } from '../http/route.ts';
import { entrySheet } from './entry-sheet.ts';
import { presentEntry, presentEntrySummary } from './present-entry.ts';

export const entryRoutes: readonly Route[] = [
  tenantRoute(contract.listJournalEntries, async ({ query: filter }) => {
    const { items, nextCursor } = await listEntries(filter);
    return { items: items.map(presentEntrySummary), next_cursor: nextCursor };
  }),

  exportRoute(contract.exportJournalEntries, entrySheet, async ({ query: filter }, page) => {
    const { items, nextCursor } = await listEntries({ ...filter, ...page });
    return { items: items.map(presentEntrySummary), next_cursor: nextCursor };
  }),

  tenantRoute(contract.readJournalEntry, ({ params }) => presentEntry(params.entry)),

  tenantRoute(
    contract.postJournalEntry,
    ({ tenant, body, signedIn: { userId }, services, idempotency }) =>
      postOnce(idempotency, presentEntry, async () => {
        const { id } = await postMemorialEntry(body, { userId, idempotency });
        services.notifier.afterCommit({ tenant, resource: 'journal_entry', id });
        return id;
      }),
  ),

  tenantRoute(
    contract.reverseJournalEntry,
    ({ tenant, params, body, signedIn: { userId }, services, idempotency }) =>
      postOnce(idempotency, presentEntry, async () => {
        const reversal = { userId, entryDate: body.entry_date, idempotency };
        const { entry, invoiceId } = await reversePosting(params.entry, reversal);
        services.notifier.afterCommit({ tenant, resource: 'journal_entry', id: entry.id });
        if (invoiceId)
          services.notifier.afterCommit({ tenant, resource: 'purchase_invoice', id: invoiceId });
        return entry.id;
      }),
  ),
];
