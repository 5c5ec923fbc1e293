import type { InvoiceSpec } from './invoice-spec.ts';
import { Sheet, sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** A row of the totals; the amount as for an invoice, though a credit note may print it negative. */
export interface SumRow {
  readonly label: string;
  readonly amount: bigint;
  readonly strong?: boolean;
}

/**
 * Draws net, VAT and total.
 * @param totalMinor the total to print
 * @param below rows below it, such as what was paid already
 * @returns the y coordinate below them, in points
 */
export function drawTotals(
  page: Sheet,
  spec: InvoiceSpec,
  style: Style,
  top: number,
  totalMinor: bigint,
  below: readonly SumRow[] = [],
): number {
  const sign = style.negativeCredit ? -1n : 1n;
  const rows = [...sumRows(spec, style, sign, totalMinor), ...below];
  if (style.totalsForm === 'table') return drawSumTable(page, rows, style, sign, top);
  const start =
    style.totalsForm === 'vat table' ? drawVatTable(page, spec, style, top, sign) + 8 : top;
  return drawSumRows(page, rows, style, sign, start);
}

function sumRows(
  spec: InvoiceSpec,
  { words, notation, totalsForm }: Style,
  sign: bigint,
  totalMinor: bigint,
): SumRow[] {
  const subtotal = [
    { label: words.subtotal, amount: spec.netMinor + spec.discountMinor },
    { label: words.discount, amount: -spec.discountMinor },
  ];
  const byRate = spec.vat.map(({ rateBp, category, baseMinor, vatMinor }) => {
    const rate = category === 'AE' ? '' : ` ${notation.percent(rateBp)}`;
    const over = spec.vat.length > 1 ? ` ${words.base} ${notation.number(baseMinor * sign)}` : '';
    return { label: `${words.vat}${rate}${over}`, amount: vatMinor };
  });
  return [
    ...(spec.discountMinor > 0n ? subtotal : []),
    { label: words.net, amount: spec.netMinor },
    ...(totalsForm === 'rows with rate' ? byRate : [{ label: words.vat, amount: spec.vatMinor }]),
    { label: words.total, amount: totalMinor, strong: true },
  ];
}

function drawSumRows(
  page: Sheet,
  rows: readonly SumRow[],
  style: Style,
  sign: bigint,
  top: number,
): number {
  const { fonts, size, notation } = style;
  const right = style.totalsSide === 'right' ? sheet.width - sheet.margin : 400;
  const widest = Math.max(
    ...rows.map(({ label }) => page.width(label, { font: fonts.bold, size })),
  );
  const left = right - Math.max(215, widest + 95);
  let y = top;
  for (const { label, amount, strong } of rows) {
    const font = strong ? fonts.bold : fonts.regular;
    if (strong) page.line(left, y - 3, right, y - 3);
    page.text(label, left, y, { font, size });
    y += page.text(notation.amount(amount * sign), right, y, { font, size, align: 'right' }) + 2;
  }
  return y;
}

/** Draws the labels in one row, and the amounts below them. */
function drawSumTable(
  page: Sheet,
  rows: readonly SumRow[],
  { fonts, size, notation }: Style,
  sign: bigint,
  top: number,
): number {
  const step = (sheet.width - 2 * sheet.margin) / rows.length;
  rows.forEach(({ label, amount, strong }, index) => {
    const x = sheet.margin + (index + 1) * step;
    const align = 'right';
    page.text(label, x, top, { font: fonts.bold, size: size * 0.85, align });
    const font = strong ? fonts.bold : fonts.regular;
    page.text(notation.amount(amount * sign), x, top + size * 1.7, { font, size, align });
  });
  return top + size * 3.4;
}

function drawVatTable(
  page: Sheet,
  spec: InvoiceSpec,
  style: Style,
  top: number,
  sign: bigint,
): number {
  const { words, notation, fonts, size } = style;
  const edges = [sheet.margin + 60, sheet.margin + 160, sheet.margin + 260];
  const row = (cells: readonly string[], y: number, font: string) => {
    cells.forEach((cell, index) => {
      page.text(cell, edges[index] ?? 0, y, { font, size: size * 0.9, align: 'right' });
    });
    return y + size * 1.5;
  };
  let y = row([words.rate, words.base, words.vat], top, fonts.bold);
  for (const { rateBp, baseMinor, vatMinor } of spec.vat) {
    const cells = [
      notation.percent(rateBp),
      notation.number(baseMinor * sign),
      notation.number(vatMinor * sign),
    ];
    y = row(cells, y, fonts.regular);
  }
  return y;
}
