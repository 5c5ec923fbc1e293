import type { TenantId } from '@smart-accounting/worker-contract';
import { LedgerAccount } from '../models/ledger-account.ts';
import { Database } from '../tenancy/database.ts';
import { withTenant } from '../tenancy/with-tenant.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A test database with the run-time access of the API, and tenants with empty books. */
export interface TestBooks {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly tenant: TenantId;
  /** Runs in the first tenant's books. */
  in<T>(work: () => Promise<T>): Promise<T>;
  account(number: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTestBooks(maxConnections = 8): Promise<TestBooks> {
  const test = await createTestDatabase();
  const tenant = await test.createTenant();
  const database = new Database({
    url: test.url('smart_api'),
    maxConnections,
    applicationName: 'test',
  });
  const inTenant = <T>(work: () => Promise<T>): Promise<T> => withTenant(database, tenant, work);
  return {
    test,
    database,
    tenant,
    in: inTenant,
    account: async (number) => {
      const account = await inTenant(() => LedgerAccount.findOne({ where: { number } }));
      if (!account) throw new Error(`no account ${number}`);
      return account.id;
    },
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}
