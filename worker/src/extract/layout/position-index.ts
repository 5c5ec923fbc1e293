import type { Line } from './layout.ts';

/**
 * The indices of a list's items by their line and by their page. Lists of facts are immutable, so each is indexed once,
 * and its index is garbage-collected with it.
 */
const byLine = new WeakMap<readonly unknown[], Map<Line, number[]>>();
const byPage = new WeakMap<readonly unknown[], Map<number, number[]>>();

/** The items on a line, in their original order. @param items an immutable list */
export function onLine<T extends { readonly line: Line }>(items: readonly T[], line: Line): T[] {
  return pick(items, indexOf(byLine, items, (item) => item.line).get(line));
}

/** The items on a page, in their original order. @param items an immutable list */
export function onPage<T extends { readonly page: number }>(
  items: readonly T[],
  page: number,
): T[] {
  return pick(items, indexOf(byPage, items, (item) => item.page).get(page));
}

function indexOf<T, K>(
  known: WeakMap<readonly unknown[], Map<K, number[]>>,
  items: readonly T[],
  keyOf: (item: T) => K,
): Map<K, number[]> {
  const present = known.get(items);
  if (present) return present;
  const index = new Map<K, number[]>();
  items.forEach((item, at) => {
    const key = keyOf(item);
    const same = index.get(key);
    if (same) same.push(at);
    else index.set(key, [at]);
  });
  known.set(items, index);
  return index;
}

function pick<T>(items: readonly T[], positions: readonly number[] | undefined): T[] {
  return positions?.flatMap((at) => items[at] ?? []) ?? [];
}
