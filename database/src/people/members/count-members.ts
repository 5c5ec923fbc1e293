import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../../tenancy/database.ts';
import { withOperations } from '../../tenancy/with-operations.ts';

/** How many may enter this tenant's books. */
export async function countMembers(database: Database, tenant: TenantId): Promise<number> {
  const members = await withOperations(database, null, () =>
    query('SELECT FROM memberships WHERE tenant = $1', [tenant]),
  );
  return members.length;
}
