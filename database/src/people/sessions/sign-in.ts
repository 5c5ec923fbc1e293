import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { nobodysHash, verifyPassword } from '../accounts/password.ts';
import { type SecondStepKeys, takeSecondStep } from '../two-step/take-second-step.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';

/** What somebody typed to sign in, and from where. */
export interface Credentials {
  /** In lower case. */
  readonly email: string;
  readonly password: string;
  /** Of the second step, where it is on. */
  readonly code?: string | undefined;
  readonly networkAddress: string;
}

/**
 * Makes sure that somebody is who they say, and gives their id. Guesses are counted, and none is quicker for an address
 * that nobody has.
 * @throws {Refusal} too_many_attempts, wrong_credentials, code_required, wrong_code
 */
export async function signIn(
  database: Database,
  { email, password, code, networkAddress }: Credentials,
  keys: SecondStepKeys,
): Promise<string> {
  await countAttempt(database, email, networkAddress);
  const [user] = await withIdentity(database, () =>
    query<{ id: string; hash: string; twoStep: boolean }>(
      `SELECT id, password_hash AS hash, two_step_since IS NOT NULL AS "twoStep" FROM users
         WHERE lower(email) = $1`,
      [email],
    ),
  );
  const right = await verifyPassword(password, user?.hash ?? nobodysHash);
  if (!user || !right) throw new Refusal('wrong_credentials');
  if (user.twoStep) {
    if (code === undefined) throw new Refusal('code_required');
    await withIdentity(database, () => takeSecondStep(user.id, code, keys));
  }
  await forgetAttempts(database, email);
  return user.id;
}
