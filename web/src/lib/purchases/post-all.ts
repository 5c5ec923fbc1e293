import { invalidate } from '$app/navigation';
import { api, newIdempotencyKey } from '#lib/api/api.ts';
import { generalWords } from '#lib/i18n/general-words.ts';
import { words } from '#lib/i18n/words.ts';
import type { Done } from '#lib/table/column.ts';
import { doEach } from '#lib/table/do-each.ts';
import { saidDone } from '#lib/table/said-done.ts';
import type { ListedInvoice } from './columns.ts';
import { purchaseWords } from './words.ts';

/** Posts invoices as they were seen; each is undone by its reversal. */
export async function postAll(tenant: string, invoices: readonly ListedInvoice[]): Promise<Done> {
  const t = words(purchaseWords);
  const { done, problem } = await doEach(invoices, ({ id, version }) =>
    api('postPurchaseInvoice', {
      params: { tenant, invoice: id },
      ifMatch: version,
      idempotencyKey: newIdempotencyKey(),
    }),
  );
  await invalidate('app:purchases');
  const posted = done.map(({ row }) => row);
  return {
    text: saidDone(t.posted(posted.length), problem),
    undo: { label: words(generalWords).reverse, run: () => reverseAll(tenant, posted) },
  };
}

async function reverseAll(tenant: string, invoices: readonly ListedInvoice[]): Promise<Done> {
  const { done, problem } = await doEach(invoices, ({ id }) =>
    api('reversePurchaseInvoice', {
      params: { tenant, invoice: id },
      body: {},
      idempotencyKey: newIdempotencyKey(),
    }),
  );
  await invalidate('app:purchases');
  return { text: saidDone(words(purchaseWords).reversed(done.length), problem) };
}
