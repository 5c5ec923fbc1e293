import type { Cell, Layout, Line } from './layout.ts';
import { boundingBox, heightOf, type Rect } from './rect.ts';

/** A cell with its line. */
export interface PlacedCell extends Cell {
  readonly line: Line;
  readonly index: number;
}

/** Cells below each other with a common left or right edge: an address, a paragraph, a column of the footer. */
export interface TextBlock extends Rect {
  readonly page: number;
  readonly cells: readonly PlacedCell[];
}

/** Edges are aligned when they are within this many points of each other. */
const edgeTolerance = 4;
/** The largest gap between the lines of a block, in line heights. */
const maxLineGap = 1.15;

/** Groups the cells of all pages into blocks. */
export function findTextBlocks(layout: Layout): TextBlock[] {
  const pages = Map.groupBy(layout.lines.flatMap(cellsOf), ({ page }) => page);
  return [...pages.values()].flatMap(blocksOfPage);
}

function blocksOfPage(placed: readonly PlacedCell[]): TextBlock[] {
  const open: PlacedCell[][] = [];
  for (const cell of placed) {
    const block = open.findLast((cells) => continues(cells, cell));
    if (block) block.push(cell);
    else open.push([cell]);
  }
  return open.map((cells) => ({ ...boundingBox(cells), page: cells[0]?.page ?? 1, cells }));
}

function cellsOf(line: Line): PlacedCell[] {
  return line.cells.map((cell, index) => ({ ...cell, line, index }));
}

function continues(cells: readonly PlacedCell[], cell: PlacedCell): boolean {
  const last = cells.at(-1);
  if (!last || last.line === cell.line) return false;
  const height = Math.max(heightOf(last), heightOf(cell));
  const gap = cell.top - last.bottom;
  if (gap > maxLineGap * height || gap < -0.6 * height) return false;
  const isLeftAligned = Math.abs(cell.left - last.left) < edgeTolerance;
  const isRightAligned = Math.abs(cell.right - last.right) < edgeTolerance;
  return isLeftAligned || isRightAligned;
}
