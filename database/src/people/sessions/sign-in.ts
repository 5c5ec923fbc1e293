import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { nobodysHash, verifyPassword } from '../accounts/password.ts';
import { type SecondStepKeys, takeSecondStep } from '../two-step/take-second-step.ts';
import { knownBrowser } from './known-browser.ts';
import {
  attemptsInBrowser,
  countAttempt,
  type Counter,
  forgetAttempts,
  insidersAttempts,
  strangersAttempts,
} from './sign-in-attempts.ts';

/** What somebody typed to sign in, and from where. */
export interface Credentials {
  /** In lower case. */
  readonly email: string;
  readonly password: string;
  /** Of the second step, where it is on. */
  readonly code?: string | undefined;
  readonly network: string;
  /** What the browser shows of an earlier time; null where it shows nothing. */
  readonly browserToken: string | null;
}

interface Account {
  readonly id: string;
  readonly hash: string;
  readonly twoStep: boolean;
}

/**
 * Makes sure that somebody is who they say, and gives their id. Guesses are counted, and none is quicker for an address
 * that nobody has. A browser by which the person was in before has a count of its own: others cannot lock it out.
 * @throws {Refusal} too_many_attempts, wrong_credentials, code_required, wrong_code
 */
export async function signIn(
  database: Database,
  { email, password, code, network, browserToken }: Credentials,
  keys: SecondStepKeys,
): Promise<string> {
  const user = await findAccount(database, email);
  const browser = user ? knownBrowser(browserToken, user.id, keys.secretKey) : null;
  const counters = browser ? attemptsInBrowser(browser) : strangersAttempts(email, network);
  await countAttempt(database, counters);
  const right = await verifyPassword(password, user?.hash ?? nobodysHash);
  if (!user || !right) throw new Refusal('wrong_credentials');
  if (user.twoStep) {
    if (code === undefined) throw new Refusal('code_required');
    await takeCode(
      database,
      user.id,
      code,
      keys,
      browser ? [] : insidersAttempts(`code:${user.id}`),
    );
  }
  await forgetAttempts(database, counters);
  return user.id;
}

async function findAccount(database: Database, email: string): Promise<Account | undefined> {
  const [user] = await withIdentity(database, () =>
    query<Account>(
      `SELECT id, password_hash AS hash, two_step_since IS NOT NULL AS "twoStep" FROM users
         WHERE lower(email) = $1`,
      [email],
    ),
  );
  return user;
}

/** Codes are short: who knows the password may not guess them from one network after another. */
async function takeCode(
  database: Database,
  userId: string,
  code: string,
  keys: SecondStepKeys,
  counters: readonly Counter[],
): Promise<void> {
  await countAttempt(database, counters);
  await withIdentity(database, () => takeSecondStep(userId, code, keys));
  await forgetAttempts(database, counters);
}
