import type { Box, Point } from './view-box.ts';

export interface Word extends Box {
  readonly text: string;
}

/** The word under a point, with a little room around it for a finger. */
export function wordAt(words: readonly Word[], point: Point, reach = 0.004): Word | null {
  return (
    words.find(
      (word) =>
        point.x >= word.x - reach &&
        point.x <= word.x + word.width + reach &&
        point.y >= word.y - reach &&
        point.y <= word.y + word.height + reach,
    ) ?? null
  );
}

/** The words whose middle lies in a rectangle drawn around them, as one text in reading order. */
export function textIn(words: readonly Word[], drawn: Box): string {
  return words
    .filter(({ x, y, width, height }) => {
      const middle = { x: x + width / 2, y: y + height / 2 };
      return (
        middle.x >= drawn.x &&
        middle.x <= drawn.x + drawn.width &&
        middle.y >= drawn.y &&
        middle.y <= drawn.y + drawn.height
      );
    })
    .map(({ text }) => text)
    .join(' ');
}

/** The rectangle between two points. */
export function boxBetween(one: Point, other: Point): Box {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}
