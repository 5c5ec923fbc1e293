import type { MediaType, Page } from '@smart-accounting/worker-contract';
import { query } from '@smart-accounting/database/tenancy/database';

// What the process that opens files does to a document, in units of work of `withReader`, whose role may do this and
// nothing else. No models here: they name every column, and it may not see them all.

/** A file to be read. */
export interface HandedInFile {
  readonly id: string;
  /** Of its bytes, in hexadecimals. */
  readonly sha256: string;
  readonly mediaType: MediaType;
  /** Of the pages of a part in its file; null for all. */
  readonly firstPage: number | null;
  readonly lastPage: number | null;
}

/** The file of a document, or null when it was removed meanwhile. */
export async function findFile(document: string): Promise<HandedInFile | null> {
  const [file] = await query<HandedInFile>(
    `SELECT id, sha256, media_type AS "mediaType", first_page AS "firstPage", last_page AS "lastPage"
       FROM documents WHERE id = $1`,
    [document],
  );
  return file ?? null;
}

/** Notes what the file was found to hold, and that it is being read; not of one whose fields were read already. */
export async function noteOpened(
  document: string,
  { pageCount, hasEInvoice }: { pageCount: number; hasEInvoice: boolean },
): Promise<void> {
  await query(
    `UPDATE documents SET page_count = $2, has_e_invoice = $3,
       state = CASE state WHEN 'queued' THEN 'reading' ELSE state END WHERE id = $1`,
    [document, pageCount, hasEInvoice],
  );
}

/** The pages whose words are there, each with whether its pictures are, too. */
export function listReadPages(
  document: string,
): Promise<{ readonly number: number; readonly pictured: boolean }[]> {
  return query(
    'SELECT number, images_at IS NOT NULL AS pictured FROM document_pages WHERE document_id = $1',
    [document],
  );
}

export async function addPage(document: string, page: Page): Promise<void> {
  const { number, widthPt, heightPt, rotation, source, words } = page;
  await query(
    `INSERT INTO document_pages (document_id, number, width_pt, height_pt, rotation, source, words)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [document, number, widthPt, heightPt, rotation, source, JSON.stringify(words)],
  );
}

/** Notes that the pictures of a page are in the store. */
export async function notePictures(document: string, page: number): Promise<void> {
  await query(
    'UPDATE document_pages SET images_at = now() WHERE document_id = $1 AND number = $2',
    [document, page],
  );
}
