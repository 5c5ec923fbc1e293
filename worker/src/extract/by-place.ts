import type { Line } from './layout.ts';

/**
 * Where the items of a list stand, by position in it. Lists of facts never change, so each is looked through once; it
 * is forgotten with the list.
 */
const byLine = new WeakMap<readonly unknown[], Map<Line, number[]>>();
const byPage = new WeakMap<readonly unknown[], Map<number, number[]>>();

/** Those of the items that stand in a line, in their order. @param items a list that never changes */
export function onLine<T extends { readonly line: Line }>(items: readonly T[], line: Line): T[] {
  return pick(items, indexOf(byLine, items, (item) => item.line).get(line));
}

/** Those of the items that stand on a page, in their order. @param items a list that never changes */
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
