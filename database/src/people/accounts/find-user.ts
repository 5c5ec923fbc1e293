import { Refusal } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';

/**
 * The id of whoever has this address. Runs in a unit of work of `withIdentity`.
 * @param email in lower case
 * @throws {Refusal} not_found
 */
export async function findUserByEmail(email: string): Promise<string> {
  const [user] = await query<{ id: string }>('SELECT id FROM users WHERE lower(email) = $1', [
    email,
  ]);
  if (!user) throw new Refusal('not_found', { detail: `nobody has the e-mail address ${email}` });
  return user.id;
}
