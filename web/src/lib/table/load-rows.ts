interface ListPage {
  readonly items: readonly unknown[];
  readonly next_cursor: string | null;
}

/** As many rows as the API gives at once, and as a page of ours has at first. */
const mostAtOnce = 500;
const first = 100;
const most = 10_000;

/** How many rows an address asks for. */
export function rowsWanted(url: { readonly searchParams: Pick<URLSearchParams, 'get'> }): number {
  const wanted = Number(url.searchParams.get('rows'));
  return Number.isInteger(wanted) && wanted > first ? Math.min(wanted, most) : first;
}

/** How many rows are asked for when more are wanted. */
export function moreRows(now: number): number {
  return Math.min(now < mostAtOnce ? mostAtOnce : now + mostAtOnce, most);
}

/**
 * The rows of a list from its first up to as many as the address asks for, so that going back, reloading and what
 * changes meanwhile find the list as long as it was.
 * @param read gives one page of the API
 */
export async function loadRows<List extends ListPage>(
  url: { readonly searchParams: Pick<URLSearchParams, 'get'> },
  read: (page: { limit: number; cursor: string | undefined }) => Promise<List>,
): Promise<List> {
  const wanted = rowsWanted(url);
  const list = await read({ limit: Math.min(wanted, mostAtOnce), cursor: undefined });
  const items = [...list.items];
  let next = list.next_cursor;
  while (next !== null && items.length < wanted) {
    const page = await read({ limit: Math.min(wanted - items.length, mostAtOnce), cursor: next });
    items.push(...page.items);
    next = page.next_cursor;
  }
  return { ...list, items, next_cursor: next };
}
