import type { ProblemCode } from '#lib/api/problem.ts';
import { type Cell, cellOf, type Line } from '#lib/line-editor/lines.ts';
import type { EntryColumn } from './entry-draft.svelte.ts';

/** What was wrong with a cell when the entry was sent; it holds as long as the same stands there. */
interface RefusedCell {
  readonly line: number;
  readonly name: EntryColumn;
  readonly cell: Cell;
  readonly why: 'account' | 'amount' | 'text';
}

/** Where the API's refusal of an entry belongs in the form. */
export interface RefusedEntry {
  readonly cells: readonly RefusedCell[];
  readonly date: boolean;
  readonly description: boolean;
}

interface Problem {
  readonly code: ProblemCode;
  readonly details: { readonly errors?: readonly { readonly field: string }[] | undefined };
}

const columnOf: Readonly<Record<string, EntryColumn>> = {
  ledger_account_id: 'account',
  description: 'description',
  debit: 'debit',
  credit: 'credit',
};
const whyAt = {
  account: 'account',
  description: 'text',
  debit: 'amount',
  credit: 'amount',
} as const;

/** Finds the places in the form of what the API refused; `sent` are the lines in the order in which they were sent. */
export function placeRefusal(
  { code, details }: Problem,
  sent: readonly Line<EntryColumn>[],
): RefusedEntry {
  const fields = (details.errors ?? []).map(({ field }) => field);
  const cells = fields.flatMap((field): RefusedCell[] => {
    const [, index, part = 'debit'] = /^lines\.(\d+)(?:\.(\w+))?$/.exec(field) ?? [];
    const line = index === undefined ? undefined : sent[Number(index)];
    const name = columnOf[part];
    if (!line || !name) return [];
    return [{ line: line.key, name, cell: cellOf(line, name), why: whyAt[name] }];
  });
  const dated = code === 'period_closed' || code === 'no_fiscal_period';
  return {
    cells,
    date: dated || fields.includes('entry_date'),
    description: fields.includes('description'),
  };
}

/** What the API refused in this cell, unless it was changed since. */
export function refusedAt(
  refused: RefusedEntry | null,
  line: Line<EntryColumn>,
  name: EntryColumn,
): RefusedCell['why'] | null {
  const found = refused?.cells.find((one) => one.line === line.key && one.name === name);
  return found && found.cell === cellOf(line, name) ? found.why : null;
}
