import type { Column } from '#lib/table/column.ts';

/** A row of a made-up list, in which each kind of cell stands. */
export interface SampleRow {
  readonly id: string;
  readonly name: string;
  readonly date: string | null;
  readonly cents: bigint;
  readonly kind: 'cost' | 'revenue';
  readonly done: boolean;
}

const names = ['Drukkerij Van Dam', 'Zuivelhandel Groene Hart', 'Hotel Aan de Haven'];

/** The same rows each time. */
export function sampleRows(count: number): SampleRow[] {
  return Array.from({ length: count }, (_, at) => ({
    id: String(at),
    name: `${names[at % names.length] ?? ''} ${at + 1}`,
    date: at % 5 === 4 ? null : `2026-${String((at % 12) + 1).padStart(2, '0')}-24`,
    cents: BigInt(((at * 7919) % 500_000) - (at % 7 === 3 ? 500_000 : 0)),
    kind: at < count / 2 ? 'cost' : 'revenue',
    done: at % 3 === 0,
  }));
}

export const sampleColumns: readonly Column<SampleRow>[] = [
  { key: 'date', kind: 'date', head: 'Date', sort: 'date', of: ({ date }) => date },
  {
    key: 'name',
    kind: 'text',
    head: 'Name',
    of: ({ name, done }) => ({ text: name, hint: done ? 'paid' : null }),
    strong: true,
    fixed: true,
    phone: 'title',
  },
  { key: 'count', kind: 'count', head: 'Lines', of: ({ id }) => id.length, phone: 'detail' },
  {
    key: 'state',
    kind: 'badge',
    head: 'State',
    of: ({ done }) =>
      done ? { text: 'Posted', tone: 'neutral' } : { text: 'To review', tone: 'warn' },
    phone: 'state',
  },
  {
    key: 'amount',
    kind: 'amount',
    head: 'Amount (€)',
    sort: 'amount',
    of: ({ cents }) => cents,
    sum: ({ cents }) => cents,
    phone: 'figure',
  },
];
