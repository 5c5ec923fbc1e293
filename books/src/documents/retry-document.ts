import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { Refusal } from '@smart-accounting/database/refusal';
import { DocumentPage } from './document-page.ts';
import { closeJobs, findDocument, lockJobs, refusePosted, refuseSplit } from './find-document.ts';
import { readDocument } from './list-documents.ts';

/**
 * Has a document read anew; a part, only its pages.
 * @throws {Refusal} not_found, document_posted, document_split, document_busy while it is being read
 */
export async function retryDocument(id: string, userId: string): Promise<void> {
  await lockJobs(id);
  const document = await findDocument(id, { lock: true });
  await refusePosted(id);
  await refuseSplit(id);
  const { state } = await readDocument(id);
  if (state === 'queued' || state === 'reading') throw new Refusal('document_busy');
  await closeJobs(id);
  await DocumentPage.destroy({ where: { documentId: id } });
  await document.update({ state: 'queued', readAt: null });
  await enqueueJob('ocr', id);
  await recordEvent({
    userId,
    action: 'document.retried',
    subject: 'document',
    subjectId: id,
  });
}
