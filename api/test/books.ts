import type { Role } from '@smart-accounting/api-contract';
import { LedgerAccount } from '@smart-accounting/books/ledger/ledger-account';
import { hashPassword } from '@smart-accounting/database/people/accounts/password';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type { TenantId } from '@smart-accounting/worker-contract';
import { ApiClient } from './api-client.ts';
import { password } from './people.ts';
import type { RunningApi } from './running-api.ts';

/** A tenant with empty books and a person of each role, signed in. */
export interface Books {
  readonly tenant: TenantId;
  readonly owner: ApiClient;
  readonly accountant: ApiClient;
  readonly bookkeeper: ApiClient;
  readonly viewer: ApiClient;
  /** Runs in the books directly, past the API. */
  in<T>(work: () => Promise<T>): Promise<T>;
  /** The id of a ledger account by its number. */
  account(number: string): Promise<string>;
}

export async function openBooks(api: RunningApi): Promise<Books> {
  const tenant = await api.test.createTenant();
  const inBooks = <T>(work: () => Promise<T>): Promise<T> =>
    withTenant(api.services.database, tenant, work);
  const person = async (role: Role): Promise<ApiClient> =>
    signIn(api, await addPerson(api, role, tenant), tenant);
  return {
    tenant,
    owner: await person('owner'),
    accountant: await person('accountant'),
    bookkeeper: await person('bookkeeper'),
    viewer: await person('viewer'),
    in: inBooks,
    account: async (number) => {
      const account = await inBooks(() => LedgerAccount.findOne({ where: { number } }));
      if (!account) throw new Error(`the chart has no account ${number}`);
      return account.id;
    },
  };
}

/** The password of everybody here; hashed once, because that takes long. */
const hashOfPassword = hashPassword(password);

/** A platform operator, signed in, who is a member of no tenant; looks at this one's address. */
export async function platformOperator(api: RunningApi, tenant: TenantId): Promise<ApiClient> {
  const id = randomUuidV7();
  const hash = await hashOfPassword;
  await api.asSuperuser(
    `INSERT INTO platform.users (id, email, name, password_hash, email_confirmed_at, platform_operator)
       VALUES ($1, $2, 'The operator', $3, now(), true)`,
    [id, `${id}@books.example`, hash],
  );
  return signIn(api, id, tenant);
}

/** Writes a person who is this in a tenant, called "The owner" and so on; gives their id. */
export async function addPerson(api: RunningApi, role: Role, tenant: TenantId): Promise<string> {
  const id = randomUuidV7();
  await withIdentity(api.services.database, async () => {
    await query(
      `INSERT INTO users (id, email, name, password_hash, email_confirmed_at)
         VALUES ($1, $2, $3, $4, now())`,
      [id, `${id}@books.example`, `The ${role}`, await hashOfPassword],
    );
    await query('INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, $3)', [
      tenant,
      id,
      role,
    ]);
  });
  return id;
}

/** A session of this person, without the second that a password's hash takes. */
export async function signIn(
  api: RunningApi,
  userId: string,
  tenant: TenantId,
): Promise<ApiClient> {
  const token = await api.services.sessions.begin(userId, 'test');
  return new ApiClient(api.url, tenant, { cookie: `smart_session=${token}` });
}
