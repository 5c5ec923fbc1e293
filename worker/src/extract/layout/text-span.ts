import type { Cell, Line, Token } from './layout.ts';
import { boundingBox, type Rect } from './rect.ts';

/** A part of a cell's text, with its place. */
export interface Span extends Rect {
  readonly text: string;
  readonly line: Line;
  readonly cell: number;
  readonly tokens: readonly Token[];
  readonly page: number;
  /** that of its least certain word */
  readonly confidence: number;
}

/**
 * The span of a cell's text from `start` to `end`, or null when it contains no token. Tokens may belong to it in part.
 */
export function spanOf(line: Line, cellIndex: number, start: number, end: number): Span | null {
  const cell = line.cells[cellIndex];
  if (!cell) return null;
  const tokens: Token[] = [];
  const rects: Rect[] = [];
  let at = 0;
  for (const token of cell.tokens) {
    const [from, to] = [Math.max(start, at), Math.min(end, at + token.text.length)];
    if (from < to) {
      tokens.push(token);
      rects.push(partOf(token, (from - at) / token.text.length, (to - at) / token.text.length));
    }
    at += token.text.length + 1;
  }
  if (tokens.length === 0) return null;
  return {
    ...boundingBox(rects),
    text: cell.text.slice(start, end),
    line,
    cell: cellIndex,
    tokens,
    page: cell.page,
    confidence: Math.min(...tokens.map(({ confidence }) => confidence)),
  };
}

/** The span of a whole cell. */
export function spanOfCell(line: Line, cellIndex: number): Span | null {
  return spanOf(line, cellIndex, 0, line.cells[cellIndex]?.text.length ?? 0);
}

/** The position in a cell's text at which its token with this index begins. */
export function startOfToken(cell: Cell, token: number): number {
  return cell.tokens.slice(0, token).reduce((sum, { text }) => sum + text.length + 1, 0);
}

function partOf(token: Token, from: number, to: number): Rect {
  const width = token.right - token.left;
  return { ...token, left: token.left + width * from, right: token.left + width * to };
}
