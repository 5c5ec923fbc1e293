import { tmpdir } from 'node:os';
import * as contract from '@smart-accounting/api-contract';
import { checkDocument, QuotaReached } from '@smart-accounting/database/quotas/quota';
import { StorageFull, StorageUnavailable } from '@smart-accounting/database/storage/object-storage';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { documentLimits, type TenantId } from '@smart-accounting/worker-contract';
import type { Request } from 'express';
import { Refusal } from '@smart-accounting/database/refusal';
import { authorizeAgain } from '../http/authorize.ts';
import { refusalOf } from '../http/refusal-of.ts';
import { rawTenantRoute, type Route } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import { readDocument } from '@smart-accounting/books/documents/list-documents';
import { presentDocument } from './present-document.ts';
import {
  type ReceivedBytes,
  type ReceivedFile,
  receiveBytes,
  receiveUpload,
  safeFileName,
} from './receive-upload.ts';
import { storeDocument } from '@smart-accounting/books/documents/store-document';
import { type PackedFile, withFilesOf } from './unpack-archive.ts';
import { inUploadPlace } from './upload-places.ts';

export const uploadRoutes: readonly Route[] = [
  rawTenantRoute(
    contract.uploadDocument,
    async ({ tenant, signedIn, query: { file_name }, services, request, response }) => {
      const keeper = { tenant, userId: signedIn.userId, services };
      const stored = await inUploadPlace(tenant, async () => {
        await refuseEarly(keeper, request, documentLimits.fileBytes);
        const file = await receiveUpload(request, folderOf(services));
        // Removed before the answer: whoever has it may count on nothing being left.
        return authorizeAgain(contract.uploadDocument, request, services)
          .then(() => keepFile(keeper, file, safeFileName(file_name)))
          .finally(file.discard);
      });
      response.status(stored.duplicate ? 200 : 201).json(stored);
    },
  ),

  rawTenantRoute(
    contract.uploadArchive,
    async ({ tenant, signedIn, services, request, response }) => {
      const keeper = { tenant, userId: signedIn.userId, services };
      const files = await inUploadPlace(tenant, async () => {
        await refuseEarly(keeper, request, documentLimits.archiveBytes);
        const archive = await receiveArchive(request, folderOf(services));
        return authorizeAgain(contract.uploadArchive, request, services)
          .then(() => keepFilesOf(keeper, archive))
          .finally(archive.discard);
      });
      response.status(200).json({ files });
    },
  ),
];

/** Whose books a file comes into, and by whom. */
interface Keeper {
  readonly tenant: TenantId;
  readonly userId: string;
  readonly services: Services;
}

function folderOf({ settings }: Services): string {
  return settings.UPLOAD_DIR ?? tmpdir();
}

/** What is too large by its own word, or for which there is no room, need not be received. */
async function refuseEarly(
  { tenant, services }: Keeper,
  request: Request,
  mostBytes: number,
): Promise<void> {
  const announced = Number(request.get('Content-Length') ?? 0);
  if (announced > mostBytes) {
    throw new Refusal(
      mostBytes === documentLimits.fileBytes ? 'file_too_large' : 'archive_too_large',
    );
  }
  await withTenant(services.database, tenant, () => checkDocument(announced, services.now()));
}

/** Makes a received file a document, and tells those who look. @throws {QuotaReached} then nothing of it is left */
async function keepFile(
  { tenant, userId, services }: Keeper,
  file: ReceivedFile,
  fileName: string,
): Promise<{ document: contract.Document; duplicate: boolean }> {
  const { storage, database, notifier } = services;
  const { id, duplicate } = await storeDocument({ database, storage, tenant }, file, {
    fileName,
    uploadedBy: userId,
    now: services.now(),
  });
  const document = await withTenant(database, tenant, () => readDocument(id));
  if (!duplicate) notifier.send({ tenant, resource: 'document', id });
  return { document: presentDocument(document), duplicate };
}

/** @throws {Refusal} as `receiveBytes`, but archive_too_large */
function receiveArchive(request: Request, folder: string): Promise<ReceivedBytes> {
  return receiveBytes(request, folder, documentLimits.archiveBytes).catch((error: unknown) => {
    throw isTooLarge(error) ? new Refusal('archive_too_large') : error;
  });
}

function keepFilesOf(keeper: Keeper, archive: ReceivedBytes): Promise<contract.ArchivedFile[]> {
  return withFilesOf(archive.path, archive.head, async (packed) => {
    const kept: contract.ArchivedFile[] = [];
    for (const file of packed) kept.push(await keepPacked(keeper, file));
    return kept;
  });
}

/** One file of an archive: kept, or told why not, so that one bad file does not keep the others out. */
async function keepPacked(keeper: Keeper, packed: PackedFile): Promise<contract.ArchivedFile> {
  const fileName = safeFileName(packed.name);
  try {
    const file = await receivePacked(packed, folderOf(keeper.services));
    try {
      return { file_name: fileName, ...(await keepFile(keeper, file, fileName)), problem: null };
    } finally {
      await file.discard();
    }
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof QuotaReached)) throw error;
    const { code } = refusalOf(error);
    const problem = { code, title: contract.errorCodes[code].title };
    return { file_name: fileName, document: null, duplicate: false, problem };
  }
}

/** What goes wrong between zip and disk is the zip's fault, unless the disk says that it is its own. */
async function receivePacked(packed: PackedFile, folder: string): Promise<ReceivedFile> {
  try {
    return await receiveUpload(packed.open(), folder);
  } catch (error) {
    const isOurs = error instanceof StorageFull || error instanceof StorageUnavailable;
    throw isOurs || error instanceof Refusal ? error : new Refusal('damaged_archive');
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'file_too_large';
}
