import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { recordIdentityEvent } from '../../audit/record-event.ts';
import { found } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import type { ApiKey } from './find-api-key.ts';

/** A key of a program, as the person sees it for whom the program acts. */
export interface OwnApiKey extends Omit<ApiKey, 'createdBy'> {
  readonly tenant: TenantId;
  readonly tenantName: string;
}

/** The keys that act for a person, in all tenants, latest first. */
export async function listOwnApiKeys(database: Database, userId: string): Promise<OwnApiKey[]> {
  const rows = await withIdentity(database, () =>
    query<Omit<OwnApiKey, 'tenant'> & { tenant: string }>(
      `SELECT k.id, k.name, k.hint, k.scopes, k.created_at AS "createdAt", k.expires_at AS "expiresAt",
         k.last_used_at AS "lastUsedAt", t.id AS tenant, t.name AS "tenantName"
         FROM api_keys k JOIN tenants t ON t.id = k.tenant
         WHERE k.created_by = $1 ORDER BY k.created_at DESC, k.id DESC`,
      [userId],
    ),
  );
  return rows.map((row) => ({ ...row, tenant: tenantIdSchema.parse(row.tenant) }));
}

/**
 * Makes a key useless that acts for this person, in whichever tenant; then let the store forget.
 * @throws {Refusal} not_found
 */
export async function revokeOwnApiKey(
  database: Database,
  userId: string,
  id: string,
): Promise<void> {
  await withIdentity(database, async () => {
    const [row] = await query<{ tenant: string; name: string; hint: string }>(
      'DELETE FROM api_keys WHERE id = $1 AND created_by = $2 RETURNING tenant, name, hint',
      [id, userId],
    );
    const { tenant, name, hint } = found(row);
    await recordIdentityEvent(
      {
        userId,
        action: 'api_key.revoked',
        subject: 'api_key',
        subjectId: id,
        before: { name, hint },
      },
      tenantIdSchema.parse(tenant),
    );
  });
}
