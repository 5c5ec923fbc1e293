import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { Refusal } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { Invoice } from '../purchase-invoices/invoice.ts';
import { Document } from './document.ts';
import { findDocument, partsOf, refusePosted } from './find-document.ts';

/** Pages of a file, from 1, both included. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Splits a document into documents of their own, each with its pages of the file; the file and its document stay, what
 * was read of it as a whole goes. Pages that are in no range are in no part. Done again with the same ranges, it only
 * finds the parts. One range is a person's word that those pages are one invoice. Gives the parts' ids.
 * @param ranges null for those that reading proposed
 * @throws {Refusal} not_found, document_is_part, document_split into other ranges, document_posted, document_busy while
 *   it is being read, nothing_to_split without a proposal, invalid_fields for ranges that overlap or that it has not
 */
export async function splitDocument(
  id: string,
  ranges: readonly PageRange[] | null,
  userId: string,
): Promise<string[]> {
  // The lock makes a posting of its invoice at the same moment come first or find nothing. Before the document's, as
  // workers do.
  await query('SELECT FROM invoices WHERE document_id = $1 FOR UPDATE', [id]);
  const document = await findDocument(id, { lock: true });
  if (document.partOf !== null) throw new Refusal('document_is_part');
  const parts = await partsOf(id);
  if (parts.length > 0) {
    if (ranges !== null && !isSame(parts.map(rangeOf), ranges)) throw new Refusal('document_split');
    return parts.map((part) => part.id);
  }
  await refusePosted(id);
  if (document.state !== 'read') throw new Refusal('document_busy');
  const wanted = ranges ?? (await proposedRanges(id));
  refuseImpossible(wanted, document.pageCount ?? 0);
  await Invoice.destroy({ where: { documentId: id } });
  const ids: string[] = [];
  for (const range of wanted) ids.push(await writePart(document, range));
  await recordEvent({
    userId,
    action: 'document.split',
    subject: 'document',
    subjectId: id,
    after: {
      parts: wanted.map(({ first, last }, at) => ({ id: ids[at], pages: `${first}-${last}` })),
    },
  });
  return ids;
}

/** The words of its pages go with the part; its job finds them there, and only the pictures that lack are made. */
async function writePart(document: Document, { first, last }: PageRange): Promise<string> {
  const id = randomUuidV7();
  const { sha256, fileName, mediaType, byteSize, uploadedBy, createdAt } = document;
  await Document.create({
    id,
    sha256,
    fileName,
    mediaType,
    byteSize,
    uploadedBy,
    createdAt,
    pageCount: last - first + 1,
    partOf: document.id,
    firstPage: first,
    lastPage: last,
  });
  await query(
    `INSERT INTO document_pages (document_id, number, width_pt, height_pt, rotation, source, words, images_at)
       SELECT $1, number - $3::integer + 1, width_pt, height_pt, rotation, source, words, images_at
       FROM document_pages WHERE document_id = $2 AND number BETWEEN $3 AND $4`,
    [id, document.id, first, last],
  );
  await enqueueJob('ocr', id);
  return id;
}

/** What the finding `several_invoices` of its reading names: `1-2, 3`. */
async function proposedRanges(documentId: string): Promise<PageRange[]> {
  const [row] = await query<{ found: string }>(
    `SELECT f.found FROM reading_findings f JOIN invoices i ON i.id = f.invoice_id
       WHERE i.document_id = $1 AND f.code = 'several_invoices' AND f.found ~ '^\\d+(-\\d+)?(, \\d+(-\\d+)?)*$'`,
    [documentId],
  );
  if (!row) throw new Refusal('nothing_to_split');
  return row.found.split(', ').map((text) => {
    const [first = 0, last = first] = text.split('-').map(Number);
    return { first, last };
  });
}

function refuseImpossible(ranges: readonly PageRange[], pageCount: number): void {
  const isPossible = ranges.every(
    ({ first, last }, at) =>
      first > (ranges[at - 1]?.last ?? 0) && first <= last && last <= pageCount,
  );
  if (ranges.length > 0 && isPossible) return;
  throw new Refusal('invalid_fields', {
    errors: [{ field: 'parts', message: `pages from 1 to ${pageCount}, in order, none twice` }],
  });
}

function rangeOf({ firstPage, lastPage }: Document): PageRange {
  return { first: firstPage ?? 0, last: lastPage ?? 0 };
}

function isSame(one: readonly PageRange[], other: readonly PageRange[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ first, last }, at) => other[at]?.first === first && other[at].last === last)
  );
}
