import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:members');
  const { tenant } = await event.parent();
  const api = loadApi(event);
  const params = { tenant: tenant.id };
  const manages = tenant.permissions.includes('members.manage');
  const [members, invitations] = await Promise.all([
    api('listMembers', { params }),
    manages ? api('listInvitations', { params }) : { items: [] },
  ]);
  return { members: members.items, invitations: invitations.items };
};
