import type { AuditAction, AuditSubject } from '@smart-accounting/api-contract/vocabularies';
import { logContext } from '@smart-accounting/monitoring';
import type { TenantId } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';

export interface AuditEvent {
  /** User id; null for the program itself. */
  readonly userId: string | null;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  readonly subjectId: string;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** Records who did what, in the tenant's unit of work that does it. Never give it a password, a token or a file's text. */
export async function recordEvent(event: AuditEvent): Promise<void> {
  await query(
    `INSERT INTO audit.events (user_id, action, subject, subject_id, before, after, request_id, api_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...columnsOf(event), logContext().apiKey ?? null],
  );
}

/**
 * Records what happened to a person's account, or to a tenant as a whole, in a unit of work of `withIdentity` or
 * `withOperations`.
 * @param tenant whose event it is, where somebody came in; null for the platform's own
 */
export async function recordIdentityEvent(
  event: AuditEvent,
  tenant: TenantId | null = null,
): Promise<void> {
  await query(
    `INSERT INTO audit.events (user_id, action, subject, subject_id, before, after, request_id, tenant)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...columnsOf(event), tenant],
  );
}

function columnsOf(event: AuditEvent): unknown[] {
  return [
    event.userId,
    event.action,
    event.subject,
    event.subjectId,
    event.before ? JSON.stringify(event.before) : null,
    event.after ? JSON.stringify(event.after) : null,
    logContext().requestId ?? null,
  ];
}
