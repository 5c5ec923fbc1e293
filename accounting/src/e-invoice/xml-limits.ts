/**
 * What an XML document may ask of us. The figures come from the densest of some hundred published UBL and CII invoices:
 * 35 characters for each element, one attribute in 110 characters, 13 elements deep, 9 attributes in one element. So a
 * real invoice meets the first limit before any other; the others stop what was made to be expensive.
 */
export const xmlLimits = {
  /** UTF-16 units besides attachments: 3,000 lines of a plain UBL invoice, 500 each, take three quarters of it. */
  characters: 2 * 1024 * 1024,
  /** As many as the densest invoice of that size has, and two thirds more; in memory they take some 40 MB. */
  elements: 100_000,
  /** The densest invoice of that size has 19,000. */
  attributes: 50_000,
  /** Of one element: the root of a CII invoice declares some ten namespaces. */
  attributesOfElement: 100,
  depth: 60,
  /** Characters of one text or attribute; what is read of it is cut to some hundred, and an essay has 50,000. */
  textCharacters: 256 * 1024,
} as const;
