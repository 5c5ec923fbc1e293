import { createHash } from 'node:crypto';
import { pageImageWidths, type TenantId } from '@smart-accounting/worker-contract';
import { ObjectPrefix } from './object-prefix.ts';

/** The names of a document's objects below its tenant, as they stand in an archive. */
const objectName = new RegExp(
  `^[0-9a-f]{64}(\\.parts/(e-invoice\\.json|page-[1-9]\\d{0,3}-(${pageImageWidths.join('|')})\\.webp))?$`,
);

/**
 * Why an object cannot be one of a document's; null when it can.
 * @param name without the tenant
 */
export function refusalOfObject(name: string, bytes: Buffer): string | null {
  if (!objectName.test(name)) return `${name} is no file of a document`;
  const changed = !name.includes('/') && createHash('sha256').update(bytes).digest('hex') !== name;
  return changed ? `${name} is not the file that it is named after` : null;
}

/**
 * Where a document's objects are: the file itself under its hash, what we made of it beside it. `all` is what is removed
 * with the document.
 */
export function documentObjects(tenant: TenantId, sha256: string) {
  const file = `${tenant}/${sha256}`;
  const parts = `${file}.parts`;
  return {
    file,
    eInvoice: `${parts}/e-invoice.json`,
    pageImage: (page: number, width: (typeof pageImageWidths)[number]) =>
      `${parts}/page-${page}-${width}.webp`,
    all: ObjectPrefix.ofDocument(tenant, sha256),
  };
}
