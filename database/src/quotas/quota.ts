import type { TenantId } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';
import {
  countDocumentUsed,
  countPageUsed,
  monthOf,
  nextMonth,
  readUsage,
  storedBytes,
} from './usage.ts';

/** What a tenant may use: documents and pages a month, bytes of files it keeps. Null is no limit. */
export interface Quota {
  readonly documents: bigint | null;
  readonly pages: bigint | null;
  readonly bytes: bigint | null;
}
export type QuotaKind = keyof Quota;

/** The tenant may not use more: of documents and pages until `resetsOn`, of bytes until something is removed. */
export class QuotaReached extends Error {
  readonly kind: QuotaKind;
  readonly limit: bigint;
  readonly resetsOn: string | null;

  constructor(kind: QuotaKind, limit: bigint, month: string) {
    const resetsOn = kind === 'bytes' ? null : nextMonth(month);
    super(
      resetsOn
        ? `at most ${limit} ${kind} a month; the next month begins on ${resetsOn}`
        : `at most ${limit} bytes of files; remove documents, or ask for more room`,
    );
    this.kind = kind;
    this.limit = limit;
    this.resetsOn = resetsOn;
  }
}

/** @param tenant absent: the one whose unit of work this is */
export async function readQuota(tenant: TenantId | null = null): Promise<Quota> {
  const [row] = await query<Quota>(
    `SELECT documents_per_month::bigint AS documents, pages_per_month::bigint AS pages, stored_bytes AS bytes
       FROM platform.quotas WHERE tenant = coalesce($1, platform.current_tenant())`,
    [tenant],
  );
  return row ?? { documents: null, pages: null, bytes: null };
}

/**
 * Refuses a document early for which there is no room, so that it need not be received. Nothing is held: two at once
 * may both pass, and then `countDocument` refuses the second.
 * @throws {QuotaReached}
 */
export async function checkDocument(byteSize: number, now: Date): Promise<void> {
  const quota = await readQuota();
  const month = monthOf(now);
  const used = await readUsage(month);
  refuseAbove(quota, 'documents', used.documents + 1n, month);
  refuseAbove(quota, 'pages', used.pages + 1n, month);
  await refuseBytes(quota, BigInt(byteSize), month);
}

/**
 * Counts a document that the current unit of work has written. Who counts at the same moment waits, and sees what was
 * committed, so the limits hold exactly.
 * @throws {QuotaReached} then the unit of work must not be committed
 */
export async function countDocument(now: Date): Promise<void> {
  const month = monthOf(now);
  const used = await countDocumentUsed(month);
  const quota = await readQuota();
  refuseAbove(quota, 'documents', used.documents, month);
  await refuseBytes(quota, 0n, month);
}

/** Refuses pages for which the month has no room, before they are read. @throws {QuotaReached} */
export async function checkPages(pages: number, now: Date): Promise<void> {
  const month = monthOf(now);
  const used = await readUsage(month);
  refuseAbove(await readQuota(), 'pages', used.pages + BigInt(pages), month);
}

/** Counts a page that the current unit of work has written. @throws {QuotaReached} then it must not be committed */
export async function countPage(now: Date): Promise<void> {
  const month = monthOf(now);
  const used = await countPageUsed(month);
  refuseAbove(await readQuota(), 'pages', used.pages, month);
}

function refuseAbove(quota: Quota, kind: QuotaKind, used: bigint, month: string): void {
  const limit = quota[kind];
  if (limit !== null && used > limit) throw new QuotaReached(kind, limit, month);
}

/** Adding up the documents costs more than the rest, so it is done where a limit asks for it. */
async function refuseBytes(quota: Quota, more: bigint, month: string): Promise<void> {
  if (quota.bytes !== null) refuseAbove(quota, 'bytes', (await storedBytes()) + more, month);
}
