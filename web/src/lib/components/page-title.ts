export const product = 'Smart Accounting';

/** What the browser's tab says: the page, and the books it is of. */
export function pageTitle(page: string, place: string = product): string {
  return `${page} · ${place}`;
}
