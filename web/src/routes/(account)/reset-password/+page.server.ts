import { callApi } from '#lib/api/call-api.ts';
import { failWith, textOf } from '#lib/session/form-problem.ts';
import { linkTokenOf } from '#lib/session/link-token.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch, url }) => {
    const password = textOf(await request.formData(), 'password');
    try {
      await callApi(fetch, 'resetPassword', { body: { token: linkTokenOf(url), password } });
    } catch (problem) {
      return failWith(problem, ['password'], {});
    }
    return { done: true };
  },
};
