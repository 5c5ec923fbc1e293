import { detectMediaType, type MediaType } from '@smart-accounting/worker-contract';
import {
  type FileSpecification,
  fileSpecificationsOf,
  isPortfolio,
} from './file-specifications.ts';
import { PdfObjects } from './pdf-objects.ts';
import type { Pdfium } from './pdfium-module.ts';

/** A file that is embedded in a PDF. */
export interface EmbeddedFile {
  readonly fileName: string;
  /** what it is to the document, as far as that says so: `Alternative`, `Data`, `Source`, `Supplement`, … */
  readonly relationship: string | null;
  readonly mediaType: MediaType;
  readonly content: Uint8Array<ArrayBuffer>;
}

export interface EmbeddedFiles {
  /** The XML files; of a portfolio, all files of a kind that we read. */
  readonly files: EmbeddedFile[];
  /** whether the PDF is only a cover for the files in it */
  readonly isPortfolio: boolean;
  /** whether none was left out because there are too many, or because they are too large together */
  readonly isComplete: boolean;
}

type Content = Omit<EmbeddedFile, 'relationship' | 'mediaType'>;

/** A genuine document has one or two; a malicious one could have thousands. */
export const mostFiles = 50;

/**
 * The files that are embedded in a PDF, up to `mostBytes` in total: those in its list of attachments; where no XML is
 * among them, also those that are pinned to a page or only named as associated with the document.
 */
export function embeddedFilesOf(
  pdfium: Pdfium,
  document: number,
  bytes: Uint8Array,
  mostBytes: number,
): EmbeddedFiles {
  const { attached, isComplete } = attachmentsOf(pdfium, document, mostBytes);
  // Real invoices have none, or the one: nothing more is looked at then.
  const only = { ...described(attached, [], false), isComplete };
  if (!mentionsFiles(bytes)) return only;
  if (attached.length === 1 && only.files.length === 1) return only;
  const objects = new PdfObjects(bytes);
  const specifications = fileSpecificationsOf(objects);
  const listed = { ...described(attached, specifications, isPortfolio(objects)), isComplete };
  if (listed.files.length > 0) return listed;
  const elsewhere = contentsOf(specifications, objects, mostBytes);
  return { ...described(elsewhere, specifications, listed.isPortfolio), isComplete };
}

function described(
  contents: readonly Content[],
  specifications: readonly FileSpecification[],
  isPortfolio: boolean,
): Omit<EmbeddedFiles, 'isComplete'> {
  const files = contents.flatMap(({ fileName, content }) => {
    const mediaType = detectMediaType(content);
    if (!mediaType || (mediaType !== 'application/xml' && !isPortfolio)) return [];
    const specified = specifications.find((one) => one.fileName === fileName);
    return [{ fileName, relationship: specified?.relationship ?? null, mediaType, content }];
  });
  return { files, isPortfolio };
}

/** The streams of embedded files say what they are, and streams are never packed into others. */
function mentionsFiles(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('/EmbeddedFile');
}

function contentsOf(
  specifications: readonly FileSpecification[],
  objects: PdfObjects,
  mostBytes: number,
): Content[] {
  let left = mostBytes;
  return specifications
    .filter(({ isNamed }) => isNamed)
    .slice(0, mostFiles)
    .flatMap(({ fileName, stream }) => {
      const content = objects.stream(stream, left);
      if (content === null) return [];
      left -= content.length;
      return [{ fileName: fileName ?? '', content }];
    });
}

function attachmentsOf(
  pdfium: Pdfium,
  document: number,
  mostBytes: number,
): { attached: Content[]; isComplete: boolean } {
  const all = pdfium._FPDFDoc_GetAttachmentCount(document);
  let isComplete = all <= mostFiles;
  let left = mostBytes;
  const attached = Array.from({ length: Math.min(mostFiles, all) }).flatMap((_, index) => {
    const attachment = pdfium._FPDFDoc_GetAttachment(document, index);
    const size = attachment === 0 ? 0 : sizeOf(pdfium, attachment);
    if (size > left) isComplete = false;
    if (size === 0 || size > left) return [];
    left -= size;
    return [{ fileName: nameOf(pdfium, attachment), content: contentOf(pdfium, attachment, size) }];
  });
  return { attached, isComplete };
}

function nameOf(pdfium: Pdfium, attachment: number): string {
  const size = pdfium._FPDFAttachment_GetName(attachment, 0, 0);
  return pdfium.lend(Math.max(2, size), (buffer) => {
    pdfium._FPDFAttachment_GetName(attachment, buffer, size);
    const text = new Uint8Array(pdfium.memory().buffer, buffer, Math.max(0, size - 2));
    return Buffer.from(text).toString('utf16le');
  });
}

function sizeOf(pdfium: Pdfium, attachment: number): number {
  return pdfium.lend(4, (lengthPointer) => {
    pdfium._FPDFAttachment_GetFile(attachment, 0, 0, lengthPointer);
    return pdfium.memory().getUint32(lengthPointer, true);
  });
}

function contentOf(pdfium: Pdfium, attachment: number, size: number): Uint8Array<ArrayBuffer> {
  return pdfium.lend(4, (lengthPointer) =>
    pdfium.lend(size, (buffer) => {
      pdfium._FPDFAttachment_GetFile(attachment, buffer, size, lengthPointer);
      return new Uint8Array(pdfium.memory().buffer, buffer, size).slice();
    }),
  );
}
