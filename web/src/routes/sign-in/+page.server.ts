import { redirect } from '@sveltejs/kit';
import { callApi } from '#lib/api/call-api.ts';
import { localPath } from '#lib/paths.ts';
import { failWith, textOf } from '#lib/session/form-problem.ts';
import { forwardingCookies } from '#lib/session/forward-cookies.ts';
import type { Actions } from './$types';

const fields = ['email', 'password'] as const;

export const actions: Actions = {
  default: async ({ request, fetch, cookies, url }) => {
    const form = await request.formData();
    const email = textOf(form, 'email').trim();
    const code = textOf(form, 'code').trim();
    try {
      const body = { email, password: textOf(form, 'password'), ...(code ? { code } : {}) };
      await callApi(forwardingCookies(fetch, cookies), 'signIn', { body });
    } catch (problem) {
      return failWith(problem, fields, { email });
    }
    redirect(303, localPath(url.searchParams.get('to')) ?? '/');
  },
};
