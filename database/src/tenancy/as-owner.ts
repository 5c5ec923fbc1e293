import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';

/**
 * Runs `work` in one transaction as the owner of all tables, who sees of the shared rows only those of this tenant.
 * For making and removing tenants; `work` may take another role for its last statements.
 * @param client login `smart_migrator`
 */
export async function asOwner<T>(
  client: pg.Client,
  tenant: TenantId,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL ROLE smart_owner');
    await client.query("SELECT set_config('smart.tenant', $1, true)", [tenant]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // a connection that broke has rolled back
    throw error;
  }
}
