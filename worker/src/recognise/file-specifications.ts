import type { PdfObjects } from './pdf-objects.ts';
import { isArray, isDictionary, isText, type PdfDictionary, type PdfValue } from './pdf-value.ts';

/** A file that is embedded in a PDF, as its specification describes it (ISO 32000-2, 7.11.3). */
export interface FileSpecification {
  readonly fileName: string | null;
  /** `AFRelationship`: what the file is to the document, such as `Alternative` or `Supplement` */
  readonly relationship: string | null;
  /** whether a part of the document names it as associated (`AF`), or a page has it pinned to it (`FS`) */
  readonly isNamed: boolean;
  /** the stream that holds it */
  readonly stream: PdfValue | undefined;
}

/** A genuine document has a handful. */
const mostSpecifications = 100;

/**
 * The specifications of all files that are embedded in a PDF, wherever they are mentioned: PDFium tells only of those in
 * its list of attachments, and not what they are to the document.
 */
export function fileSpecificationsOf(objects: PdfObjects): FileSpecification[] {
  const dictionaries = objects.naming(/\/(?:EF|AF|FS)\b/).flatMap(dictionariesIn);
  const named = new Set(dictionaries.flatMap((one) => filesNamedBy(one, objects)));
  return dictionaries
    .flatMap((dictionary) => {
      const embedded = objects.resolve(dictionary.get('EF'));
      if (!isDictionary(embedded)) return [];
      const relationship = dictionary.get('AFRelationship');
      return {
        fileName: textOf(dictionary.get('UF')) ?? textOf(dictionary.get('F')),
        relationship: typeof relationship === 'string' ? relationship.slice(1) : null,
        isNamed: named.has(dictionary),
        stream: embedded.get('UF') ?? embedded.get('F'),
      };
    })
    .slice(0, mostSpecifications);
}

/** Whether the PDF is a portfolio: a cover page for the files in it (ISO 32000-1, 7.11.6). */
export function isPortfolio(objects: PdfObjects): boolean {
  return objects
    .naming(/\/Collection\b/)
    .some(
      (value) =>
        isDictionary(value) &&
        value.get('Type') === '/Catalog' &&
        isDictionary(objects.resolve(value.get('Collection'))),
    );
}

/** A value's dictionaries, itself included. */
function dictionariesIn(value: PdfValue): PdfDictionary[] {
  if (isArray(value)) return value.flatMap(dictionariesIn);
  return isDictionary(value) ? [value, ...[...value.values()].flatMap(dictionariesIn)] : [];
}

function filesNamedBy(dictionary: PdfDictionary, objects: PdfObjects): PdfValue[] {
  const associated = objects.resolve(dictionary.get('AF'));
  const pinned = dictionary.get('Subtype') === '/FileAttachment' ? dictionary.get('FS') : undefined;
  return [...(isArray(associated) ? associated : [associated]), pinned]
    .map((file) => objects.resolve(file))
    .filter((file) => file !== null);
}

function textOf(value: PdfValue | undefined): string | null {
  return isText(value) ? value.text : null;
}
