import { error, redirect } from '@sveltejs/kit';
import { loadApi } from '#lib/api/load-api.ts';
import { pathsOf } from '#lib/paths.ts';
import { noCounts } from '#lib/shell/counts.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async (event) => {
  event.depends('app:tenant');
  const api = loadApi(event);
  const { person, tenants } = await api('readSession', {});
  const tenant = tenants.find(({ id }) => id === event.params.tenant);
  if (!tenant) error(404, 'not_found', { code: 'not_found' });
  if (tenant.two_step_required && !person.two_step)
    redirect(303, `/two-step?to=${encodeURIComponent(pathsOf(tenant.id).dashboard)}`);
  const counts =
    tenant.state === 'active'
      ? (await api('readCounts', { params: { tenant: tenant.id } })).documents
      : noCounts;
  return { person, tenants, tenant, counts, paths: pathsOf(tenant.id) };
};
