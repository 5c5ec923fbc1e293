import { redirect } from '@sveltejs/kit';
import { callApi } from '#lib/api/call-api.ts';
import { forwardingCookies } from '#lib/session/forward-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Nobody signs out by following a link. */
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ fetch, cookies }) => {
    await callApi(forwardingCookies(fetch, cookies), 'signOut', {});
    redirect(303, '/sign-in');
  },
};
