import type { Label } from '../find-labels.ts';
import type { ColumnHead, TableHead } from './find-table-heads.ts';
import type { NumberValue } from '../find-values.ts';
import type { Layout, Line } from '../layout/layout.ts';
import type { ColumnKind } from '../rules/columns.ts';
import { onLine, onPage } from '../layout/position-index.ts';
import type { Rect } from '../layout/rect.ts';

/** The rows of a table of invoice lines, from below its head to the last one with an amount. */
export interface TableBody {
  readonly head: TableHead;
  readonly rows: readonly Line[];
}

/** Labels that end a table: after it come the totals. */
const sumLabels: ReadonlySet<string> = new Set(['net_total', 'vat_total', 'total', 'payable']);
/** Columns that contain numbers. */
const numberKinds: ReadonlySet<ColumnKind> = new Set([
  'quantity',
  'unit_price',
  'vat_amount',
  'amount',
  'gross_amount',
]);
/** How far a number may be to the left or right of the head of its column, in points. */
const maxColumnOffsetPt = 45;

/** Finds the rows below each head. */
export function findTableBodies(
  heads: readonly TableHead[],
  layout: Layout,
  labels: readonly Label[],
  numbers: readonly NumberValue[],
): TableBody[] {
  return heads.map((head, index) => {
    const next = heads[index + 1];
    const below = onPage(layout.lines, head.page).filter(
      (line) =>
        line.top > head.bottom - 2 && !(next?.page === head.page && line.bottom > next.top + 2),
    );
    const end = below.findIndex((line) => beginsSums(line, labels, head));
    const rows = end < 0 ? below : below.slice(0, end);
    const last = rows.findLastIndex((line) => amountOf(line, numbers, head) !== null);
    return { head, rows: rows.slice(0, last + 1) };
  });
}

/** Whether the totals begin at a line: it has the label of one to the left of the amounts. */
function beginsSums(line: Line, labels: readonly Label[], head: TableHead): boolean {
  const amountLeft = columnOf(head, 'amount')?.left ?? head.right;
  return onLine(labels, line).some(
    (label) =>
      sumLabels.has(label.name) &&
      label.firstToken === 0 &&
      label.right < amountLeft + 4 &&
      label.weight >= 0.7,
  );
}

/** The amount of a row, or null when it only continues the row above. */
export function amountOf(
  line: Line,
  numbers: readonly NumberValue[],
  head: TableHead,
): NumberValue | null {
  const { amount, gross_amount: gross } = numbersByColumn(line, numbers, head);
  return amount ?? gross ?? null;
}

/**
 * Assigns the numbers of a row to the columns. When there are as many numbers as numeric columns, their order decides,
 * whatever their edges; otherwise each belongs to the nearest head.
 */
export function numbersByColumn(
  line: Line,
  numbers: readonly NumberValue[],
  head: TableHead,
): Partial<Record<ColumnKind, NumberValue>> {
  const own = onLine(numbers, line);
  const columns = head.columns.filter(({ kind }) => numberKinds.has(kind));
  const description = columnOf(head, 'description');
  const beside = own.filter(
    (number) => !description || number.left > description.right || number.right < description.left,
  );
  const byOrder = beside.length === columns.length && columns.length > 1;
  const pairs = byOrder
    ? beside.map((number, index) => [columns[index], number] as const)
    : own.map((number) => [nearestColumn(number, head), number] as const);
  const found: Partial<Record<ColumnKind, NumberValue>> = {};
  for (const [column, number] of pairs) {
    if (column && numberKinds.has(column.kind)) found[column.kind] = number;
  }
  return found;
}

/** The column whose head is above a value: by overlap, else by the nearest edge; null when none is near enough. */
function nearestColumn(value: Rect, { columns }: TableHead): ColumnHead | null {
  let best: { column: ColumnHead; distance: number } | null = null;
  for (const column of columns) {
    const overlaps = value.left < column.right && value.right > column.left;
    const edges = Math.min(
      Math.abs(value.right - column.right),
      Math.abs(value.left - column.left),
    );
    const distance = overlaps ? Math.min(edges, 5) : edges + 5;
    if (!best || distance < best.distance) best = { column, distance };
  }
  return best && best.distance < maxColumnOffsetPt ? best.column : null;
}

/** The last column of this kind, or null. */
export function columnOf(head: TableHead, kind: ColumnKind): ColumnHead | null {
  return head.columns.findLast((column) => column.kind === kind) ?? null;
}
