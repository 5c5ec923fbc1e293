import { Refusal } from '../../refusal.ts';
import type { SignedIn } from '../sessions/signed-in.ts';

type Estimate = (password: string, names: string[]) => { readonly guesses: number };

/** So many guesses somebody who knows the usual tricks may need at least; we let nobody make more than a few thousand a day. */
const leastGuesses = 1e9;

let loading: Promise<Estimate> | undefined;

/**
 * Refuses a password that is soon guessed: one of those that are used most, a repetition or a row of keys, or the name of
 * the person or company, with whatever year behind it.
 * @param names what a guesser knows of the person: their name, e-mail address, company
 * @param field of the request that it was given in
 * @throws {Refusal} weak_password
 */
export async function refuseWeakPassword(
  password: string,
  names: readonly string[],
  field = 'password',
): Promise<void> {
  loading ??= loadEstimate();
  const estimate = await loading;
  const words = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  const known = [...new Set(words.filter((word) => word.length > 2))];
  if (estimate(password.normalize('NFKC'), known).guesses >= leastGuesses) return;
  const errors = [
    { field, message: 'too easy to guess: take a few words that do not belong together' },
  ];
  throw new Refusal('weak_password', { errors });
}

/** What a guesser knows of a person. */
export function namesOf({ name, email, memberships }: SignedIn): string[] {
  return [name, email, ...[...memberships.values()].map((member) => member.name)];
}

/** Its word lists take a second and 25 MB, so only a process that is given new passwords loads them. */
async function loadEstimate(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const estimator = new ZxcvbnFactory({ dictionary, graphs });
  return (password, names) => estimator.check(password, names);
}
