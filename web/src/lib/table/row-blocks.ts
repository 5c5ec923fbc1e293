import type { RowGroup } from './column.ts';

/** Rows that are drawn or left out together. */
export interface RowBlock<Row> {
  readonly key: string;
  /** The place of its first row in the table. */
  readonly from: number;
  readonly group: RowGroup | null;
  readonly rows: readonly Row[];
}

/** So many rows stand in a block at most: few enough to be drawn in a frame. */
export const rowsABlock = 100;

/** The rows of a table by group, and long groups in parts; only the first part of a group has its head. */
export function rowBlocks<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => RowGroup) | undefined,
): RowBlock<Row>[] {
  const blocks: RowBlock<Row>[] = [];
  let at = 0;
  while (at < rows.length) {
    const first = rows[at];
    const group = first === undefined || !groupOf ? null : groupOf(first);
    const end = groupOf && group ? endOfGroup(rows, at, groupOf, group.key) : rows.length;
    for (let from = at; from < end; from += rowsABlock) {
      const part = rows.slice(from, Math.min(from + rowsABlock, end));
      const key = `${group?.key ?? ''}/${from - at}`;
      blocks.push({ key, from, group: from === at ? group : null, rows: part });
    }
    at = end;
  }
  return blocks;
}

function endOfGroup<Row>(
  rows: readonly Row[],
  from: number,
  groupOf: (row: Row) => RowGroup,
  key: string,
): number {
  const end = rows.findIndex((row, at) => at > from && groupOf(row).key !== key);
  return end < 0 ? rows.length : end;
}
