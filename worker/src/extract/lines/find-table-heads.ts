import { isBeside, type Rect, boundingBox } from '../layout/rect.ts';
import type { Layout, Line, Token } from '../layout/layout.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { columnHeads, columnKinds, type ColumnKind } from '../rules/columns.ts';
import { onPage } from '../layout/position-index.ts';

/** The head of a column. */
export interface ColumnHead extends Rect {
  readonly kind: ColumnKind;
}

/** The head of a table of invoice lines, which may extend over several lines of text. */
export interface TableHead extends Rect {
  readonly page: number;
  readonly lines: readonly Line[];
  readonly columns: readonly ColumnHead[];
}

interface HeadPhrase {
  readonly words: readonly string[];
  readonly kind: ColumnKind;
}

/** The phrases by their first word, longer ones first. */
const phrases: ReadonlyMap<string, readonly HeadPhrase[]> = headPhrases();

/** Finds the heads of tables of invoice lines: at least two columns, one of them for description, quantity or price. */
export function findTableHeads(layout: Layout): TableHead[] {
  const heads: TableHead[] = [];
  for (const line of layout.lines) {
    const last = heads.at(-1);
    if (last?.page === line.page && last.lines.at(-1)?.index === line.index - 1) {
      const more = columnsOf(line);
      if (more.length > 0 && isHead(line, more) && line.top - last.bottom < 6) {
        heads[heads.length - 1] = merge(last, line, more);
        continue;
      }
    }
    const columns = columnsOf(line);
    if (isHead(line, columns) && describesLines(columns)) {
      heads.push({ ...boundingBox([line]), page: line.page, lines: [line], columns });
    }
  }
  return heads;
}

/**
 * Whether a line may be the head of a table: few words besides the names of columns, and no numbers. When it is a
 * single cell, most words must be names of columns, or it could be a sentence.
 */
function isHead(line: Line, columns: readonly ColumnHead[]): boolean {
  const tokens = line.cells.flatMap((cell) => cell.tokens);
  const words = tokens.flatMap(({ text }) => plainWords(text));
  const named = tokens.filter((token) => columns.some((column) => overlap(column, token)));
  return (
    columns.length >= 1 &&
    !words.some((word) => /^\d{2,}$/.test(word)) &&
    words.length <= 8 * columns.length &&
    (line.cells.length > 1 || 2 * named.length >= tokens.length)
  );
}

function describesLines(columns: readonly ColumnHead[]): boolean {
  const kinds = new Set(columns.map(({ kind }) => kind));
  const telling = ['description', 'quantity', 'unit_price'] as const;
  return (
    kinds.size >= 2 &&
    telling.some((kind) => kinds.has(kind)) &&
    (kinds.has('amount') || kinds.has('gross_amount') || kinds.has('unit_price'))
  );
}

function merge(head: TableHead, line: Line, more: readonly ColumnHead[]): TableHead {
  const added = more.filter((column) => !head.columns.some((other) => overlap(other, column)));
  return {
    ...boundingBox([head, line]),
    page: head.page,
    lines: [...head.lines, line],
    columns: [...head.columns, ...added].sort((a, b) => a.left - b.left),
  };
}

function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right;
}

function columnsOf(line: Line): ColumnHead[] {
  return line.cells.flatMap(({ tokens }) => columnsOfCell(tokens));
}

/** Finds column heads within a cell: those of a narrow table may be so close together that they form one cell. */
function columnsOfCell(tokens: readonly Token[]): ColumnHead[] {
  const words = tokens.flatMap((token) => plainWords(token.text).map((word) => ({ word, token })));
  const columns: ColumnHead[] = [];
  let at = 0;
  while (at < words.length) {
    const phrase = phrases
      .get(words[at]?.word ?? '')
      ?.find(({ words: wanted }) =>
        wanted.every((word, index) => words[at + index]?.word === word),
      );
    if (phrase) {
      const own = words.slice(at, at + phrase.words.length).map(({ token }) => token);
      columns.push({ ...boundingBox(own), kind: phrase.kind });
    }
    at += phrase?.words.length ?? 1;
  }
  return columns;
}

/** Whether something is in the head of a table. A label there is not that of a total. */
export function isInTableHead(
  rect: Rect & { readonly page: number },
  heads: readonly TableHead[],
): boolean {
  return onPage(heads, rect.page).some(({ lines }) => lines.some((line) => isBeside(line, rect)));
}

function headPhrases(): Map<string, HeadPhrase[]> {
  const all = columnKinds
    .flatMap((kind) =>
      columnHeads[kind]
        .split(',')
        .flatMap((text) => [text, text.replace(/\bbtw\b/g, 'b t w')])
        .map((text) => ({ kind, words: plainWords(text) })),
    )
    .sort((a, b) => b.words.length - a.words.length);
  return Map.groupBy(all, ({ words }) => words[0] ?? '');
}
