import { measureBooks } from '@smart-accounting/books/ledger/measure-books';
import {
  changeDefaultQuota,
  changeQuota,
  type Limits,
  readDefaultQuota,
} from '@smart-accounting/database/quotas/change-quota';
import { type Quota, readQuota } from '@smart-accounting/database/quotas/quota';
import { monthOf, readUsage, storedBytes } from '@smart-accounting/database/quotas/usage';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import type { TenantId } from '@smart-accounting/worker-contract';
import {
  askerOf,
  askerOptions,
  askerUsage,
  type Command,
  type CommandContext,
  oneTenant,
  type Options,
  optional,
  UsageError,
} from './command.ts';
import { tenantsNamed } from './tenants.ts';

const kinds = ['documents', 'pages', 'bytes'] as const;

const limitOptions = {
  documents: { type: 'string' },
  pages: { type: 'string' },
  bytes: { type: 'string' },
  ...askerOptions,
} as const;
const limitUsage = `[--documents N|none] [--pages N|none] [--bytes N|none] ${askerUsage}   (documents and pages a month, bytes of files; without these it only shows them)`;

export const tenantQuotaCommands: readonly Command[] = [
  {
    name: 'tenants quota',
    usage: `TENANT ${limitUsage}`,
    options: limitOptions,
    run: async ({ database, print }, options, positionals) => {
      const tenant = oneTenant(positionals);
      const limits = limitsIn(options);
      if (limits.length > 0) {
        const asker = askerOf(options, 'tenants quota');
        await changeQuota(database, tenant, limits, asker);
      }
      printQuota(await withOperations(database, null, () => readQuota(tenant)), print);
      return 0;
    },
  },
  {
    name: 'tenants default-quota',
    usage: `${limitUsage}; for tenants that come from now on`,
    options: limitOptions,
    run: async ({ database, print }, options) => {
      const limits = limitsIn(options);
      if (limits.length > 0)
        await changeDefaultQuota(database, limits, askerOf(options, 'tenants default-quota'));
      printQuota(await withOperations(database, null, () => readDefaultQuota()), print);
      return 0;
    },
  },
  {
    name: 'tenants usage',
    usage: '[TENANT …]   (this month of all tenants when none is named: used/limit)',
    options: {},
    run: async (context, _options, positionals) => {
      const tenants = await tenantsNamed(context.database, positionals);
      const month = monthOf(new Date());
      context.print(
        ['tenant', `documents ${month}`, 'pages', 'bytes', 'database', 'entries', 'sealed'].join(
          '\t',
        ),
      );
      for (const tenant of tenants) context.print(await usageLine(context, tenant, month));
      return 0;
    },
  },
];

/** The limits that were given. @throws {UsageError} */
function limitsIn(options: Options): Limits {
  return kinds.flatMap((kind) => {
    const text = optional(options, kind);
    return text === null ? [] : [{ kind, limit: limitOf(kind, text) }];
  });
}

function printQuota(quota: Quota, print: (line: string) => void): void {
  for (const kind of kinds) print(`${kind}\t${quota[kind] ?? 'no limit'}`);
}

/** @throws {UsageError} */
function limitOf(kind: string, text: string): bigint | null {
  if (text === 'none') return null;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${kind}: a whole number, or none`);
  return BigInt(text);
}

async function usageLine(
  { database }: CommandContext,
  tenant: TenantId,
  month: string,
): Promise<string> {
  return withOperations(database, tenant, async () => {
    const quota = await readQuota(tenant);
    const { documents, pages } = await readUsage(month, tenant);
    const used = { documents, pages, bytes: await storedBytes() };
    const books = await measureBooks();
    return [
      tenant,
      ...kinds.map((kind) => `${used[kind]}/${quota[kind] ?? '-'}`),
      books.bytes,
      books.entries,
      books.sealed,
    ].join('\t');
  });
}
