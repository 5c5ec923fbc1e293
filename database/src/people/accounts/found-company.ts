import { randomTenantId } from '../../tenancy/random-tenant-id.ts';
import { type NewTenant, registerTenant } from '../../tenant-requests/ask-provisioner.ts';
import { insertMember } from '../members/insert-member.ts';

/**
 * Writes a company with its first owner and the request that creates its books; then wake the relay. Runs in a unit of
 * work of `withIdentity`.
 */
export async function foundCompany(company: NewTenant, ownerId: string): Promise<void> {
  const tenant = randomTenantId();
  await registerTenant(tenant, company, { askedBy: `user ${ownerId}`, reason: 'registration' });
  await insertMember(tenant, ownerId, 'owner');
}
