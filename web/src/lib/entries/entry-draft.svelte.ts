import type { BodyInput, postJournalEntry } from '@smart-accounting/api-contract';
import { LineGrid } from '#lib/line-editor/line-grid.svelte.ts';
import {
  blankCell,
  cellOf,
  type Column,
  isUnreadable,
  type Line,
  withCell,
} from '#lib/line-editor/lines.ts';
import { formatAmount, toDecimal, toMinor } from '#lib/money/format-money.ts';

type Side = 'debit' | 'credit';
export type EntryColumn = 'account' | 'description' | Side;
type EntryLine = Line<EntryColumn>;

/** What a line lacks, by the cell where it is told. */
export type Lack = 'account' | 'amount' | 'negative';

/** The API takes no more in one entry. */
export const mostLines = 500;

/** A journal entry being made by hand. */
export class EntryDraft {
  date = $state<string | null>(null);
  description = $state('');
  readonly grid: LineGrid<EntryColumn>;

  constructor(date: string, columns: () => readonly Column<EntryColumn>[]) {
    this.date = date;
    this.grid = new LineGrid({ columns, settle: onOneSide, least: 2 });
  }

  readonly filled = $derived.by(() => this.grid.filled);
  readonly debit = $derived.by(() => total(this.filled, 'debit'));
  readonly credit = $derived.by(() => total(this.filled, 'credit'));
  /** Debit less credit. */
  readonly difference = $derived.by(() => this.debit - this.credit);
  /** Whether a person wrote anything that would be a loss. */
  readonly begun = $derived.by(() => this.filled.length > 0 || this.description.trim() !== '');
  readonly ready = $derived.by(
    () =>
      this.date !== null &&
      this.description.trim() !== '' &&
      this.filled.length >= 2 &&
      this.filled.length <= mostLines &&
      this.filled.every((line) => this.#isWhole(line)) &&
      this.difference === 0n,
  );

  #isWhole(line: EntryLine): boolean {
    return this.grid.columns.every(
      ({ name }) => lackAt(line, name) === null && !isUnreadable(cellOf(line, name)),
    );
  }

  /** Gives this line the amount that the entry lacks for being in balance, on the side where it lacks it. */
  fillDifference(line: EntryLine): void {
    const lacking = minorOf(line, 'debit') - minorOf(line, 'credit') - this.difference;
    if (lacking === 0n) return;
    const side = lacking > 0n ? 'debit' : 'credit';
    const value = toDecimal(lacking > 0n ? lacking : -lacking);
    this.grid.setCell(line.key, side, { text: formatAmount(value), value });
  }

  /** The entry as the API takes it; null while something is missing. */
  get body(): BodyInput<typeof postJournalEntry> | null {
    if (!this.ready || this.date === null) return null;
    return {
      entry_date: this.date,
      description: this.description.trim(),
      lines: this.filled.map((line) => ({
        ledger_account_id: cellOf(line, 'account').value ?? '',
        description: cellOf(line, 'description').text.trim(),
        debit: cellOf(line, 'debit').value ?? '0.00',
        credit: cellOf(line, 'credit').value ?? '0.00',
      })),
    };
  }
}

/** What is missing at this cell of a line that was begun. */
export function lackAt(line: EntryLine, name: EntryColumn): Lack | null {
  if (name === 'account') return cellOf(line, 'account').value === null ? 'account' : null;
  if (name === 'description') return null;
  if (minorOf(line, name) < 0n) return 'negative';
  const nothing = minorOf(line, 'debit') === 0n && minorOf(line, 'credit') === 0n;
  return name === 'debit' && nothing ? 'amount' : null;
}

/** An amount stands on one side: what is typed on one empties the other. */
function onOneSide(line: EntryLine, changed: EntryColumn): EntryLine {
  if (changed !== 'debit' && changed !== 'credit') return line;
  if (cellOf(line, changed).value === null) return line;
  return withCell(line, changed === 'debit' ? 'credit' : 'debit', blankCell);
}

function minorOf(line: EntryLine, side: Side): bigint {
  return toMinor(cellOf(line, side).value ?? '0');
}

function total(lines: readonly EntryLine[], side: Side): bigint {
  return lines.reduce((sum, line) => sum + minorOf(line, side), 0n);
}
