import {
  type Database,
  query,
  randomTenantId,
  withIdentity,
  withRelay,
} from '@smart-accounting/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { createTenant } from '../identity/register.ts';
import { type Command, optional, oneTenant, required } from './command.ts';
import { followProvisioner, requestProvision } from './follow-provisioner.ts';

export const tenantCommands: readonly Command[] = [
  {
    name: 'tenants create',
    usage: '--name NAME [--kvk NUMBER] [--vat NUMBER]',
    options: { name: { type: 'string' }, kvk: { type: 'string' }, vat: { type: 'string' } },
    run: async (context, options) => {
      const tenant = randomTenantId();
      await withIdentity(context.database, () =>
        createTenant(tenant, {
          company_name: required(options, 'name'),
          kvk_number: optional(options, 'kvk'),
          vat_number: optional(options, 'vat'),
        }),
      );
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
      const rows = await withRelay(database, () =>
        query<{ id: string; name: string; state: string; version: string | null }>(
          `SELECT t.id, t.name, t.state, max(m.name) AS version FROM tenants t
             LEFT JOIN tenant_migrations m ON m.tenant = t.id GROUP BY t.id ORDER BY t.created_at`,
        ),
      );
      for (const { id, name, state, version } of rows)
        print([id, state, version ?? '-', name].join('\t'));
      return 0;
    },
  },
  {
    name: 'tenants migrate',
    usage: '[TENANT …]   (all tenants when none is named)',
    options: {},
    run: async (context, _options, positionals) => {
      const tenants =
        positionals.length > 0
          ? positionals.map((text) => tenantIdSchema.parse(text))
          : await tenantsWithBooks(context.database);
      await withIdentity(context.database, async () => {
        for (const tenant of tenants) await requestProvision(tenant, { verb: 'migrate' });
      });
      let failed = 0;
      for (const tenant of tenants) {
        try {
          await followProvisioner(context, tenant);
          context.print(`${tenant}\tmigrated`);
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
    usage: 'TENANT   (nobody enters and its jobs wait, until it is resumed)',
    options: {},
    run: async ({ database, print }, _options, positionals) => {
      const tenant = oneTenant(positionals);
      await changeState(database, tenant, { from: 'active', to: 'suspended' });
      print(
        `${tenant} is suspended: within seconds the API refuses it, and its jobs wait; one that a worker has in hand is finished`,
      );
      return 0;
    },
  },
  {
    name: 'tenants resume',
    usage: 'TENANT',
    options: {},
    run: async ({ database, print }, _options, positionals) => {
      const tenant = oneTenant(positionals);
      await changeState(database, tenant, { from: 'suspended', to: 'active' });
      const jobs = await withRelay(database, async () => {
        // Workers let go of what had been published.
        const rows = await query(
          "UPDATE jobs SET published_at = NULL WHERE tenant = $1 AND state = 'pending' AND claim IS NULL RETURNING id",
          [tenant],
        );
        await query("SELECT pg_notify('jobs', '')");
        return rows.length;
      });
      print(`${tenant} is active again; ${jobs} jobs waited`);
      return 0;
    },
  },
];

/** Tenants whose schema is there, by id. */
export async function tenantsWithBooks(database: Database): Promise<TenantId[]> {
  const rows = await withRelay(database, () =>
    query<{ id: string }>(
      "SELECT id FROM tenants WHERE state IN ('active', 'suspended') ORDER BY id",
    ),
  );
  return rows.map(({ id }) => tenantIdSchema.parse(id));
}

async function changeState(
  database: Database,
  tenant: TenantId,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await withIdentity(database, async () => {
    const changed = await query(
      'UPDATE tenants SET state = $3 WHERE id = $1 AND state = $2 RETURNING id',
      [tenant, from, to],
    );
    if (changed.length === 0) throw new Error(`there is no tenant ${tenant} that is ${from}`);
    await query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after) VALUES (NULL, 'tenant.state_changed', 'tenant', $1, $2)`,
      [tenant, JSON.stringify({ from, to })],
    );
  });
}
