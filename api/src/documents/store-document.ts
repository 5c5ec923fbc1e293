import {
  countDocument,
  Document,
  documentObjects,
  enqueueJob,
  type ObjectStorage,
  query,
  randomUuidV7,
  recordEvent,
} from '@smart-accounting/database';
import type { TenantId } from '@smart-accounting/worker-contract';
import type { ReceivedFile } from './receive-upload.ts';

/**
 * Writes a received file as a document with the job that reads it; a file that is there already (same bytes) is only
 * found. The bytes are stored before COMMIT, so a document never lacks its file.
 * @throws {QuotaReached} then the file may be in the storage, for `removeObjects`
 */
export async function storeDocument(
  tenant: TenantId,
  file: ReceivedFile,
  {
    fileName,
    uploadedBy,
    storage,
    now,
  }: { fileName: string; uploadedBy: string; storage: ObjectStorage; now: Date },
): Promise<{ id: string; duplicate: boolean }> {
  await lockFile(file.sha256);
  const existing = await Document.findOne({ where: { sha256: file.sha256 }, attributes: ['id'] });
  if (existing) return { id: existing.id, duplicate: true };
  const id = randomUuidV7();
  await Document.create({
    id,
    sha256: file.sha256,
    fileName,
    mediaType: file.mediaType,
    byteSize: BigInt(file.byteSize),
    uploadedBy,
  });
  await enqueueJob('ocr', { document: id });
  await recordEvent({
    userId: uploadedBy,
    action: 'document.uploaded',
    subject: 'document',
    subjectId: id,
    after: { file_name: fileName, sha256: file.sha256 },
  });
  await storage.putFile(documentObjects(tenant, file.sha256).file, file.path);
  await countDocument(now); // last, because those who hand in at the same moment wait for it
  return { id, duplicate: false };
}

/**
 * Removes a deleted document's objects, unless the same file was handed in again meanwhile. The lock makes this and
 * `storeDocument` wait for each other.
 */
export async function removeObjects(
  tenant: TenantId,
  sha256: string,
  storage: ObjectStorage,
): Promise<void> {
  await lockFile(sha256);
  if (await Document.findOne({ where: { sha256 }, attributes: ['id'] })) return;
  for (const prefix of documentObjects(tenant, sha256).all) await storage.removeAll(prefix);
}

/** One at a time per file of this tenant, until the unit of work ends. */
async function lockFile(sha256: string): Promise<void> {
  await query("SELECT pg_advisory_xact_lock(hashtextextended(current_user || ':' || $1, 0))", [
    sha256,
  ]);
}
