import { query } from '../../tenancy/database.ts';
import type { NewTenant } from '../../tenant-requests/ask-provisioner.ts';
import { foundCompany } from './found-company.ts';

/**
 * Notes that a person reads what is sent to their address; the company that they registered, if it waited for that, is
 * founded. Then wake the relay and let the session store forget. Runs in a unit of work of `withIdentity`.
 */
export async function proveEmail(userId: string): Promise<void> {
  await query(
    'UPDATE users SET email_confirmed_at = coalesce(email_confirmed_at, now()) WHERE id = $1',
    [userId],
  );
  const [waiting] = await query<NewTenant>(
    `DELETE FROM registrations WHERE user_id = $1
       RETURNING name, kvk_number AS "kvkNumber", vat_number AS "vatNumber"`,
    [userId],
  );
  if (waiting) await foundCompany(waiting, userId);
}
