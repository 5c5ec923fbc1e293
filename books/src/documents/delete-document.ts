import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { Invoice } from '../purchase-invoices/invoice.ts';
import type { Document } from './document.ts';
import { closeJobs, findDocument, partsOf, refusePosted } from './find-document.ts';
import { type DocumentPlaces, removeObjects } from './store-document.ts';

/**
 * Removes a document that was never posted, with its parts and their invoices, and then its file. With the last of its
 * parts a split is undone: the document is read as a whole again. Opens its own units of work. Gives the ids of all
 * documents that changed.
 * @throws {Refusal} not_found; document_posted, also when only a part was posted
 */
export async function deleteDocument(
  places: DocumentPlaces,
  id: string,
  userId: string,
): Promise<string[]> {
  const { database, tenant } = places;
  const { sha256, changed } = await withTenant(database, tenant, () => deleteRows(id, userId));
  await removeObjects(places, sha256);
  return changed;
}

async function deleteRows(
  id: string,
  userId: string,
): Promise<{ sha256: string; changed: string[] }> {
  const document = await findDocument(id);
  const { partOf } = document;
  await stopWork(id);
  // A split, or the removal of another part, at the same moment comes first or waits.
  const whole = await findDocument(partOf ?? id, { lock: true });
  const parts = await partsOf(id);
  for (const part of parts) {
    await stopWork(part.id);
    await deleteOne(part);
  }
  await deleteOne(document);
  const { sha256, fileName, firstPage, lastPage } = document;
  await recordEvent({
    userId,
    action: 'document.deleted',
    subject: 'document',
    subjectId: id,
    before: {
      file_name: fileName,
      sha256,
      ...(partOf !== null && { pages: `${firstPage}-${lastPage}` }),
    },
  });
  if (partOf !== null && (await partsOf(partOf)).length === 0) await readAsWhole(whole);
  return { sha256, changed: [id, ...parts.map((part) => part.id), ...(partOf ? [partOf] : [])] };
}

/** The lock makes a posting of its invoice at the same moment come first or find nothing. */
async function stopWork(id: string): Promise<void> {
  await closeJobs(id);
  await query('SELECT FROM invoices WHERE document_id = $1 FOR UPDATE', [id]);
}

async function deleteOne(document: Document): Promise<void> {
  await refusePosted(document.id);
  await Invoice.destroy({ where: { documentId: document.id } });
  await document.destroy();
}

/** Its pages are still there, so that only its fields are read. */
async function readAsWhole(document: Document): Promise<void> {
  await document.update({ state: 'queued', readAt: null });
  await enqueueJob('ocr', document.id);
}
