import * as contract from '@smart-accounting/api-contract';
import {
  assessInvoice,
  InvoiceLine,
  type InvoiceRecord,
  InvoiceVat,
  query,
  recordEvent,
  reverseEntry,
} from '@smart-accounting/database';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { onlyOnce, tenantRoute, type Route } from '../http/route.ts';
import { readEntryAnswer } from '../ledger/present-entry.ts';
import { applyCorrections } from './correct-invoice.ts';
import { alreadyPosted, findInvoice } from './find-invoice.ts';
import { listInvoices } from './list-invoices.ts';
import { postInvoice } from './post-invoice.ts';
import { presentInvoice } from './present-invoice.ts';

const keptEntry = z.object({ entry: z.uuid() });
const replayEntry = (kept: unknown): Promise<contract.JournalEntry> =>
  readEntryAnswer(keptEntry.parse(kept).entry);

export const purchaseInvoiceRoutes: readonly Route[] = [
  tenantRoute(contract.listPurchaseInvoices, ({ query: filter, services }) =>
    listInvoices(filter, services.now()),
  ),

  tenantRoute(contract.readPurchaseInvoice, async ({ params, services }) => {
    const record = await findInvoice(params.invoice);
    return presentInvoice(record, await assessInvoice(record, services.now()), services.now());
  }),

  tenantRoute(contract.previewPurchaseInvoice, async ({ params, body, services }) => {
    const record = await findInvoice(params.invoice);
    if (record.invoice.journalEntryId) throw await alreadyPosted(record.invoice);
    const corrected = await applyCorrections(record, body);
    return presentInvoice(
      corrected,
      await assessInvoice(corrected, services.now()),
      services.now(),
    );
  }),

  tenantRoute(
    contract.correctPurchaseInvoice,
    async ({ tenant, params, body, version, signedIn, services }) => {
      const record = await findInvoice(params.invoice, { forUpdate: true });
      if (record.invoice.journalEntryId) throw await alreadyPosted(record.invoice);
      if (version !== record.invoice.version) throw new ApiError('version_mismatch');
      const corrected = await applyCorrections(record, body);
      const assessment = await assessInvoice(corrected, services.now());
      await saveCorrected(corrected, assessment.state);
      await recordEvent({
        userId: signedIn.userId,
        action: 'invoice.corrected',
        subject: 'invoice',
        subjectId: params.invoice,
        after: {
          fields: Object.keys(body.fields ?? {}),
          confirmed: body.confirm ?? [],
          acknowledged: body.acknowledge ?? [],
        },
      });
      services.announcer.afterCommit({ tenant, resource: 'purchase_invoice', id: params.invoice });
      return presentInvoice(corrected, assessment, services.now());
    },
  ),

  tenantRoute(
    contract.postPurchaseInvoice,
    ({ tenant, params, version, signedIn, services, idempotency }) =>
      onlyOnce(idempotency, replayEntry, async () => {
        const record = await findInvoice(params.invoice, { forUpdate: true });
        const { userId } = signedIn;
        const entry = await postInvoice(record, {
          userId,
          version,
          now: services.now(),
          idempotency,
        });
        services.announcer.afterCommit({
          tenant,
          resource: 'purchase_invoice',
          id: params.invoice,
        });
        return readEntryAnswer(entry);
      }),
  ),

  tenantRoute(
    contract.reversePurchaseInvoice,
    ({ tenant, params, body, signedIn, services, idempotency }) =>
      onlyOnce(idempotency, replayEntry, async () => {
        const { invoice } = await findInvoice(params.invoice, { forUpdate: true });
        if (invoice.state === 'reversed') throw new ApiError('already_reversed');
        if (!invoice.journalEntryId)
          throw new ApiError('conflict', { detail: 'The invoice has not been posted.' });
        await invoice.update({ state: 'reversed', version: invoice.version + 1 });
        await recordEvent({
          userId: signedIn.userId,
          action: 'invoice.reversed',
          subject: 'invoice',
          subjectId: invoice.id,
        });
        const reversal = await reverseEntry(
          invoice.journalEntryId,
          { entryDate: body.entry_date, postedBy: signedIn.userId },
          idempotency ?? undefined,
        );
        if (!reversal) throw new ApiError('not_found');
        services.announcer.afterCommit({ tenant, resource: 'purchase_invoice', id: invoice.id });
        return readEntryAnswer(reversal.id);
      }),
  ),

  tenantRoute(contract.nextInvoice, async ({ params }) => {
    const [row] = await query<{
      previous: string | null;
      next: string | null;
      position: bigint;
      count: bigint;
    }>(
      `SELECT previous, next, position, count FROM (
         SELECT id, lag(id) OVER w AS previous, lead(id) OVER w AS next, row_number() OVER w AS position,
           count(*) OVER () AS count
         FROM invoices WHERE kind = 'purchase' AND (journal_entry_id IS NULL OR id = $1)
         WINDOW w AS (ORDER BY created_at, id)
       ) AS queue WHERE id = $1`,
      [params.invoice],
    );
    if (!row) throw new ApiError('not_found');
    return {
      previous: row.previous,
      next: row.next,
      position: Number(row.position),
      count: Number(row.count),
    };
  }),
];

async function saveCorrected(
  { invoice, lines, vat }: InvoiceRecord,
  state: 'review' | 'ready',
): Promise<void> {
  invoice.set({ state, version: invoice.version + 1 });
  await invoice.save();
  await InvoiceLine.destroy({ where: { invoiceId: invoice.id } });
  await InvoiceLine.bulkCreate(lines.map((line) => line.get()));
  await InvoiceVat.destroy({ where: { invoiceId: invoice.id } });
  await InvoiceVat.bulkCreate(vat.map((row) => row.get()));
}
