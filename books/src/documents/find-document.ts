import { found, Refusal } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import { Document } from './document.ts';
import { DocumentPage } from './document-page.ts';

/**
 * @param options `lock`: of two who change it, the second waits here and then sees what the first did
 * @throws {Refusal} not_found
 */
export async function findDocument(id: string, { lock = false } = {}): Promise<Document> {
  return found(await Document.findByPk(id, { lock }));
}

/** The parts that a document was split into, in the order of their pages; none while it is whole. */
export async function partsOf(documentId: string): Promise<Document[]> {
  return Document.findAll({ where: { partOf: documentId }, order: ['firstPage'] });
}

/** What was split is read and booked by its parts. @throws {Refusal} document_split */
export async function refuseSplit(documentId: string): Promise<void> {
  if ((await partsOf(documentId)).length > 0) throw new Refusal('document_split');
}

/** The number in its file of a page of a document. @param number from 1 */
export function pageOfFile({ firstPage }: Pick<Document, 'firstPage'>, number: number): number {
  return number + (firstPage ?? 1) - 1;
}

/** A page whose words were read. @param number from 1 @throws {Refusal} not_found */
export async function findPage(documentId: string, number: number): Promise<DocumentPage> {
  return found(await DocumentPage.findOne({ where: { documentId, number } }));
}

/** What was ever posted keeps its document as it was read. @throws {Refusal} document_posted */
export async function refusePosted(documentId: string): Promise<void> {
  const [posted] = await query(
    'SELECT FROM invoices WHERE document_id = $1 AND journal_entry_id IS NOT NULL',
    [documentId],
  );
  if (posted) throw new Refusal('document_posted');
}

/** Has whoever works on the document, or is about to, wait until this is over. Before any other row is locked. */
export async function lockJobs(documentId: string): Promise<void> {
  await query(
    `SELECT FROM platform.jobs WHERE subject_kind = 'document' AND subject_id = $1
       AND tenant = platform.current_tenant() AND state <> 'done' FOR UPDATE`,
    [documentId],
  );
}

/**
 * Whoever works on the document finds the claim lost and writes nothing more. Before any other row is touched: workers,
 * too, lock the job first.
 */
export async function closeJobs(documentId: string): Promise<void> {
  await query(
    `UPDATE platform.jobs SET state = 'done', finished_at = now(), claim = NULL, claimed_until = NULL
       WHERE subject_kind = 'document' AND subject_id = $1 AND tenant = platform.current_tenant() AND state <> 'done'`,
    [documentId],
  );
}
