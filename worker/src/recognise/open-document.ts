import { detectMediaType, documentLimits, type MediaType } from '@smart-accounting/worker-contract';
import type { OpenDocument } from './document.ts';
import { openImage } from './image-document.ts';
import { openPdf } from './pdf-document.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { openXml } from './xml-document.ts';

export type { OpenDocument } from './document.ts';
export { UnreadableDocument } from './unreadable-document.ts';

const openers: Readonly<Record<MediaType, (bytes: Uint8Array) => Promise<OpenDocument>>> = {
  'application/pdf': openPdf,
  'application/xml': openXml,
  'image/png': (bytes) => openImage(bytes, 'image/png'),
  'image/jpeg': (bytes) => openImage(bytes, 'image/jpeg'),
  'image/tiff': (bytes) => openImage(bytes, 'image/tiff'),
  'image/webp': (bytes) => openImage(bytes, 'image/webp'),
};

/**
 * Opens a document for reading. Call `close` afterwards.
 * @throws {UnreadableDocument} with the reason, when a retry cannot help
 */
export async function openDocument(bytes: Uint8Array, mediaType: MediaType): Promise<OpenDocument> {
  if (bytes.length === 0) throw new UnreadableDocument('empty_file');
  const detected = detectMediaType(bytes);
  if (detected !== mediaType || bytes.length > documentLimits.fileBytes) {
    throw new UnreadableDocument('unsupported_type');
  }
  return openers[mediaType](bytes);
}
