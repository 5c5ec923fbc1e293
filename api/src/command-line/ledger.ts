import { parseHead, publishedHeads, verifyBooks, withTenant } from '@smart-accounting/database';
import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { type Command, optional, UsageError } from './command.ts';
import { tenantsWithBooks } from './tenants.ts';

export const ledgerCommands: readonly Command[] = [
  {
    name: 'ledger verify',
    usage:
      '[TENANT …] [--head POSITION:HASH]   (all tenants when none is named; a head as an export printed it)',
    options: { head: { type: 'string' } },
    run: async (context, options, positionals) => {
      const head = optional(options, 'head');
      if (head && positionals.length !== 1)
        throw new UsageError('--head belongs to one tenant: name it');
      const noted = head ? [parseHead(head)] : [];
      const tenants =
        positionals.length > 0 ? positionals : await tenantsWithBooks(context.database);
      if (!context.storage)
        context.print('the published heads were not compared: STORAGE is not set');
      let faults = 0;
      for (const text of tenants) {
        const tenant = tenantIdSchema.parse(text);
        const heads = context.storage ? await publishedHeads(context.storage, tenant) : [];
        const found = await withTenant(context.database, tenant, () =>
          verifyBooks([...heads, ...noted]),
        );
        faults += found.length;
        for (const { rule, subject, detail } of found)
          context.print([tenant, rule, subject, detail].join('\t'));
      }
      context.print(`${tenants.length} tenants, ${faults} faults`);
      return faults > 0 ? 1 : 0;
    },
  },
];
