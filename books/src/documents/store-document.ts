import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { countDocument } from '@smart-accounting/database/quotas/quota';
import { Refusal } from '@smart-accounting/database/refusal';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { type Database, query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type { MediaType, TenantId } from '@smart-accounting/worker-contract';
import { startAgain } from '../purchase-invoices/start-invoice.ts';
import { Document } from './document.ts';

/** A whole file on the local disk. */
export interface FileToStore {
  readonly path: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: MediaType;
}

/** Where a tenant's documents go. */
export interface DocumentPlaces {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly tenant: TenantId;
}

export interface StoredDocument {
  readonly id: string;
  /** The same bytes had been handed in before; nothing was written, and no reversed invoice of theirs came back to review. */
  readonly duplicate: boolean;
}

/**
 * Writes a file as a document with the job that reads it; a file that is there already (same bytes) is only found, unless
 * its invoice was reversed: whoever hands it in again wants to book it again. The
 * bytes are sent to the store before the unit of work begins, so that a slow store holds no connection of the database,
 * and looked for inside it, so that no document ever lacks its file. Opens its own units of work.
 * @throws {QuotaReached} then nothing is left
 * @throws {Refusal} tenant_suspended, when the books were locked meanwhile; then nothing is left either
 */
export async function storeDocument(
  places: DocumentPlaces,
  file: FileToStore,
  { fileName, uploadedBy, now }: { fileName: string; uploadedBy: string; now: Date },
): Promise<StoredDocument> {
  const { database, storage, tenant } = places;
  const existing = await withTenant(database, tenant, () => foundAgain(file.sha256, uploadedBy));
  if (existing) return existing;
  const key = documentObjects(tenant, file.sha256).file;
  await storage.putFile(key, file.path);
  try {
    return await withTenant(database, tenant, async () => {
      await refuseSuspended();
      await lockFile(file.sha256);
      const meanwhile = await foundAgain(file.sha256, uploadedBy);
      if (meanwhile) return meanwhile;
      // The same file's document was deleted between the two: what was sent went with it.
      if (!(await isStored(storage, key))) await storage.putFile(key, file.path);
      const id = await writeDocument(file, fileName, uploadedBy);
      await countDocument(now); // last, because those who hand in at the same moment wait for it
      return { id, duplicate: false };
    });
  } catch (error) {
    // An object that nobody refers to does no harm: when this fails, too, the first error is the one to tell.
    await removeObjects(places, file.sha256).catch(() => {});
    throw error;
  }
}

/**
 * Removes the objects of a file, unless a document refers to it. The lock makes this and `storeDocument` wait for each
 * other.
 */
export async function removeObjects(
  { database, storage, tenant }: DocumentPlaces,
  sha256: string,
): Promise<void> {
  await withTenant(database, tenant, async () => {
    await lockFile(sha256);
    if (await documentOf(sha256)) return;
    for (const prefix of documentObjects(tenant, sha256).all) await storage.removeAll(prefix);
  });
}

async function refuseSuspended(): Promise<void> {
  const [suspended] = await query(
    "SELECT FROM platform.tenants WHERE id = platform.current_tenant() AND state = 'suspended'",
  );
  if (suspended) throw new Refusal('tenant_suspended');
}

async function writeDocument(
  file: FileToStore,
  fileName: string,
  uploadedBy: string,
): Promise<string> {
  const id = randomUuidV7();
  await Document.create({
    id,
    sha256: file.sha256,
    fileName,
    mediaType: file.mediaType,
    byteSize: BigInt(file.byteSize),
    uploadedBy,
  });
  await enqueueJob('ocr', id);
  await recordEvent({
    userId: uploadedBy,
    action: 'document.uploaded',
    subject: 'document',
    subjectId: id,
    after: { file_name: fileName, sha256: file.sha256 },
  });
  return id;
}

async function foundAgain(sha256: string, userId: string): Promise<StoredDocument | null> {
  const document = await documentOf(sha256);
  if (!document) return null;
  return { id: document.id, duplicate: !(await startAgain(document.id, userId)) };
}

/** The document that is the whole file; it stays as long as any part of it does. */
async function documentOf(sha256: string): Promise<Document | null> {
  return Document.findOne({ where: { sha256, partOf: null }, attributes: ['id'] });
}

async function isStored(storage: ObjectStorage, key: string): Promise<boolean> {
  const stream = await storage.read(key);
  stream?.destroy();
  return stream !== null;
}

/** One at a time per file of this tenant, until the unit of work ends. */
async function lockFile(sha256: string): Promise<void> {
  await query('SELECT lock_file($1)', [sha256]);
}
