import type { Press } from '#lib/keys/keymap.ts';

export type Move = 'next' | 'previous' | 'up' | 'down' | 'left' | 'right';

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the caret of a field stands, and how long its text is. */
export interface Caret {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** Where a key leads from a cell; left and right only from the end of its text, or when all of it is selected. */
export function moveOf(press: Press, caret: Caret): Move | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === 'Enter') return press.shiftKey ? 'previous' : 'next';
  if (press.shiftKey) return null;
  const all = caret.start === 0 && caret.end === caret.length;
  const atStart = all || caret.end === 0;
  const atEnd = all || caret.start === caret.length;
  if (press.key === 'ArrowUp') return 'up';
  if (press.key === 'ArrowDown') return 'down';
  if (press.key === 'ArrowLeft' && atStart) return 'left';
  return press.key === 'ArrowRight' && atEnd ? 'right' : null;
}

/** The cell a move leads to; null where the grid ends. */
export function placeAfter(
  move: Move,
  { row, column }: Place,
  size: { readonly rows: number; readonly columns: number },
): Place | null {
  const at = row * size.columns + column;
  const to = {
    next: at + 1,
    previous: at - 1,
    up: at - size.columns,
    down: at + size.columns,
    left: column === 0 ? -1 : at - 1,
    right: column === size.columns - 1 ? -1 : at + 1,
  }[move];
  if (to < 0 || to >= size.rows * size.columns) return null;
  return { row: Math.floor(to / size.columns), column: to % size.columns };
}
