import type { ApiClient } from '../api-client.ts';
import { openBooks } from '../books.ts';
import { draftInvoice } from '../drafts.ts';
import type { Mailbox } from '../mailbox.ts';
import { register } from '../people.ts';
import type { RunningApi } from '../running-api.ts';
import { readDescription } from './described-api.ts';
import { fuzz, type FuzzTally } from './fuzzer.ts';
import type { Person } from './request-maker.ts';

const drafts = 60;

/** People who can be written to: what their links do takes nobody's session who sends requests. */
const correspondents = 40;

/** What ends the run rather than answering: it takes away the sessions or rights that everybody uses. */
const except = new Set([
  'signOut',
  'signOutEverywhere',
  'endSession',
  'changePassword',
  'removeMember',
  'changeMemberRole',
]);

/**
 * Fuzzes a running API as three people of two tenants, whose books hold something to begin with.
 * @param mailbox where the API's mails go, whose links are followed
 */
export async function fuzzApi(
  api: RunningApi,
  mailbox: Mailbox,
  { requests, seed }: { requests: number; seed: number },
): Promise<FuzzTally> {
  const [ours, theirs] = [await openBooks(api), await openBooks(api)];
  for (let n = 0; n < drafts; n++) await draftInvoice(n % 4 === 0 ? theirs : ours);
  const addresses: string[] = [];
  while (addresses.length < correspondents) addresses.push((await register(api)).email);
  const people = [ours.owner, ours.owner, ours.viewer, theirs.owner].map(personOf);
  return fuzz({
    url: api.url,
    api: await readDescription(api.url),
    people,
    letters: { addresses, tokens: () => mailbox.tokens() },
    requests,
    seed,
    except,
  });
}

function personOf({ tenant, headers }: ApiClient): Person {
  return { tenant: tenant ?? '', cookie: headers['cookie'] ?? '' };
}
