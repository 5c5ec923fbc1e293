import { query, withIdentity } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import type { Services } from '../http/services.ts';
import { verifyPassword } from './password.ts';
import { takeSecondStep } from './second-step.ts';
import type { SignedIn } from './session-store.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';

/**
 * Asks for the password again before the account is changed, and for a code where `code` is given: whoever finds an
 * open browser must not be able to take the account over. Guesses are counted.
 * @throws {ApiError} wrong_password, wrong_code, too_many_attempts
 */
export async function checkPassword(
  { database, settings, now }: Services,
  { userId }: SignedIn,
  { password, code }: { password: string; code?: string },
): Promise<void> {
  const whose = `account:${userId}`;
  await countAttempt(database, whose, null);
  const [user] = await withIdentity(database, () =>
    query<{ hash: string }>('SELECT password_hash AS hash FROM users WHERE id = $1', [userId]),
  );
  if (!user || !(await verifyPassword(password, user.hash))) throw new ApiError('wrong_password');
  if (code !== undefined) {
    const keys = { secretKey: settings.SECRET_KEY, now: now() };
    const right = await withIdentity(database, () => takeSecondStep(userId, code, keys));
    if (!right) throw new ApiError('wrong_code');
  }
  await forgetAttempts(database, whose);
}
