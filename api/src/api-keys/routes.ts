import { randomBytes } from 'node:crypto';
import * as contract from '@smart-accounting/api-contract';
import type { ApiKey, Scope } from '@smart-accounting/api-contract';
import { afterCommit, query, randomUuidV7, recordEvent } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { type Route, tenantRoute } from '../http/route.ts';
import { hashOfKey } from './api-key-store.ts';

interface Row {
  id: string;
  name: string;
  hint: string;
  scopes: Scope[];
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const selectKeys = `
  SELECT k.id, k.name, k.hint, k.scopes, u.name AS "createdBy", k.created_at AS "createdAt",
    k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"
  FROM platform.api_keys k LEFT JOIN platform.users u ON u.id = k.created_by`;

export const apiKeyRoutes: readonly Route[] = [
  tenantRoute(contract.listApiKeys, async () => {
    const rows = await query<Row>(`${selectKeys} ORDER BY k.created_at DESC, k.id DESC`);
    return { items: rows.map(present) };
  }),

  tenantRoute(contract.createApiKey, async ({ body, signedIn }) => {
    const id = randomUuidV7();
    const key = `sak_${randomBytes(32).toString('base64url')}`;
    await query(
      `INSERT INTO platform.api_keys (id, name, key_hash, hint, scopes, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        body.name,
        hashOfKey(key),
        key.slice(0, 8),
        body.scopes,
        signedIn.userId,
        body.expires_at ?? null,
      ],
    );
    await recordEvent({
      userId: signedIn.userId,
      action: 'api_key.created',
      subject: 'api_key',
      subjectId: id,
      after: { name: body.name, scopes: body.scopes, expires_at: body.expires_at ?? null },
    });
    return { key, api_key: await findKey(id) };
  }),

  tenantRoute(contract.revokeApiKey, async ({ params, signedIn, services }) => {
    const { name, hint } = await findKey(params.key);
    await query('DELETE FROM platform.api_keys WHERE id = $1', [params.key]);
    await recordEvent({
      userId: signedIn.userId,
      action: 'api_key.revoked',
      subject: 'api_key',
      subjectId: params.key,
      before: { name, hint },
    });
    afterCommit(() => services.apiKeys.forget());
    return undefined;
  }),
];

async function findKey(id: string): Promise<ApiKey> {
  const [row] = await query<Row>(`${selectKeys} WHERE k.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return present(row);
}

function present(row: Row): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}
