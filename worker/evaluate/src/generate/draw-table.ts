import { isReverseCharged, type InvoiceSpec, type SpecLine } from './invoice-spec.ts';
import { Sheet, sheet } from './sheet.ts';
import type { ColumnName, Style } from './style.ts';

const bottom = 690;

interface PlacedColumn {
  readonly name: ColumnName;
  readonly x: number;
  readonly align: 'left' | 'right';
}

/** Draws the invoice lines, on as many pages as they need. @returns the y coordinate below them, in points */
export function drawTable(page: Sheet, spec: InvoiceSpec, style: Style, top: number): number {
  const columns = placeColumns(style.columns);
  const rowHeight = style.size * 1.9;
  let y = drawTableHead(page, columns, style, top);
  let pageNumber = 1;
  spec.lines.forEach((line, index) => {
    if (y > bottom) {
      drawPageNumber(page, style, pageNumber++);
      y = drawTableHead(page, columns, style, page.newPage() + 20);
    }
    for (const { name, x, align } of columns) {
      page.text(cellOf(name, line, index, spec, style), x, y, {
        font: style.fonts.regular,
        size: style.size,
        align,
      });
    }
    y += rowHeight;
    if (style.grid) page.line(sheet.margin, y - 4, sheet.width - sheet.margin, y - 4);
  });
  if (pageNumber > 1) drawPageNumber(page, style, pageNumber);
  if (y <= bottom - 60) return y;
  return page.newPage();
}

function drawTableHead(
  page: Sheet,
  columns: readonly PlacedColumn[],
  style: Style,
  y: number,
): number {
  if (style.grid)
    page.fill(
      sheet.margin - 3,
      y - 4,
      sheet.width - 2 * sheet.margin + 6,
      style.size * 1.8,
      '#e4e8ee',
    );
  for (const { name, x, align } of columns) {
    page.text(headOf(name, style), x, y, {
      font: style.fonts.bold,
      size: style.size * 0.95,
      align,
    });
  }
  return y + style.size * 2.2;
}

const columnWidths: Readonly<Record<ColumnName, number>> = {
  position: 30,
  article: 62,
  quantity: 62,
  unitPrice: 78,
  rate: 58,
  amount: 92,
  description: 0,
};

/** Numbers are right-aligned, the first column and the description left-aligned. */
function placeColumns(names: readonly ColumnName[]): PlacedColumn[] {
  const fixed = names.reduce((sum, name) => sum + columnWidths[name], 0);
  const descriptionWidth = sheet.width - 2 * sheet.margin - fixed;
  let x: number = sheet.margin;
  return names.map((name, index) => {
    const width = name === 'description' ? descriptionWidth : columnWidths[name];
    const align = name === 'description' || name === 'article' || index === 0 ? 'left' : 'right';
    const placed = { name, align, x: align === 'left' ? x : x + width } as const;
    x += width;
    return placed;
  });
}

function headOf(name: ColumnName, { words }: Style): string {
  return name === 'position' ? '#' : words[name];
}

function cellOf(
  name: ColumnName,
  line: SpecLine,
  index: number,
  spec: InvoiceSpec,
  { notation, negativeCredit }: Style,
): string {
  switch (name) {
    case 'position':
      return String(index + 1);
    case 'article':
      return String(40_000 + line.description.length * 37);
    case 'description':
      return line.description;
    case 'quantity':
      return notation.quantity(line.quantity);
    case 'unitPrice':
      return notation.number(line.unitPriceMinor);
    case 'rate':
      return isReverseCharged(spec) ? '-' : notation.percent(line.rateBp);
    case 'amount':
      return notation.number(negativeCredit ? -line.netMinor : line.netMinor);
  }
}

function drawPageNumber(page: Sheet, { words, fonts }: Style, number: number): void {
  page.text(`${words.page} ${number}`, sheet.width - sheet.margin, 826, {
    font: fonts.regular,
    size: 8,
    align: 'right',
  });
}
