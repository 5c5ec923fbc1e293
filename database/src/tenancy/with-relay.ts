import type { Database } from './database.ts';

/** Runs `work` with the rights to see and mark the jobs of all tenants, and nothing else. */
export function withRelay<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.unitOfWork({ role: 'smart_relay', searchPath: 'platform' }, work);
}
