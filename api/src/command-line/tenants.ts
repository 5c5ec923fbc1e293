import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { register } from '@smart-accounting/api-contract';
import { countPendingJobs } from '@smart-accounting/database/jobs/count-pending-jobs';
import {
  listTenants,
  listTenantsWithBooks,
  versionsOfBooks,
} from '@smart-accounting/database/people/tenants/list-tenants';
import type { Database } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import {
  askProvisioner,
  type NewTenant,
  registerTenant,
} from '@smart-accounting/database/tenant-requests/ask-provisioner';
import type { TenantId } from '@smart-accounting/worker-contract';
import type { ZodSafeParseResult } from 'zod';
import {
  askerOf,
  askerOptions,
  askerUsage,
  type Command,
  type CommandContext,
  counted,
  oneTenant,
  optional,
  type Options,
  required,
  tenantOf,
  UsageError,
} from './command.ts';
import { followProvisioner } from './follow-provisioner.ts';

export const tenantCommands: readonly Command[] = [
  {
    name: 'tenants create',
    usage: `--name NAME [--kvk NUMBER] [--vat NUMBER] ${askerUsage}`,
    options: {
      name: { type: 'string' },
      kvk: { type: 'string' },
      vat: { type: 'string' },
      ...askerOptions,
    },
    run: async (context, options) => {
      const tenant = randomTenantId();
      const company = companyOf(options);
      const asker = askerOf(options, 'tenants create');
      await withOperations(context.database, null, () => registerTenant(tenant, company, asker));
      await followProvisioner(context, tenant);
      context.print(tenant);
      return 0;
    },
  },
  {
    name: 'tenants list',
    usage: '',
    options: {},
    run: async ({ database, print }) => {
      for (const { id, name, state, version } of await listTenants(database))
        print([id, state, version ?? '-', name].join('\t'));
      return 0;
    },
  },
  {
    name: 'tenants migrate',
    usage: `[TENANT …] ${askerUsage}   (all tenants when none is named)`,
    options: askerOptions,
    run: async (context, options, positionals) => {
      const tenants = await tenantsNamed(context.database, positionals);
      const before = await versionsOfBooks(context.database);
      const asker = askerOf(options, 'tenants migrate');
      await withOperations(context.database, null, async () => {
        for (const tenant of tenants) await askProvisioner(tenant, 'migrate', {}, asker);
      });
      let failed = 0;
      for (const tenant of tenants) {
        try {
          await followProvisioner(context, tenant);
          const version = (await versionsOfBooks(context.database)).get(tenant) ?? '-';
          const already = before.get(tenant) === version;
          context.print(`${tenant}\t${already ? 'already at' : 'migrated to'} ${version}`);
        } catch (error) {
          failed += 1;
          context.print(`${tenant}\t${error instanceof Error ? error.message : String(error)}`);
        }
      }
      return failed > 0 ? 1 : 0;
    },
  },
  {
    name: 'tenants suspend',
    usage:
      'TENANT --reason TEXT [--by NAME]   (nobody enters and its jobs wait, until it is resumed)',
    options: askerOptions,
    run: async (context, options, positionals) => {
      const tenant = await changeState(context, 'suspend', options, positionals);
      context.print(
        `${tenant} is suspended: within seconds the API refuses it, and its jobs wait; one that a worker has in hand is finished`,
      );
      return 0;
    },
  },
  {
    name: 'tenants resume',
    usage: `TENANT ${askerUsage}`,
    options: askerOptions,
    run: async (context, options, positionals) => {
      const tenant = await changeState(context, 'resume', options, positionals);
      const jobs = await countPendingJobs(context.database, tenant);
      context.print(`${tenant} is active again, with ${counted(jobs, 'job')} to do`);
      return 0;
    },
  },
];

async function changeState(
  context: CommandContext,
  verb: 'suspend' | 'resume',
  options: Options,
  positionals: readonly string[],
): Promise<TenantId> {
  const tenant = oneTenant(positionals);
  const asker = askerOf(options, `tenants ${verb}`, verb === 'suspend');
  await withOperations(context.database, null, () => askProvisioner(tenant, verb, {}, asker));
  await followProvisioner(context, tenant);
  return tenant;
}

/** The new company as it was typed. @throws {UsageError} for what registering in the portal would refuse, too */
function companyOf(options: Options): NewTenant {
  const { company_name: name, kvk_number: kvk } = register.body.shape;
  const vatNumber = optional(options, 'vat');
  if (vatNumber !== null && !isVatNumber(vatNumber))
    throw new UsageError(`--vat: ${vatNumber} is not a VAT number`);
  return {
    name: checked('name', name.safeParse(required(options, 'name'))),
    kvkNumber: checked('kvk', kvk.safeParse(optional(options, 'kvk'))) ?? null,
    vatNumber: vatNumber === null ? null : normalizeVatNumber(vatNumber),
  };
}

/** @throws {UsageError} with what is wrong with the option's value */
function checked<T>(option: string, { data, error }: ZodSafeParseResult<T>): T {
  if (error) throw new UsageError(`--${option}: ${error.issues[0]?.message ?? error.message}`);
  return data;
}

/** The tenants that were named, else all that have books. @throws {UsageError} for one that has none */
export async function tenantsNamed(
  database: Database,
  positionals: readonly string[],
): Promise<TenantId[]> {
  const named = positionals.map(tenantOf);
  const all = await listTenantsWithBooks(database);
  const unknown = named.find((tenant) => !all.includes(tenant));
  if (unknown) throw new UsageError(`there is no tenant ${unknown} with books: see tenants list`);
  return named.length > 0 ? named : all;
}
