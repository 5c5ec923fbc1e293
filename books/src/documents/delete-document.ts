import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { Invoice } from '../purchase-invoices/invoice.ts';
import { closeJobs, findDocument, refusePosted } from './find-document.ts';
import { type DocumentPlaces, removeObjects } from './store-document.ts';

/**
 * Removes a document that was never posted, with its invoice, and then its file. Opens its own units of work.
 * @throws {Refusal} not_found, document_posted
 */
export async function deleteDocument(
  places: DocumentPlaces,
  id: string,
  userId: string,
): Promise<void> {
  const sha256 = await withTenant(places.database, places.tenant, () => deleteRows(id, userId));
  await removeObjects(places, sha256);
}

async function deleteRows(id: string, userId: string): Promise<string> {
  const document = await findDocument(id);
  await closeJobs(id);
  // The lock makes a posting of its invoice at the same moment come first or find nothing.
  await query('SELECT FROM invoices WHERE document_id = $1 FOR UPDATE', [id]);
  await refusePosted(id);
  await Invoice.destroy({ where: { documentId: id } });
  await document.destroy();
  await recordEvent({
    userId,
    action: 'document.deleted',
    subject: 'document',
    subjectId: id,
    before: { file_name: document.fileName, sha256: document.sha256 },
  });
  return document.sha256;
}
