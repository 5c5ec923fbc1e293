import { callApi } from '#lib/api/call-api.ts';
import { showProblem } from '#lib/api/load-api.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { linkTokenOf } from '#lib/session/link-token.ts';
import type { PageLoad } from './$types';

/** What the link is for, and who has opened it; null where there is none, or nobody is signed in. */
export const load: PageLoad = async ({ fetch, url }) => {
  const query = { token: linkTokenOf(url) };
  const [invitation, session] = await Promise.all([
    callApi(fetch, 'readInvitation', { query }).catch(nullIf('link_expired', 'invalid_fields')),
    callApi(fetch, 'readSession', {}).catch(nullIf('not_signed_in')),
  ]);
  return { invitation, signedInAs: session?.person.email ?? null };
};

function nullIf(...codes: readonly string[]): (problem: unknown) => null {
  return (problem) => {
    if (problem instanceof ApiProblem && codes.includes(problem.code)) return null;
    return showProblem(problem);
  };
}
