import type { Word } from '@smart-accounting/worker-contract';

/** Words whose vertical centres differ by less than this share of the smaller one's height are on one line. */
const sameLine = 0.45;

/** Sorts words line by line from the top, and each line from the left. */
export function inReadingOrder(words: readonly Word[]): Word[] {
  return groupLines(words, ({ x, y, height }) => ({ left: x, top: y, bottom: y + height })).flat();
}

interface Extent {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface LineSoFar<T> {
  readonly items: { readonly item: T; readonly left: number }[];
  middle: number;
  height: number;
}

/** Groups the items of a page into lines from the top, each line from the left. */
export function groupLines<T>(items: readonly T[], extentOf: (item: T) => Extent): T[][] {
  const placed = items
    .map((item) => ({ item, ...extentOf(item) }))
    .map((extent) => ({ ...extent, middle: (extent.top + extent.bottom) / 2 }))
    .sort((a, b) => a.middle - b.middle);
  const lines: LineSoFar<T>[] = [];
  for (const { item, left, top, bottom, middle } of placed) {
    const height = bottom - top;
    const line = lines.findLast(
      (other) => Math.abs(other.middle - middle) < sameLine * Math.min(other.height, height),
    );
    if (line) {
      const count = line.items.push({ item, left });
      line.middle += (middle - line.middle) / count;
      line.height += (height - line.height) / count;
    } else {
      lines.push({ items: [{ item, left }], middle, height });
    }
  }
  return lines
    .sort((a, b) => a.middle - b.middle)
    .map((line) => line.items.sort((a, b) => a.left - b.left).map(({ item }) => item));
}
