import type { Dependency } from '@smart-accounting/monitoring';
import type { Services } from './http/services.ts';

/** What the API cannot work without, by name, for `/readyz`. */
export function dependencies({ database, storage, broker }: Services): Dependency[] {
  return [
    { name: 'database', check: () => database.ping() },
    { name: 'storage', check: () => storage.check() },
    {
      name: 'broker',
      check: () => (broker.ready ? Promise.resolve() : Promise.reject(new Error('no connection'))),
    },
  ];
}
