import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { countAttempt, forgetAttempts, insidersAttempts } from '../sessions/sign-in-attempts.ts';
import { type SecondStepKeys, takeSecondStep } from '../two-step/take-second-step.ts';
import { verifyPassword } from './password.ts';

/**
 * Asks for the password again before the account is changed, and for a code where `secondStep` is given: whoever finds
 * an open browser must not be able to take the account over. Guesses are counted.
 * @throws {Refusal} wrong_password, wrong_code, too_many_attempts
 */
export async function checkPassword(
  database: Database,
  userId: string,
  password: string,
  secondStep: { code: string; keys: SecondStepKeys } | null = null,
): Promise<void> {
  const attempts = insidersAttempts(`account:${userId}`);
  await countAttempt(database, attempts);
  const [user] = await withIdentity(database, () =>
    query<{ hash: string }>('SELECT password_hash AS hash FROM users WHERE id = $1', [userId]),
  );
  if (!user || !(await verifyPassword(password, user.hash))) throw new Refusal('wrong_password');
  if (secondStep) {
    const { code, keys } = secondStep;
    await withIdentity(database, () => takeSecondStep(userId, code, keys));
  }
  await forgetAttempts(database, attempts);
}
