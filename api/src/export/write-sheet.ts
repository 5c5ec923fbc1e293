import type { ExportFormat, Language } from '@smart-accounting/api-contract';
import { writeCsvStream } from 'hucre/csv';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Sheet, SheetColumn } from './sheet.ts';

/** A file of these rows, written as they are read: nothing is held but the row in hand. */
export function writeSheet<Row>(
  { name, columns }: Sheet<Row>,
  rows: AsyncIterable<Row>,
  { format, language }: { readonly format: ExportFormat; readonly language: Language },
): AsyncIterable<Uint8Array> {
  const heads = columns.map(({ head }) => head[language]);
  if (format === 'csv') {
    const delimiter = language === 'nl' ? ';' : ',';
    const lines = cellsOf(rows, columns, language, csvCell);
    return writeCsvStream(lines, { headers: heads, delimiter, bom: true });
  }
  return writeXlsxStream(cellsOf(rows, columns, language, xlsxCell), {
    name: name[language],
    columns: columns.map(({ kind }, at) => ({ header: heads[at] ?? '', ...looks[kind] })),
    freezePane: { rows: 1 },
  });
}

const looks = {
  text: { width: 30 },
  amount: { width: 14, numFmt: '#,##0.00' },
  count: { width: 10, numFmt: '0' },
  date: { width: 12, numFmt: 'dd-mm-yyyy' },
  instant: { width: 17, numFmt: 'dd-mm-yyyy hh:mm' },
};

async function* cellsOf<Row, Cell>(
  rows: AsyncIterable<Row>,
  columns: readonly SheetColumn<Row>[],
  language: Language,
  cell: (kind: SheetColumn<Row>['kind'], value: string, language: Language) => Cell,
): AsyncGenerator<(Cell | null)[]> {
  for await (const row of rows)
    yield columns.map(({ kind, of }) => {
      const value = of(row, language) ?? '';
      return value === '' ? null : cell(kind, String(value), language);
    });
}

function csvCell(kind: SheetColumn<never>['kind'], value: string, language: Language): string {
  if (kind === 'amount') return language === 'nl' ? value.replace('.', ',') : value;
  if (kind === 'instant') return inAmsterdam(value);
  return kind === 'text' ? harmless(value) : value;
}

/** A spreadsheet holds numbers as floating point whatever a file says, so that this is where an amount becomes one. */
function xlsxCell(kind: SheetColumn<never>['kind'], value: string): string | number | Date {
  if (kind === 'amount' || kind === 'count') return Number(value);
  if (kind === 'date') return new Date(`${value}T00:00:00Z`);
  // A cell has no time zone: it shows what UTC is told here.
  if (kind === 'instant') return new Date(`${inAmsterdam(value).replace(' ', 'T')}Z`);
  return harmless(value);
}

/** What a spreadsheet would take for a formula is kept as text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

const amsterdam = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-11-24 12:03` */
function inAmsterdam(instant: string): string {
  return amsterdam.format(new Date(instant));
}
