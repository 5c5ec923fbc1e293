import type { Role } from '@smart-accounting/api-contract';

/** What a member can be, from the most to the least. */
export const roles = ['owner', 'accountant', 'bookkeeper', 'viewer'] as const satisfies Role[];
