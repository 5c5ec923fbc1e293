import { callApi } from '#lib/api/call-api.ts';
import { failWith, textOf } from '#lib/session/form-problem.ts';
import { forwardingCookies } from '#lib/session/forward-cookies.ts';
import { linkTokenOf } from '#lib/session/link-token.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch, cookies, url }) => {
    const password = textOf(await request.formData(), 'password');
    try {
      await callApi(forwardingCookies(fetch, cookies), 'resetPassword', {
        body: { token: linkTokenOf(url), password },
      });
    } catch (problem) {
      return failWith(problem, ['password'], {});
    }
    return { done: true };
  },
};
