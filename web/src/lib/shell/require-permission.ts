import { error } from '@sveltejs/kit';
import type { Permission, Tenant } from '@smart-accounting/api-contract';

/** Ends the `load` of a page that is one form with the error page, for a person who may not send it. */
export async function requirePermission(
  { parent }: { readonly parent: () => Promise<{ readonly tenant: Tenant }> },
  permission: Permission,
): Promise<void> {
  const { tenant } = await parent();
  if (!tenant.permissions.includes(permission)) error(403, 'forbidden', { code: 'forbidden' });
}
