import { error, redirect } from '@sveltejs/kit';
import { type Answer, callApi, type CallOptions, type Fetch } from './call-api.ts';
import type { EndpointName } from './endpoints.ts';
import { ApiProblem } from './problem.ts';

interface LoadEvent {
  readonly fetch: Fetch;
  readonly url: URL;
  readonly untrack: <T>(read: () => T) => T;
}

/**
 * The API for a page's `load`: who is not signed in goes to the sign-in page and comes back here, any other problem
 * becomes the error page.
 */
export function loadApi(event: LoadEvent) {
  return async <Name extends EndpointName>(
    name: Name,
    options: CallOptions<Name>,
  ): Promise<Answer<Name>> => {
    try {
      return await callApi(event.fetch, name, options);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'not_signed_in')
        redirect(303, signInAddress(event));
      showProblem(problem);
    }
  };
}

/** Ends a page's `load` with the error page for this problem. */
export function showProblem(problem: unknown): never {
  if (!(problem instanceof ApiProblem)) throw problem;
  error(problem.status || 503, problem.code, {
    code: problem.code,
    request: problem.request,
    retryAfter: problem.details.retry_after,
  });
}

function signInAddress(event: LoadEvent): string {
  const here = event.untrack(() => event.url.pathname + event.url.search);
  return here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`;
}
