import { around, heightOf, type Cell, type Layout, type Line, type Rect } from './layout.ts';

/** A cell with the line it stands in. */
export interface PlacedCell extends Cell {
  readonly line: Line;
  readonly index: number;
}

/** Cells below each other with a common edge: an address, a paragraph, a column of the foot. */
export interface Block extends Rect {
  readonly page: number;
  readonly cells: readonly PlacedCell[];
}

/** Edges within this many points of each other are in line. */
const edgeTolerance = 4;
/** The gap between lines of a block, in heights of a line. */
const lineGap = 1.15;

/** Gathers the cells of all pages into blocks. */
export function findBlocks(layout: Layout): Block[] {
  const pages = Map.groupBy(layout.lines.flatMap(cellsOf), ({ page }) => page);
  return [...pages.values()].flatMap(blocksOfPage);
}

function blocksOfPage(placed: readonly PlacedCell[]): Block[] {
  const open: PlacedCell[][] = [];
  for (const cell of placed) {
    const block = open.findLast((cells) => continues(cells, cell));
    if (block) block.push(cell);
    else open.push([cell]);
  }
  return open.map((cells) => ({ ...around(cells), page: cells[0]?.page ?? 1, cells }));
}

function cellsOf(line: Line): PlacedCell[] {
  return line.cells.map((cell, index) => ({ ...cell, line, index }));
}

function continues(cells: readonly PlacedCell[], cell: PlacedCell): boolean {
  const last = cells.at(-1);
  if (!last || last.line === cell.line) return false;
  const height = Math.max(heightOf(last), heightOf(cell));
  const gap = cell.top - last.bottom;
  if (gap > lineGap * height || gap < -0.6 * height) return false;
  const leftInLine = Math.abs(cell.left - last.left) < edgeTolerance;
  const rightInLine = Math.abs(cell.right - last.right) < edgeTolerance;
  return leftInLine || rightInLine;
}
