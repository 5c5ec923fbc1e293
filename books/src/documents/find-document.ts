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
