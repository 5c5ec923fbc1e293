import { type ErrorCode, errorCodes, type Problem } from '@smart-accounting/api-contract';
import { type LedgerRefusal, ledgerRefusal } from '@smart-accounting/books/ledger/ledger-refusal';
import { IdempotencyKeyReused } from '@smart-accounting/database/idempotency/idempotency';
import { type QuotaKind, QuotaReached } from '@smart-accounting/database/quotas/quota';
import { StorageFull, StorageUnavailable } from '@smart-accounting/database/storage/object-storage';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { Refusal } from '@smart-accounting/database/refusal';
import { ConnectionError, ConnectionAcquireTimeoutError } from 'sequelize';
import { ZodError } from 'zod';

const refusals: Readonly<Record<LedgerRefusal, ErrorCode>> = {
  unbalanced: 'unbalanced',
  period_closed: 'period_closed',
  no_fiscal_period: 'no_fiscal_period',
  already_reversed: 'already_reversed',
  reversal_before_entry: 'reversal_before_entry',
  posted_is_final: 'conflict',
  key_in_use: 'conflict',
};

const quotas: Readonly<Record<QuotaKind, ErrorCode>> = {
  documents: 'document_quota_reached',
  pages: 'page_quota_reached',
  bytes: 'storage_quota_reached',
};

/** What an error means to the caller. Nothing of an unknown error leaves the process; its log line tells the rest. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError)
    return new Refusal('invalid_fields', { errors: fieldErrors(error) });
  if (error instanceof IdempotencyKeyReused) return new Refusal('idempotency_key_reused');
  if (error instanceof StorageFull) return new Refusal('storage_full', { retry_after: 60 });
  if (error instanceof StorageUnavailable)
    return new Refusal('storage_unavailable', { retry_after: 30 });
  if (error instanceof QuotaReached)
    return new Refusal(quotas[error.kind], {
      detail: error.message,
      quota: { limit: error.limit.toString(), resets_on: error.resetsOn },
    });
  const refusal = ledgerRefusal(error);
  if (refusal) return new Refusal(refusals[refusal]);
  if (
    error instanceof ConnectionError ||
    error instanceof ConnectionAcquireTimeoutError ||
    databaseIsAway(error)
  ) {
    return new Refusal('unavailable', { retry_after: 5 });
  }
  if (isNoValue(error)) return new Refusal('invalid_fields');
  return ofHttpLibrary(error) ?? new Refusal('internal');
}

/** The document that leaves the process (RFC 9457). */
export function problemOf({ code, facts }: Refusal, requestId: string): Problem {
  const { status, title } = errorCodes[code];
  return {
    type: `https://smart-accounting.io/problems/${code}`,
    title,
    status,
    code,
    instance: requestId,
    ...facts,
  };
}

/** Each wrong field by its path: `lines.0.net_amount`; also each that there is not. */
export function fieldErrors(error: ZodError): { field: string; message: string }[] {
  return error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'unknown field' }))
      : [{ field: path.join('.'), message }],
  );
}

/**
 * Shutting down (57P0x), out of connections (53300), a connection that broke (08xxx), two in each other's way (40xxx), or
 * longer than a login may take (55P03, 57014, 25P03).
 */
function databaseIsAway(error: unknown): boolean {
  const { code } = databaseError(error);
  return code !== undefined && /^(57P0|53300|08|40|55P03|57014|25P03|ECONN|EPIPE)/.test(code);
}

/** A number too large (22003), a date or time zone that is none (22008, 22009), a character that cannot be kept (22021, 22P05). */
function isNoValue(error: unknown): boolean {
  return /^22(003|008|009|021|P05)$/.test(databaseError(error).code ?? '');
}

/** What Express and its parsers throw carries a status; what is wrong with a request is the caller's to know. */
function ofHttpLibrary(error: unknown): Refusal | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  if (error.status === 413) return new Refusal('body_too_large');
  if (error.status === 415) return new Refusal('unsupported_content_type');
  const malformed = 'type' in error && error.type === 'entity.parse.failed';
  const facts = malformed ? { detail: 'The body is not JSON.' } : {};
  return Number(error.status) < 500 ? new Refusal('bad_request', facts) : null;
}
