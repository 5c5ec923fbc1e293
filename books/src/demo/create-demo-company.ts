import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { insertUser } from '@smart-accounting/database/people/accounts/insert-user';
import { hashPassword } from '@smart-accounting/database/people/accounts/password';
import { insertMember } from '@smart-accounting/database/people/members/insert-member';
import { type Database, query } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { registerTenant } from '@smart-accounting/database/tenant-requests/ask-provisioner';
import { untilActive } from '@smart-accounting/database/tenant-requests/until-active';
import type { TenantId } from '@smart-accounting/worker-contract';
import { bookDemoYear } from './demo-books.ts';
import { demoCompany } from './demo-company.ts';

/** Not a secret: it opens an invented company on one's own machine. */
export const demoLogin = { email: 'demo@korenaar.example', password: 'brood-uit-de-oven' };

/**
 * Makes the invented company with a year of books and its one owner; null when it is there already.
 * @param database login of the API, which alone may post
 */
export async function createDemoCompany(
  database: Database,
): Promise<{ tenant: TenantId; userId: string } | null> {
  const { email, password } = demoLogin;
  const [existing] = await withIdentity(database, () =>
    query('SELECT id FROM users WHERE email = $1', [email]),
  );
  if (existing) return null;
  const tenant = randomTenantId();
  const passwordHash = await hashPassword(password);
  await withIdentity(database, () =>
    registerTenant(tenant, demoCompany, { askedBy: 'demo create', reason: 'demo company' }),
  );
  await untilActive(database, tenant);
  await withTenant(database, tenant, () => bookDemoYear(dateInAmsterdam(new Date())));
  // The login comes last: when it is there, so are the books.
  const userId = await withIdentity(database, async () => {
    const owner = { email, name: 'Eva de Bakker', passwordHash, emailConfirmed: true };
    const id = await insertUser(owner);
    await insertMember(tenant, id, 'owner');
    return id;
  });
  return { tenant, userId };
}
