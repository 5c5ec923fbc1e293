import {
  monthOf,
  query,
  readQuota,
  readUsage,
  sealHead,
  storedBytes,
  withIdentity,
  withTenant,
} from '@smart-accounting/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { type Command, type CommandContext, oneTenant, optional, UsageError } from './command.ts';
import { tenantsWithBooks } from './tenants.ts';

/** The column of each option. */
const columns = {
  documents: 'documents_per_month',
  pages: 'pages_per_month',
  bytes: 'stored_bytes',
} as const;
const kinds = ['documents', 'pages', 'bytes'] as const;

export const tenantQuotaCommands: readonly Command[] = [
  {
    name: 'tenants quota',
    usage:
      'TENANT [--documents N|none] [--pages N|none] [--bytes N|none]   (documents and pages a month, bytes of files; without options it only shows them)',
    options: {
      documents: { type: 'string' },
      pages: { type: 'string' },
      bytes: { type: 'string' },
    },
    run: async ({ database, print }, options, positionals) => {
      const tenant = oneTenant(positionals);
      const limits = kinds.flatMap((kind) => {
        const text = optional(options, kind);
        return text === null ? [] : [{ kind, limit: limitOf(kind, text) }];
      });
      await withIdentity(database, async () => {
        for (const { kind, limit } of limits)
          await query(
            `INSERT INTO quotas (tenant, ${columns[kind]}) VALUES ($1, $2)
               ON CONFLICT (tenant) DO UPDATE SET ${columns[kind]} = excluded.${columns[kind]}`,
            [tenant, limit],
          );
      });
      const quota = await withTenant(database, tenant, readQuota);
      for (const kind of kinds) print(`${kind}\t${quota[kind] ?? 'no limit'}`);
      return 0;
    },
  },
  {
    name: 'tenants usage',
    usage: '[TENANT …]   (this month of all tenants when none is named: used/limit)',
    options: {},
    run: async (context, _options, positionals) => {
      const tenants =
        positionals.length > 0
          ? positionals.map((text) => tenantIdSchema.parse(text))
          : await tenantsWithBooks(context.database);
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
  return withTenant(database, tenant, async () => {
    const quota = await readQuota();
    const { documents, pages } = await readUsage(month);
    const used = { documents, pages, bytes: await storedBytes() };
    const [books] = await query<{ size: bigint; entries: bigint }>(
      `SELECT (SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
           WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r') AS size,
         (SELECT coalesce(sum(last_number), 0)::bigint FROM journal_counters) AS entries`,
    );
    return [
      tenant,
      ...kinds.map((kind) => `${used[kind]}/${quota[kind] ?? '-'}`),
      books?.size ?? 0n,
      books?.entries ?? 0n,
      (await sealHead())?.position ?? 0n,
    ].join('\t');
  });
}
