/** A rectangle on the upright page, in points from its top left corner. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface OnPage extends Rect {
  readonly page: number;
}

/** The smallest rectangle that contains all of these. */
export function boundingBox(rects: readonly Rect[]): Rect {
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { left, top, right, bottom } of rects) {
    all.left = Math.min(all.left, left);
    all.top = Math.min(all.top, top);
    all.right = Math.max(all.right, right);
    all.bottom = Math.max(all.bottom, bottom);
  }
  return all;
}

/** The vertical centre. */
export function middleOf({ top, bottom }: Rect): number {
  return (top + bottom) / 2;
}

/** The height in points. */
export function heightOf({ top, bottom }: Rect): number {
  return bottom - top;
}

/** Whether two rectangles are side by side: their vertical centres differ little compared with the lower of the two. */
export function isBeside(a: Rect, b: Rect): boolean {
  return Math.abs(middleOf(a) - middleOf(b)) < 0.6 * Math.min(heightOf(a), heightOf(b));
}

/** Whether one is printed before the other: on an earlier page, or higher on the same one. */
export function isAbove(one: OnPage, other: OnPage): boolean {
  return one.page < other.page || (one.page === other.page && one.bottom <= other.top + 1);
}
