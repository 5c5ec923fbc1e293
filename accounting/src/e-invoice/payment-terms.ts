import { elementAt, type XmlElement } from './xml-element.ts';

/**
 * The terms by which the whole amount is due. A term that has a discount beside another one without is the earlier day
 * up to which less is enough.
 * @param discount the element by which a term says that it gives a discount
 */
export function lastTerms(terms: readonly XmlElement[], discount: string): readonly XmlElement[] {
  const withoutDiscount = terms.filter((term) => elementAt(term, discount) === null);
  return withoutDiscount.length > 0 ? withoutDiscount : terms;
}
