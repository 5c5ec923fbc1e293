import type { Permission, Role } from '@smart-accounting/api-contract';

const viewer: readonly Permission[] = ['read', 'members.read'];
const bookkeeper: readonly Permission[] = [
  ...viewer,
  'documents.write',
  'invoices.write',
  'invoices.post',
  'contacts.write',
  'jobs.retry',
];
const accountant: readonly Permission[] = [...bookkeeper, 'entries.post', 'accounts.write'];
const owner: readonly Permission[] = [
  ...accountant,
  'members.manage',
  'api_keys.manage',
  'company.write',
];

/** Who may do what: the one table. A role has what stands under it and nothing else. */
const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  viewer,
  bookkeeper,
  accountant,
  owner,
};

export function permissionsOf(role: Role): readonly Permission[] {
  return permissionsByRole[role];
}

export function mayDo(role: Role, permission: Permission): boolean {
  return permissionsByRole[role].includes(permission);
}
