import type { Dependency } from '@smart-accounting/monitoring';
import type { Services } from './http/services.ts';

/**
 * What the API works with, by name, for `/readyz`. Only without the database can nobody be answered: all processes lose
 * a dependency at the same moment, and if they were no longer ready then, nobody could read their books either. Without
 * the broker jobs wait in the database, and without the storage documents are refused.
 */
export function dependencies({ database, storage, broker }: Services): Dependency[] {
  return [
    { name: 'database', check: () => database.ping() },
    { name: 'storage', spare: true, check: () => storage.check() },
    {
      name: 'broker',
      spare: true,
      check: () => broker.check(),
    },
  ];
}
