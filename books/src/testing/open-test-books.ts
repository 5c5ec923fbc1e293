import { models } from '../models.ts';
import type { TenantId } from '@smart-accounting/worker-contract';
import { LedgerAccount } from '../ledger/ledger-account.ts';
import { Database } from '@smart-accounting/database/tenancy/database';
import { withSealer } from '@smart-accounting/database/tenancy/with-sealer';
import { withReader, withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import {
  createTestDatabase,
  type TestDatabase,
  type TestLogin,
} from '@smart-accounting/database/testing';

/** A test database with the run-time access of the API, and tenants with empty books. */
export interface TestBooks {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly tenant: TenantId;
  /** Runs in the first tenant's books. */
  in<T>(work: () => Promise<T>): Promise<T>;
  /** Runs as the sealer, in the first tenant's books or those named. */
  asSealer<T>(work: () => Promise<T>, tenant?: TenantId): Promise<T>;
  /** Runs as the process that opens files, for the first tenant or the one named. */
  asReader<T>(work: () => Promise<T>, tenant?: TenantId): Promise<T>;
  account(number: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTestBooks(maxConnections = 8): Promise<TestBooks> {
  const test = await createTestDatabase();
  const tenant = await test.createTenant();
  const open = (login: TestLogin): Database =>
    new Database({
      models,
      url: test.url(login),
      maxConnections,
      applicationName: 'test',
      acquireTimeoutMs: 60_000,
    });
  // The API's last: models belong to the pool that was opened last.
  const [sealer, reader] = [open('smart_sealer'), open('smart_reader')];
  const database = open('smart_api');
  const inTenant = <T>(work: () => Promise<T>): Promise<T> => withTenant(database, tenant, work);
  return {
    test,
    database,
    tenant,
    in: inTenant,
    asSealer: (work, of = tenant) => withSealer(sealer, of, work),
    asReader: (work, of = tenant) => withReader(reader, of, work),
    account: async (number) => {
      const account = await inTenant(() => LedgerAccount.findOne({ where: { number } }));
      if (!account) throw new Error(`no account ${number}`);
      return account.id;
    },
    close: async () => {
      await Promise.all([database, sealer, reader].map((one) => one.close()));
      await test.drop();
    },
  };
}
