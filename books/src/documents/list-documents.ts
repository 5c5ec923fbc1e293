import { query } from '@smart-accounting/database/tenancy/database';
import type { DocumentKind } from '@smart-accounting/accounting/vocabularies';
import type { MediaType } from '@smart-accounting/worker-contract';
import { listPage, type Page } from '@smart-accounting/database/paging/keyset-page';
import type { OtherEInvoice } from './document.ts';
import type { Invoice } from '../purchase-invoices/invoice.ts';
import type { Document } from './document.ts';
import { found } from '@smart-accounting/database/refusal';
import { isNoInvoice } from '../purchase-invoices/no-invoice.ts';

/** `failed` stands nowhere but in the job's row. */
export type DocumentState = Document['state'] | 'failed';

/** What a list shows of a document: whether it is read, and why not; which invoice was read of it. */
export interface DocumentSummary {
  id: string;
  fileName: string;
  mediaType: MediaType;
  byteSize: bigint;
  pageCount: number | null;
  state: DocumentState;
  hasEInvoice: boolean;
  otherEInvoices: readonly OtherEInvoice[];
  uploadedBy: string | null;
  createdAt: Date;
  readAt: Date | null;
  /** The failed job, if one is why it is not read, and its reason. */
  job: string | null;
  reason: string | null;
  detail: string | null;
  /** What it is by its titles and structure; null until it is read. */
  kind: DocumentKind | null;
  /** Of a part: the whole, and its first and last page there. */
  partOf: string | null;
  firstPage: number | null;
  lastPage: number | null;
  /** Into how many parts it was split. */
  partCount: number;
  /** It is no invoice, and nobody said that it is one. */
  isNoInvoice: boolean;
  invoice: string | null;
  invoiceState: Invoice['state'] | null;
  supplierName: string | null;
  invoiceNumber: string | null;
  total: bigint | null;
  currency: string | null;
}

/**
 * Documents with the failed job, if one is why they are not read, and with the invoice that was read of them. That a
 * document failed is told by its job's row, the only place where it stands.
 */
const documents = `
  d.id, d.file_name AS "fileName", d.media_type AS "mediaType", d.byte_size AS "byteSize",
    d.page_count AS "pageCount", CASE WHEN j.id IS NOT NULL AND d.state <> 'read' THEN 'failed' ELSE d.state END AS state,
    d.has_e_invoice AS "hasEInvoice", d.other_e_invoices AS "otherEInvoices", u.name AS "uploadedBy",
    d.created_at AS "createdAt", d.read_at AS "readAt", d.kind, d.part_of AS "partOf", d.first_page AS "firstPage", d.last_page AS "lastPage",
    (SELECT count(*)::integer FROM documents WHERE part_of = d.id) AS "partCount",
    coalesce(${isNoInvoice('i')}, false) AS "isNoInvoice",
    j.id AS job, j.reason, j.detail, i.id AS invoice,
    i.state AS "invoiceState", i.supplier_name AS "supplierName", i.invoice_number AS "invoiceNumber", i.total, i.currency
  FROM documents d
  LEFT JOIN LATERAL (
    SELECT * FROM invoices WHERE document_id = d.id ORDER BY state = 'reversed', created_at DESC LIMIT 1
  ) i ON true
  LEFT JOIN platform.users u ON u.id = d.uploaded_by
  LEFT JOIN LATERAL (
    SELECT id, reason, detail FROM platform.jobs
    WHERE subject_kind = 'document' AND subject_id = d.id AND state = 'failed'
      AND tenant = platform.current_tenant() AND d.state <> 'read'
    ORDER BY created_at DESC LIMIT 1
  ) j ON true`;

/** @throws {Refusal} not_found */
export async function readDocument(id: string): Promise<DocumentSummary> {
  const [document] = await query<DocumentSummary>(`SELECT ${documents} WHERE d.id = $1`, [id]);
  return found(document);
}

export interface DocumentFilter {
  readonly state?: DocumentState | undefined;
  readonly open?: boolean | undefined;
  /** true: only what is no invoice; false: only the others. */
  readonly no_invoice?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** How many documents there are in each state; one that is read counts by its invoice's, or as being none. */
export type DocumentCounts = Readonly<
  Record<'queued' | 'reading' | 'review' | 'ready' | 'no_invoice' | 'failed', number>
>;

/** Documents, newest first. */
export async function listDocuments(
  filter: DocumentFilter,
): Promise<Page<DocumentSummary> & { counts: DocumentCounts }> {
  const page = await listPage<DocumentSummary>(filter, {
    rows: `* FROM (SELECT ${documents}) AS d`,
    where: `($1::text IS NULL OR d.state = $1)
         AND (NOT $2::boolean OR d."invoiceState" IN ('review', 'ready')
           OR d."invoiceState" IS NULL AND d."partCount" = 0)
         AND ($3::boolean IS NULL OR d."isNoInvoice" = $3)`,
    values: [filter.state ?? null, filter.open ?? false, filter.no_invoice ?? null],
    by: { 'd."createdAt"': 'timestamptz', 'd.id': 'uuid' },
    descending: true,
  });
  return { ...page, counts: await countDocuments() };
}

/** How many documents there are in each state. */
export async function countDocuments(): Promise<DocumentCounts> {
  const rows = await query<{ state: string; count: bigint }>(
    `SELECT CASE WHEN d."isNoInvoice" THEN 'no_invoice' WHEN d.state = 'read' THEN d."invoiceState" ELSE d.state END AS state, count(*) AS count
       FROM (SELECT ${documents}) AS d GROUP BY 1`,
  );
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return {
    queued: of('queued'),
    reading: of('reading'),
    review: of('review'),
    ready: of('ready'),
    no_invoice: of('no_invoice'),
    failed: of('failed'),
  };
}
