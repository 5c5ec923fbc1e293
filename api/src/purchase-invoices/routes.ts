import * as contract from '@smart-accounting/api-contract';
import { assessInvoice } from '@smart-accounting/books/purchase-invoices/assess-invoice';
import { copyReversedInvoice } from '@smart-accounting/books/purchase-invoices/copy-reversed-invoice';
import {
  correctInvoice,
  previewCorrections,
} from '@smart-accounting/books/purchase-invoices/correct-invoice';
import { findInvoice } from '@smart-accounting/books/purchase-invoices/find-invoice';
import { invoiceHistory } from '@smart-accounting/books/purchase-invoices/invoice-history';
import { listInvoices } from '@smart-accounting/books/purchase-invoices/list-invoices';
import { nextInvoice } from '@smart-accounting/books/purchase-invoices/next-invoice';
import { postInvoice } from '@smart-accounting/books/purchase-invoices/post-invoice';
import { reverseInvoice } from '@smart-accounting/books/purchase-invoices/reverse-invoice';
import { exportRoute } from '../export/export-route.ts';
import { postOnce, tenantRoute, type Route } from '../http/route.ts';
import { presentEntry } from '../ledger/present-entry.ts';
import { invoiceSheet } from './invoice-sheet.ts';
import { presentInvoice, presentInvoices } from './present-invoice.ts';

export const purchaseInvoiceRoutes: readonly Route[] = [
  tenantRoute(contract.listPurchaseInvoices, async ({ query: filter, services }) =>
    presentInvoices(await listInvoices(filter, services.now())),
  ),

  exportRoute(
    contract.exportPurchaseInvoices,
    invoiceSheet,
    async ({ query: filter, services }, page) =>
      presentInvoices(await listInvoices({ ...filter, ...page }, services.now())),
  ),

  tenantRoute(contract.readPurchaseInvoice, async ({ params, services }) => {
    const now = services.now();
    const record = await findInvoice(params.invoice);
    return presentInvoice(record, await assessInvoice(record, now), now);
  }),

  tenantRoute(contract.previewPurchaseInvoice, async ({ params, body, services }) => {
    const now = services.now();
    const { record, assessment } = await previewCorrections(params.invoice, body, now);
    return presentInvoice(record, assessment, now);
  }),

  tenantRoute(
    contract.correctPurchaseInvoice,
    async ({ tenant, params, body, version, signedIn: { userId }, services }) => {
      const now = services.now();
      const corrected = await correctInvoice(params.invoice, body, { userId, version, now });
      services.notifier.afterCommit({ tenant, resource: 'purchase_invoice', id: params.invoice });
      return presentInvoice(corrected.record, corrected.assessment, now);
    },
  ),

  tenantRoute(
    contract.postPurchaseInvoice,
    ({ tenant, params, version, signedIn: { userId }, services, idempotency }) =>
      postOnce(idempotency, presentEntry, async () => {
        const id = params.invoice;
        const entry = await postInvoice(id, { userId, version, now: services.now(), idempotency });
        services.notifier.afterCommit({ tenant, resource: 'purchase_invoice', id });
        return entry;
      }),
  ),

  tenantRoute(
    contract.reversePurchaseInvoice,
    ({ tenant, params, body, signedIn: { userId }, services, idempotency }) =>
      postOnce(idempotency, presentEntry, async () => {
        const id = params.invoice;
        const reversal = { userId, entryDate: body.entry_date, idempotency };
        const entry = await reverseInvoice(id, reversal);
        services.notifier.afterCommit({ tenant, resource: 'purchase_invoice', id });
        return entry.id;
      }),
  ),

  tenantRoute(contract.readInvoiceHistory, async ({ params }) => {
    const events = await invoiceHistory(params.invoice);
    return { items: events.map((event) => ({ ...event, at: event.at.toISOString() })) };
  }),

  tenantRoute(
    contract.copyReversedInvoice,
    async ({ tenant, params, signedIn: { userId }, services }) => {
      const id = await copyReversedInvoice(params.invoice, userId);
      services.notifier.afterCommit({ tenant, resource: 'purchase_invoice', id });
      return { id };
    },
  ),

  tenantRoute(contract.nextInvoice, async ({ params }) => {
    const { previous, next, position, count } = await nextInvoice(params.invoice);
    return { previous, next, position: Number(position), count: Number(count) };
  }),
];
