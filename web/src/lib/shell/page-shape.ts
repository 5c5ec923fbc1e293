/** What a page is like before anything of it is there. */
export type PageShape = 'list' | 'form' | 'review';

const shapes: readonly (readonly [RegExp, PageShape])[] = [
  [/\/purchases\/\[/, 'review'],
  [/\/new$|\/settings$|\/profile|\/contacts\/\[/, 'form'],
  [/\/(inbox|purchases|ledger|ledger\/\[account=id\]|entries|contacts|trial-balance)$/, 'list'],
];

/** The shape of a route's page, where it has one that is known; null for others. */
export function shapeOf(route: string): PageShape | null {
  return shapes.find(([pattern]) => pattern.test(route))?.[1] ?? null;
}
