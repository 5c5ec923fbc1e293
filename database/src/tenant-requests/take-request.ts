import { jobLimits } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { backoffSeconds } from '../jobs/claim-job.ts';
import { type TenantRequest, tenantRequestSchema, type TenantVerb } from './tenant-request.ts';

/** A lock of the session for each request in hand, beside the lock of each tenant that is migrated. */
const requestLock = 7_462_003;

/** The request cannot be done, ever: `code` says why, the message tells whoever asked. */
export class RequestRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Takes the oldest request that is due, or gives null. It is held by a lock of the client's session, the one that does
 * the work: when process or connection die, the lock is gone with them, and the next who looks takes it up again.
 * A tenant's requests are done in their order.
 * @param client login `smart_migrator`, straight to the server
 * @param verbs which ones to look for
 */
export async function takeRequest(
  client: pg.Client,
  verbs: readonly TenantVerb[],
): Promise<TenantRequest | null> {
  const due = await client.query<{ id: string }>(
    `SELECT id FROM platform.tenant_requests r
       WHERE state = 'pending' AND run_at <= now() AND verb = ANY ($1) AND NOT EXISTS (
         SELECT FROM platform.tenant_requests e
           WHERE e.tenant = r.tenant AND e.state = 'pending' AND (e.created_at, e.id) < (r.created_at, r.id))
       ORDER BY created_at`,
    [verbs],
  );
  for (const { id } of due.rows) {
    const request = await lockRequest(client, id);
    if (request) return request;
  }
  return null;
}

async function lockRequest(client: pg.Client, id: string): Promise<TenantRequest | null> {
  const { rows } = await client.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
    [requestLock, id],
  );
  if (!rows[0]?.taken) return null;
  // Somebody may have finished it between our look and our lock.
  const taken = await client.query(
    `UPDATE platform.tenant_requests SET attempts = attempts + 1, started_at = coalesce(started_at, now())
       WHERE id = $1 AND state = 'pending' AND run_at <= now()
       RETURNING id, tenant, verb, parameters, asked_by, reason, attempts`,
    [id],
  );
  const request = tenantRequestSchema.nullable().parse(taken.rows[0] ?? null);
  if (request && request.attempts <= jobLimits.maxAttempts) return request;
  if (request)
    await fail(client, request, 'provisioner_died', 'the provisioner died of it again and again');
  await unlock(client, id);
  return null;
}

/**
 * Whether the audit already tells of what this request led to: a crash came between that and the request's own row.
 * For what cannot be done twice.
 */
export async function isAudited(
  client: pg.Client,
  { id }: TenantRequest,
  action: 'tenant.restored' | 'tenant.state_changed',
): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM audit.events WHERE tenant IS NULL AND action = $2 AND request_id = $1',
    [id, action],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Does what was asked and records what came of it: done, refused for good, or due again after a growing pause.
 * @returns the outcome
 */
export async function settleRequest(
  client: pg.Client,
  request: TenantRequest,
  work: () => Promise<void>,
): Promise<'done' | 'refused' | 'retried' | 'failed'> {
  try {
    await work();
    await client.query(
      `UPDATE platform.tenant_requests SET state = 'done', finished_at = now(), failure = NULL, detail = NULL
         WHERE id = $1`,
      [request.id],
    );
    return 'done';
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof RequestRefused) {
      await fail(client, request, error.code, message);
      return 'refused';
    }
    if (request.attempts >= jobLimits.maxAttempts) {
      await fail(client, request, 'internal', message);
      return 'failed';
    }
    await client.query(
      `UPDATE platform.tenant_requests SET run_at = now() + make_interval(secs => $2), failure = 'internal', detail = $3
         WHERE id = $1`,
      [request.id, backoffSeconds(request.attempts), message.slice(0, 1000)],
    );
    return 'retried';
  } finally {
    await unlock(client, request.id);
  }
}

async function fail(
  client: pg.Client,
  { id }: TenantRequest,
  failure: string,
  detail: string,
): Promise<void> {
  await client.query(
    `UPDATE platform.tenant_requests SET state = 'failed', finished_at = now(), failure = $2, detail = $3 WHERE id = $1`,
    [id, failure, detail.slice(0, 1000)],
  );
}

async function unlock(client: pg.Client, id: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [requestLock, id]);
}
