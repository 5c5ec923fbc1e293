import type { LedgerAccount } from '@smart-accounting/api-contract';
import { invalidate } from '$app/navigation';
import { api } from '#lib/api/api.ts';
import { words } from '#lib/i18n/words.ts';
import type { Done } from '#lib/table/column.ts';
import { doEach } from '#lib/table/do-each.ts';
import { saidDone } from '#lib/table/said-done.ts';
import { ledgerWords } from './words.ts';

/** Takes accounts out of use or back into it; the way back is the same with the other word. */
export async function setActive(
  tenant: string,
  accounts: readonly LedgerAccount[],
  active: boolean,
): Promise<Done> {
  const t = words(ledgerWords).accounts;
  const { done, problem } = await doEach(accounts, ({ id, version }) =>
    api('updateLedgerAccount', {
      params: { tenant, account: id },
      body: { active },
      ifMatch: version,
    }),
  );
  await invalidate('app:accounts');
  const changed = done.map(({ answer }) => answer);
  return {
    text: saidDone(active ? t.unblocked(changed.length) : t.blocked(changed.length), problem),
    undo: { run: () => setActive(tenant, changed, !active) },
  };
}
