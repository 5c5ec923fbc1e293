import { recentTenants } from '#lib/tenants/recent-tenants.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies }) => ({
  recent: recentTenants(cookies.get('smart_tenant')),
});
