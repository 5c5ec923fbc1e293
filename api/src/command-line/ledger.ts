import { setTimeout as pause } from 'node:timers/promises';
import { publishedHeads, type SealHead } from '@smart-accounting/books/ledger/seal/seal-head';
import { verifyBooks } from '@smart-accounting/books/ledger/verify-books';
import type { LedgerFault } from '@smart-accounting/books/ledger/verify-ledger';
import type { HeadStore } from '@smart-accounting/database/storage/object-storage';
import type { Database } from '@smart-accounting/database/tenancy/database';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import type { TenantId } from '@smart-accounting/worker-contract';
import { type Command, counted, UsageError } from './command.ts';
import { headOf } from './named-files.ts';
import { tenantsNamed } from './tenants.ts';

/** A head is published right after its seals were committed: so long a missing one may be on its way. */
const publishedWithinMs = 5_000;

export const ledgerCommands: readonly Command[] = [
  {
    name: 'ledger verify',
    usage:
      '[TENANT …] [--head POSITION:HASH|FILE]   (all tenants when none is named; --head: one of its seals that was kept elsewhere, as an export printed it or as a file)',
    options: { head: { type: 'string' } },
    run: async ({ database, stores, print }, options, positionals) => {
      const head = await headOf(options);
      if (head && positionals.length !== 1)
        throw new UsageError('--head belongs to one tenant: name it');
      const noted = head ? [head] : [];
      const tenants = await tenantsNamed(database, positionals);
      const heads = stores.HEADS ?? null;
      if (!heads) print('the published heads were not compared: HEADS is not set');
      let faults = 0;
      let failed = 0;
      for (const tenant of tenants)
        try {
          const found = await verify(database, tenant, heads, noted);
          faults += found.length;
          for (const { rule, subject, detail } of found)
            print([tenant, rule, subject, detail].join('\t'));
        } catch (error) {
          // The books of one company must not keep those of the others from being verified.
          failed += 1;
          const reason = error instanceof Error ? error.message : String(error);
          print([tenant, 'not_verified', reason].join('\t'));
        }
      const unverified = failed > 0 ? `, ${failed} not verified` : '';
      print(`${counted(tenants.length, 'tenant')}, ${counted(faults, 'fault')}${unverified}`);
      return faults + failed > 0 ? 1 : 0;
    },
  },
];

async function verify(
  database: Database,
  tenant: TenantId,
  heads: HeadStore | null,
  noted: readonly SealHead[],
): Promise<LedgerFault[]> {
  const once = async (): Promise<LedgerFault[]> => {
    const published = heads ? await publishedHeads(heads, tenant) : null;
    return withOperations(database, tenant, () => verifyBooks({ published, noted }));
  };
  const found = await once();
  if (!found.some(({ rule }) => rule === 'head_missing')) return found;
  await pause(publishedWithinMs);
  return once();
}
