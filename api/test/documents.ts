import { randomUUID } from 'node:crypto';
import { uploadDocument } from '@smart-accounting/api-contract';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import type { Books } from './books.ts';
import type { RunningApi } from './running-api.ts';

/** Bytes that are a PDF by their beginning, no two alike, of this size. */
export function pdfBytes(size = 100): Buffer {
  const head = Buffer.from(`%PDF-1.4 ${randomUUID()}\n`);
  return Buffer.concat([head, Buffer.alloc(Math.max(0, size - head.length), 'x')], size);
}

/** Hands in a new file; gives its document's id. */
export async function storedDocument(books: Books, bytes = pdfBytes()): Promise<string> {
  const { document } = await books.owner.do(uploadDocument, {
    query: { file_name: 'invoice.pdf' },
    bytes,
  });
  return document.id;
}

/** Hands in a file that is read, as workers leave it, with a word on each of its pages; gives its document's id. */
export async function readPagesOf(books: Books, words: readonly string[]): Promise<string> {
  const id = await storedDocument(books);
  await books.in(async () => {
    await DocumentPage.bulkCreate(
      words.map((text, index) => ({
        documentId: id,
        number: index + 1,
        widthPt: 595,
        heightPt: 842,
        rotation: 0,
        source: 'text_layer' as const,
        words: [{ text, confidence: 1, x: 0.1, y: 0.1, width: 0.2, height: 0.02 }],
      })),
    );
    await Document.update(
      { state: 'read', pageCount: words.length, readAt: new Date() },
      { where: { id } },
    );
  });
  return id;
}

/** Writes the first page of a document as a worker does, with a picture of it in storage. */
export async function pictureOfPage(
  api: RunningApi,
  books: Books,
  documentId: string,
): Promise<Buffer> {
  const picture = Buffer.from(`RIFF${randomUUID()}`);
  const document = await books.in(() => Document.findByPk(documentId, { rejectOnEmpty: true }));
  const objects = documentObjects(books.tenant, document.sha256);
  await api.services.storage.put(objects.pageImage(1, 1240), picture);
  await books.in(() =>
    DocumentPage.create({
      documentId,
      number: 1,
      widthPt: 595,
      heightPt: 842,
      rotation: 0,
      source: 'text_layer',
      words: [{ text: 'Factuur', confidence: 0.99, x: 0.1, y: 0.1, width: 0.2, height: 0.02 }],
      imagesAt: new Date(),
    }),
  );
  return picture;
}

/** A PNG of one pixel. */
export const smallPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
