import type { pageImageWidths, TenantId } from '@smart-accounting/worker-contract';

/**
 * Where a document's objects are: the file itself under its hash, what we made of it beside it. `all` are the prefixes
 * to remove with the document.
 */
export function documentObjects(tenant: TenantId, sha256: string) {
  const file = `${tenant}/${sha256}`;
  const parts = `${file}.parts`;
  return {
    file,
    eInvoice: `${parts}/e-invoice.xml`,
    pageImage: (page: number, width: (typeof pageImageWidths)[number]) =>
      `${parts}/page-${page}-${width}.webp`,
    all: [file, parts],
  };
}
