import type { TenantId } from '@smart-accounting/worker-contract';
import { query } from '../../tenancy/database.ts';
import type { Role } from '../membership.ts';

/** Lets a person into a tenant; whoever is in already stays what they are. Runs in a unit of work of `withIdentity`. */
export async function insertMember(tenant: TenantId, userId: string, role: Role): Promise<void> {
  await query(
    'INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenant, userId, role],
  );
}
