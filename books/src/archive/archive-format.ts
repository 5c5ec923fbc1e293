import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { z } from 'zod';

/**
 * The archive of one tenant is a gzipped tar with, in this order:
 *
 *     tenant.json          who it is, the version of its schema, its tables in the order in which they can be loaded
 *     tables/NAME/0001     rows as PostgreSQL's COPY writes them (text format), a few megabytes in each file
 *     shared/NAME/0001     its rows of the tables that tenants share, one JSON object a line
 *     objects/…            its files, each under its key without the tenant
 *     manifest.json        every file above with its size, hash and rows: an archive without it was cut off
 *     signature.json       the exporting installation's signature of the manifest, and by which key
 *
 * Every name in it is relative to the tenant, so that it can be restored under another id.
 */
export const archiveFormat = 2;

export const archiveNames = {
  head: 'tenant.json',
  tables: 'tables/',
  shared: 'shared/',
  objects: 'objects/',
  manifest: 'manifest.json',
  signature: 'signature.json',
} as const;

/** About so much of a table in one file; one file is held in memory. */
export const partBytes = 4 * 1024 * 1024;
/** No file of an archive is larger: a row of words of a page, or a document, is far below. */
export const maxFileBytes = 64 * 1024 * 1024;

/** The exporter's format alone, so that an archive of another one is refused by its name. */
export const archiveVersionSchema = z.object({ format: z.number().int() });

const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

export const archiveHeadSchema = z.object({
  format: z.literal(archiveFormat),
  tenant: z.object({
    id: tenantIdSchema,
    name: z.string().min(1),
    kvk_number: z.string().nullable(),
    vat_number: z.string().nullable(),
  }),
  /** The newest migration of its schema. */
  version: z.string().min(1),
  exported_at: z.iso.datetime(),
  /** The end of the chain of seals, as `ledger verify --head` takes it; null when nothing was sealed. */
  seal_head: z.string().nullable(),
  /** Who was in it, for whoever restores it. */
  members: z.array(
    z.object({ user_id: z.uuid(), email: z.string(), name: z.string(), role: z.string() }),
  ),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
});
export type ArchiveHead = z.infer<typeof archiveHeadSchema>;

export const archivedFileSchema = z.object({
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Rows in it; null for what has none. */
  rows: z.number().int().nonnegative().nullable(),
});
export type ArchivedFile = z.infer<typeof archivedFileSchema>;

export const archiveManifestSchema = z.object({ files: z.array(archivedFileSchema) });

export const archiveSignatureSchema = z.object({
  /** Of the manifest's bytes as they stand in the archive: Ed25519, base64. */
  signature: z.base64(),
  /** By which key: a public key, PEM. Whether it is trusted is for whoever restores to say. */
  key: z.string().min(1),
});
export type ArchiveSignature = z.infer<typeof archiveSignatureSchema>;

/** The archive is not whole, not ours, or not what it says: nothing of it may be kept. */
export class DamagedArchive extends Error {}

/** It is whole, and nobody whom we trust vouches for it. */
export class UntrustedArchive extends DamagedArchive {}
