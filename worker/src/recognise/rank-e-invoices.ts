import type { EmbeddedFile } from './embedded-files.ts';

/** The names that Factur-X, ZUGFeRD and XRechnung prescribe for the e-invoice of a PDF; that of an order is none. */
const prescribedNames = /^(?:factur-x|zugferd[-_]?invoice|xrechnung)\.xml$/i;

/** What a file is to its document (ISO 32000-2, AFRelationship), from the most to the least likely to be its invoice. */
const relationships = ['Alternative', 'Source', 'Data'];
const leastLikely = ['Supplement'];

/**
 * How likely an embedded XML file is the invoice that its document shows: the lower the likelier, and 0 to 2 for a name
 * that the standards prescribe. Files of equal rank are told apart only by what stands on the pages.
 */
export function rankOfEInvoice({
  fileName,
  relationship,
}: Pick<EmbeddedFile, 'fileName' | 'relationship'>): number {
  const name = prescribedNames.test(fileName.trim()) ? 0 : 3;
  if (relationships.includes(relationship ?? '')) return name;
  return name + (leastLikely.includes(relationship ?? '') ? 2 : 1);
}

/** Whether a rank is that of a name that the standards prescribe. */
export function isPrescribed(rank: number): boolean {
  return rank < 3;
}
