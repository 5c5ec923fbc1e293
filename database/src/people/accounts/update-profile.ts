import type { Language } from '@smart-accounting/api-contract';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { loadSignedIn, type SignedIn } from '../sessions/signed-in.ts';

/** Changes what is given; then let the session store forget. @throws {Refusal} not_signed_in when the person is gone */
export async function updateProfile(
  database: Database,
  userId: string,
  { name, language }: { name?: string | undefined; language?: Language | undefined },
): Promise<SignedIn> {
  const changed = await withIdentity(database, async () => {
    await query(
      'UPDATE users SET name = coalesce($2, name), language = coalesce($3, language) WHERE id = $1',
      [userId, name ?? null, language ?? null],
    );
    return loadSignedIn(userId);
  });
  if (!changed) throw new Refusal('not_signed_in');
  return changed;
}
