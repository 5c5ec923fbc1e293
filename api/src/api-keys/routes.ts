import * as contract from '@smart-accounting/api-contract';
import { createApiKey } from '@smart-accounting/database/people/api-keys/create-api-key';
import { type ApiKey, listApiKeys } from '@smart-accounting/database/people/api-keys/find-api-key';
import { revokeApiKey } from '@smart-accounting/database/people/api-keys/revoke-api-key';
import { afterCommit } from '@smart-accounting/database/tenancy/database';
import { exportRoute } from '../export/export-route.ts';
import { type Route, tenantRoute } from '../http/route.ts';
import { apiKeySheet } from './api-key-sheet.ts';

export const apiKeyRoutes: readonly Route[] = [
  tenantRoute(contract.listApiKeys, async () => ({ items: (await listApiKeys()).map(present) })),

  exportRoute(contract.exportApiKeys, apiKeySheet, async () => ({
    items: (await listApiKeys()).map(present),
  })),

  tenantRoute(contract.createApiKey, async ({ body, signedIn }) => {
    const { name, scopes, expires_at: expiresAt = null } = body;
    const { key, apiKey } = await createApiKey({ name, scopes, expiresAt }, signedIn.userId);
    return { key, api_key: present(apiKey) };
  }),

  tenantRoute(contract.revokeApiKey, async ({ params, signedIn, services }) => {
    await revokeApiKey(params.key, signedIn.userId);
    afterCommit(() => services.apiKeys.forget());
    return undefined;
  }),
];

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
