import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { hashOfToken } from '../secret-token.ts';
import { idleSince } from './session-lifetime.ts';

/** Somebody who was let into a tenant, by what they showed: the token of a session, or a program's key. */
export interface Entrant {
  readonly tenant: TenantId;
  readonly secret: string;
}

/** Which of them may still be in, never from memory; one query, however many they are. */
export async function stillIn<E extends Entrant>(
  database: Database,
  entrants: readonly E[],
): Promise<ReadonlySet<E>> {
  const rows = await withIdentity(database, () =>
    query<{ place: bigint }>(
      `SELECT e.place FROM unnest($1::bytea[], $2::text[]) WITH ORDINALITY AS e (secret, tenant, place)
         JOIN LATERAL (
           SELECT user_id FROM sessions WHERE token_hash = e.secret AND expires_at > now() AND last_seen_at > $3
           UNION ALL
           SELECT created_by FROM api_keys k WHERE key_hash = e.secret AND k.tenant = e.tenant
             AND (expires_at IS NULL OR expires_at > now())
         ) AS shown ON true
         JOIN memberships m ON m.user_id = shown.user_id AND m.tenant = e.tenant
         JOIN users u ON u.id = shown.user_id
         JOIN tenants t ON t.id = e.tenant AND t.state = 'active'
         WHERE NOT t.two_step_required OR u.two_step_since IS NOT NULL`,
      [
        entrants.map(({ secret }) => hashOfToken(secret)),
        entrants.map(({ tenant }) => tenant),
        idleSince(),
      ],
    ),
  );
  const places = new Set(rows.map(({ place }) => Number(place) - 1));
  return new Set(entrants.filter((_, place) => places.has(place)));
}
