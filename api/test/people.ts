import { randomUUID } from 'node:crypto';
import * as contract from '@smart-accounting/api-contract';
import { ApiClient } from './api-client.ts';
import type { RunningApi } from './running-api.ts';

export const password = 'correct horse battery';

/** Somebody who registered a company over HTTP, as people do. */
export interface Person {
  readonly email: string;
  readonly id: string;
  /** Their company. */
  readonly tenant: string;
  readonly client: ApiClient;
}

export function newEmail(): string {
  return `${randomUUID()}@example.nl`;
}

/** @param language of the mails they get */
export async function register(
  api: RunningApi,
  language: contract.Language = 'nl',
): Promise<Person> {
  const email = newEmail();
  const { headers, body } = await new ApiClient(api.url, null).succeed(contract.register, {
    body: { company_name: 'De Korenaar', name: 'Eva', email, password, language },
  });
  const tenant = body.tenants[0]?.id ?? '';
  return { email, id: body.person.id, tenant, client: withCookie(api, headers, tenant) };
}

/** Another browser of the same person. */
export async function signInAgain(
  api: RunningApi,
  { email, tenant }: Pick<Person, 'email' | 'tenant'>,
  credentials: { readonly password?: string; readonly code?: string } = {},
): Promise<ApiClient> {
  const { headers } = await new ApiClient(api.url, null).succeed(contract.signIn, {
    body: { email, password, ...credentials },
  });
  return withCookie(api, headers, tenant);
}

/** A client with the session cookie that an answer set. */
export function withCookie(api: RunningApi, headers: Headers, tenant: string | null): ApiClient {
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return new ApiClient(api.url, tenant, { cookie });
}
