import type { Database } from './database.ts';

/**
 * Runs `work` with the rights to see users, memberships and sessions of everybody: for signing in and registering,
 * before a tenant is known. It sees no tenant's books.
 */
export function withIdentity<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.unitOfWork({ role: 'smart_identity', searchPath: 'platform' }, work);
}
