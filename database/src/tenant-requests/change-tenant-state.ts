import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { asOwner } from '../tenancy/as-owner.ts';
import { RequestRefused } from './take-request.ts';
import type { Asked } from './tenant-request.ts';

/**
 * Locks a tenant's books: within seconds nobody enters, and its jobs wait.
 * @param client login `smart_migrator`
 * @throws {RequestRefused} when it is not active
 */
export async function suspendTenant(
  client: pg.Client,
  tenant: TenantId,
  asked: Asked,
): Promise<void> {
  await asOwner(client, tenant, () => changeState(client, tenant, 'active', 'suspended', asked));
}

/**
 * Opens them again. What waited is published anew, for workers let go of what had been published.
 * @param client login `smart_migrator`
 * @throws {RequestRefused} when it is not suspended
 */
export async function resumeTenant(
  client: pg.Client,
  tenant: TenantId,
  asked: Asked,
): Promise<void> {
  await asOwner(client, tenant, async () => {
    await changeState(client, tenant, 'suspended', 'active', asked);
    await client.query(
      "UPDATE platform.jobs SET published_at = NULL WHERE tenant = $1 AND state = 'pending' AND claim IS NULL",
      [tenant],
    );
    await client.query("SELECT pg_notify('jobs', '')");
  });
}

async function changeState(
  client: pg.Client,
  tenant: TenantId,
  from: 'active' | 'suspended',
  to: 'active' | 'suspended',
  { askedBy, reason, requestId }: Asked,
): Promise<void> {
  const changed = await client.query(
    `UPDATE platform.tenants SET state = $3, active_since = CASE WHEN $3 = 'active' THEN now() ELSE active_since END
       WHERE id = $1 AND state = $2`,
    [tenant, from, to],
  );
  if (changed.rowCount === 0) throw await wrongState(client, tenant, to);
  await client.query(
    `INSERT INTO audit.events (tenant, action, subject, subject_id, after, request_id)
       VALUES (NULL, 'tenant.state_changed', 'tenant', $1, $2, $3)`,
    [tenant, JSON.stringify({ from, to, asked_by: askedBy, reason }), requestId],
  );
}

async function wrongState(
  client: pg.Client,
  tenant: TenantId,
  wanted: 'active' | 'suspended',
): Promise<RequestRefused> {
  const { rows } = await client.query<{ state: string }>(
    'SELECT state FROM platform.tenants WHERE id = $1',
    [tenant],
  );
  const state = rows[0]?.state;
  if (!state) return new RequestRefused('no_tenant', `there is no tenant ${tenant}`);
  const already = state === wanted ? ' already' : '';
  return new RequestRefused('wrong_state', `tenant ${tenant} is ${state}${already}`);
}
