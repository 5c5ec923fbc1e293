import * as contract from '@smart-accounting/api-contract';
import { checkPassword } from '@smart-accounting/database/people/accounts/check-password';
import { createApiKey } from '@smart-accounting/database/people/api-keys/create-api-key';
import { type ApiKey, listApiKeys } from '@smart-accounting/database/people/api-keys/find-api-key';
import {
  listOwnApiKeys,
  type OwnApiKey,
  revokeOwnApiKey,
} from '@smart-accounting/database/people/api-keys/own-api-keys';
import { revokeApiKey } from '@smart-accounting/database/people/api-keys/revoke-api-key';
import type { SignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { Refusal } from '@smart-accounting/database/refusal';
import { afterCommit } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { exportRoute } from '../export/export-route.ts';
import { personRoute, rawTenantRoute, type Route, tenantRoute } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import { secondStepKeys } from '../identity/second-step-keys.ts';
import { apiKeySheet } from './api-key-sheet.ts';

export const apiKeyRoutes: readonly Route[] = [
  tenantRoute(contract.listApiKeys, async () => ({ items: (await listApiKeys()).map(present) })),

  exportRoute(contract.exportApiKeys, apiKeySheet, async () => ({
    items: (await listApiKeys()).map(present),
  })),

  rawTenantRoute(contract.createApiKey, async ({ tenant, body, signedIn, services, response }) => {
    const { name, scopes, expires_at: expiresAt = null, password, code } = body;
    const { database } = services;
    await checkPersonAgain(services, signedIn, password, code);
    const { key, apiKey } = await withTenant(database, tenant, () =>
      createApiKey({ name, scopes, expiresAt }, signedIn.userId),
    );
    response.status(201).json({ key, api_key: present(apiKey) });
  }),

  tenantRoute(contract.revokeApiKey, async ({ params, signedIn, services }) => {
    await revokeApiKey(params.key, signedIn.userId);
    afterCommit(() => services.apiKeys.forget());
    return undefined;
  }),

  personRoute(contract.listOwnApiKeys, async ({ signedIn, services }) => ({
    items: (await listOwnApiKeys(services.database, signedIn.userId)).map(presentOwn),
  })),

  personRoute(contract.revokeOwnApiKey, async ({ params, signedIn, services }) => {
    await revokeOwnApiKey(services.database, signedIn.userId, params.key);
    services.apiKeys.forget();
    return undefined;
  }),
];

/** A key outlives the session it is made in, so whoever finds an open browser must not be able to make one. */
async function checkPersonAgain(
  services: Services,
  { userId, twoStep }: SignedIn,
  password: string,
  code: string | undefined,
): Promise<void> {
  if (twoStep && code === undefined) throw new Refusal('code_required');
  const secondStep =
    twoStep && code !== undefined ? { code, keys: secondStepKeys(services) } : null;
  await checkPassword(services.database, userId, password, secondStep);
}

function presentOwn(key: OwnApiKey): contract.OwnApiKey {
  const { created_by: _you, ...presented } = present({ ...key, createdBy: null });
  return { ...presented, tenant: { id: key.tenant, name: key.tenantName } };
}

function present(key: ApiKey): contract.ApiKey {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes,
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  };
}
