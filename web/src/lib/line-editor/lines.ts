import { formatAmount, toDecimal } from '#lib/money/format-money.ts';
import { parseMoney } from '#lib/money/parse-money.ts';

/** What stands in a field, and what it means; `value` is null while the text means nothing (yet). */
export interface Cell {
  readonly text: string;
  readonly value: string | null;
}

export interface Choice {
  readonly key: string;
  readonly label: string;
}

/** A column of lines: text as it is, an amount, or one of a list of choices, whose `value` is the key. */
export interface Column<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly kind: 'text' | 'money' | 'choice';
  readonly choices?: readonly Choice[];
  readonly placeholder?: string;
}

export interface Line<Name extends string> {
  readonly key: number;
  /** What was filled in; a cell that is not there is blank. */
  readonly cells: ReadonlyMap<Name, Cell>;
}

/** Brings the other cells of a line in order after one was changed. */
export type Settle<Name extends string> = (line: Line<Name>, changed: Name) => Line<Name>;

export const blankCell: Cell = { text: '', value: null };

/** What is typed or pasted means. A choice is named by its label or the number or word that the label begins with. */
export function readCell<Name extends string>(column: Column<Name>, text: string): Cell {
  if (text.trim() === '') return blankCell;
  if (column.kind === 'text') return { text, value: text };
  if (column.kind === 'money') {
    const minor = parseMoney(text);
    return { text, value: minor === null ? null : toDecimal(minor) };
  }
  const named = text.trim().toLowerCase();
  const choice = column.choices?.find(({ label }) => {
    const name = label.toLowerCase();
    return name === named || name.startsWith(`${named} `);
  });
  return choice ? { text: choice.label, value: choice.key } : { text, value: null };
}

/** A cell as it is written once nobody is typing in it. */
export function tidyCell<Name extends string>(column: Column<Name>, cell: Cell): Cell {
  return column.kind === 'money' && cell.value !== null
    ? { ...cell, text: formatAmount(cell.value) }
    : cell;
}

/** Whether something was typed that means nothing. */
export function isUnreadable({ text, value }: Cell): boolean {
  return text.trim() !== '' && value === null;
}

export function isBlank<Name extends string>(line: Line<Name>): boolean {
  return [...line.cells.values()].every(({ text }) => text.trim() === '');
}

export function cellOf<Name extends string>(line: Line<Name>, name: Name): Cell {
  return line.cells.get(name) ?? blankCell;
}

export function withCell<Name extends string>(
  line: Line<Name>,
  name: Name,
  cell: Cell,
): Line<Name> {
  return { ...line, cells: new Map(line.cells).set(name, cell) };
}

/** The lines with one of them a place up (-1) or down (1); the same lines when there is no such place. */
export function moveLine<Name extends string>(
  lines: readonly Line<Name>[],
  key: number,
  step: -1 | 1,
): readonly Line<Name>[] {
  const from = lines.findIndex((line) => line.key === key);
  const [line, other] = [lines[from], lines[from + step]];
  if (!line || !other) return lines;
  return lines.with(from, other).with(from + step, line);
}

export interface Paste<Name extends string> {
  readonly columns: readonly Column<Name>[];
  readonly settle: Settle<Name>;
  /** Makes the lines that are missing below. */
  readonly newLine: () => Line<Name>;
}

/** The lines after rows of a spreadsheet were pasted at a cell: they go down and to the right of it. */
export function pasteRows<Name extends string>(
  lines: readonly Line<Name>[],
  at: { readonly key: number; readonly name: Name },
  rows: readonly (readonly string[])[],
  { columns, settle, newLine }: Paste<Name>,
): readonly Line<Name>[] {
  const first = lines.findIndex(({ key }) => key === at.key);
  const from = columns.findIndex(({ name }) => name === at.name);
  const result = [...lines];
  for (const [down, row] of rows.entries()) {
    let line = result[first + down] ?? newLine();
    for (const [right, text] of row.entries()) {
      const column = columns[from + right];
      if (!column) break;
      line = settle(withCell(line, column.name, pastedCell(column, text)), column.name);
    }
    result[first + down] = line;
  }
  return result;
}

/** Spreadsheets write nothing in a column of amounts as zero or a dash. */
function pastedCell<Name extends string>(column: Column<Name>, text: string): Cell {
  if (column.kind === 'money' && /^[\s€-]*(0[.,]?0*)?[\s€-]*$/.test(text)) return blankCell;
  return tidyCell(column, readCell(column, text.trim()));
}
