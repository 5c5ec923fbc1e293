import { redirect } from '@sveltejs/kit';
import { loadApi } from '#lib/api/load-api.ts';
import { recentTenants } from '#lib/tenants/recent-tenants.ts';
import { pathsOf } from '#lib/paths.ts';
import type { PageServerLoad } from './$types';

/** The start of the portal: the books a person was last in, else their only ones, else the choice. */
export const load: PageServerLoad = async (event) => {
  const { tenants } = await loadApi(event)('readSession', {});
  const [last] = recentTenants(event.cookies.get('smart_tenant'));
  const tenant =
    tenants.find(({ id }) => id === last) ?? (tenants.length === 1 ? tenants[0] : null);
  redirect(303, tenant ? pathsOf(tenant.id).dashboard : '/tenants');
};
