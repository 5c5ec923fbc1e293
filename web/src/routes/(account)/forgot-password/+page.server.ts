import { callApi } from '#lib/api/call-api.ts';
import { failWith, textOf } from '#lib/session/form-problem.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch }) => {
    const email = textOf(await request.formData(), 'email').trim();
    try {
      await callApi(fetch, 'requestPasswordReset', { body: { email } });
    } catch (problem) {
      return failWith(problem, ['email'], { email });
    }
    return { sent: email };
  },
};
