import type { ApiClient } from '../api-client.ts';
import { openBooks } from '../books.ts';
import { draftInvoice } from '../drafts.ts';
import type { RunningApi } from '../running-api.ts';
import { readDescription } from './described-api.ts';
import { fuzz, type FuzzTally } from './fuzzer.ts';
import type { Person } from './request-maker.ts';

const drafts = 60;

/** What ends the run rather than answering: it takes away the sessions or rights that everybody uses. */
const except = new Set([
  'signOut',
  'signOutEverywhere',
  'endSession',
  'changePassword',
  'removeMember',
  'changeMemberRole',
]);

/** Fuzzes a running API as three people of two tenants, whose books hold something to begin with. */
export async function fuzzApi(
  api: RunningApi,
  { requests, seed }: { requests: number; seed: number },
): Promise<FuzzTally> {
  const [ours, theirs] = [await openBooks(api), await openBooks(api)];
  for (let n = 0; n < drafts; n++) await draftInvoice(n % 4 === 0 ? theirs : ours);
  const people = [ours.owner, ours.owner, ours.viewer, theirs.owner].map(personOf);
  return fuzz({
    url: api.url,
    api: await readDescription(api.url),
    people,
    requests,
    seed,
    except,
  });
}

function personOf({ tenant, headers }: ApiClient): Person {
  return { tenant: tenant ?? '', cookie: headers['cookie'] ?? '' };
}
