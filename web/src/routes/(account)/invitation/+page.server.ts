import { redirect } from '@sveltejs/kit';
import { callApi } from '#lib/api/call-api.ts';
import { pathsOf } from '#lib/paths.ts';
import { failWith, textOf } from '#lib/session/form-problem.ts';
import { forwardingCookies } from '#lib/session/forward-cookies.ts';
import { linkTokenOf } from '#lib/session/link-token.ts';
import type { Actions } from './$types';

const fields = ['name', 'password'] as const;

export const actions: Actions = {
  default: async ({ request, fetch, cookies, url }) => {
    const form = await request.formData();
    const name = textOf(form, 'name').trim();
    const password = textOf(form, 'password');
    const isNew = form.has('password');
    let tenant: string;
    try {
      const body = { token: linkTokenOf(url), ...(isNew ? { person: { name, password } } : {}) };
      const { tenant: joined } = await callApi(fetch, 'readInvitation', {
        query: { token: linkTokenOf(url) },
      });
      await callApi(forwardingCookies(fetch, cookies), 'acceptInvitation', { body });
      tenant = joined.id;
    } catch (problem) {
      return failWith(problem, fields, { name });
    }
    redirect(303, pathsOf(tenant).dashboard);
  },
};
