import { callApi } from '#lib/api/call-api.ts';
import { failWith } from '#lib/session/form-problem.ts';
import { linkTokenOf } from '#lib/session/link-token.ts';
import type { Actions } from './$types';

/** By a button, not by opening the page: programs that look into mails open every link in them. */
export const actions: Actions = {
  default: async ({ fetch, url }) => {
    try {
      return await callApi(fetch, 'confirmEmail', { body: { token: linkTokenOf(url) } });
    } catch (problem) {
      return failWith(problem, [], {});
    }
  },
};
