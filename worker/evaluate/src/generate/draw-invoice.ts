import { drawFooter } from './draw-footer.ts';
import { drawTable } from './draw-table.ts';
import { drawTotals, type SumRow } from './draw-totals.ts';
import type { InvoiceSpec } from './invoice-spec.ts';
import type { Party } from './parties.ts';
import { Sheet, sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** What a page shows beside its invoice, or instead of the true value. */
export interface Extras {
  /** printed instead of the true total, so that the amounts contradict each other */
  readonly printedTotalMinor?: bigint;
  /** rows below the total, such as what was paid already */
  readonly rowsBelowTotal?: readonly SumRow[];
  /** sentences between the head and the table */
  readonly remarks?: readonly string[];
  /** facts of the head instead of the usual ones, with their labels */
  readonly ownFacts?: readonly [label: string, value: string][];
  /** draws the supplier's letterhead in another way. @returns the y coordinate below it */
  readonly letterhead?: (page: Sheet) => number;
  /** whether the letterhead and the number stand on every page */
  readonly headOnEveryPage?: boolean;
}

/** A file to attach to the PDF, such as an e-invoice. */
export interface Attachment {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type?: string;
  /** what the file is to the PDF (AFRelationship) */
  readonly relationship?: 'Alternative' | 'Source' | 'Data' | 'Supplement';
}

/** Draws a generated invoice in a style. @returns a PDF with a text layer */
export async function drawInvoice(
  spec: InvoiceSpec,
  style: Style,
  extras: Extras = {},
  attachments: readonly Attachment[] = [],
): Promise<Uint8Array> {
  const page = new Sheet();
  drawInvoiceOn(page, spec, style, extras);
  for (const attachment of attachments) attach(page, attachment);
  return page.finish();
}

/** Draws a generated invoice on a sheet, and on further pages of it where one is not enough. */
export function drawInvoiceOn(
  page: Sheet,
  spec: InvoiceSpec,
  style: Style,
  extras: Extras = {},
): void {
  const letterhead = extras.letterhead ?? ((on: Sheet) => drawLetterhead(on, spec, style));
  if (extras.headOnEveryPage) page.repeatHead(() => drawRunningHead(page, spec, style, letterhead));
  const headEnd = letterhead(page) + 26;
  const customerEnd = drawCustomer(page, spec, style, headEnd);
  const facts = extras.ownFacts ?? metaPairs(spec, style);
  let y = style.metaBeside
    ? Math.max(
        customerEnd,
        drawMeta(page, spec, { ...style, ...besideCustomer(style) }, facts, headEnd),
      )
    : drawMeta(page, spec, style, facts, customerEnd + 18);
  for (const remark of extras.remarks ?? []) {
    y += page.text(remark, sheet.margin, y + 8, { font: style.fonts.regular, size: style.size });
  }
  y = drawTable(page, spec, style, y + 20);
  const total = extras.printedTotalMinor ?? spec.totalMinor;
  y = drawTotals(page, spec, style, y + 14, total, extras.rowsBelowTotal);
  drawFooter(page, spec, style, y);
  page.repeatHead(null);
}

/** Attaches a file to a PDF, as an e-invoice is. */
export function attach(
  page: Sheet,
  { name, content, type = 'text/xml', relationship }: Attachment,
): void {
  page.pdf.file(Buffer.from(content), {
    name,
    type,
    creationDate: new Date(0),
    modifiedDate: new Date(0),
    ...(relationship && { relationship }),
  });
}

/** The letterhead again, with the document's title and number. */
function drawRunningHead(
  page: Sheet,
  spec: InvoiceSpec,
  style: Style,
  letterhead: (page: Sheet) => number,
): number {
  const { fonts, size, words } = style;
  const title = spec.isCreditNote ? words.creditNote : words.invoice;
  const y = letterhead(page);
  return y + page.text(`${title} ${spec.number}`, sheet.margin, y, { font: fonts.bold, size });
}

/** Draws the header facts on the side opposite the customer's address; four in a row need the whole width. */
function besideCustomer({ customerSide, metaForm }: Style): Pick<Style, 'metaSide' | 'metaForm'> {
  return {
    metaSide: customerSide === 'left' ? 'right' : 'left',
    metaForm: metaForm === 'stacked' ? 'columns' : metaForm,
  };
}

/** Draws name and address of the supplier. @returns the y coordinate below them, in points */
export function drawLetterhead(page: Sheet, { supplier }: InvoiceSpec, style: Style): number {
  const { margin, width } = sheet;
  const align = style.letterheadSide;
  const x = align === 'left' ? margin : width - margin;
  const bold = { font: style.fonts.bold, size: style.size * 1.9, color: style.accent, align };
  const small = { font: style.fonts.regular, size: style.size * 0.9, align };
  let y = margin - 6;
  y += page.text(supplier.name, x, y, bold);
  if (!style.letterheadAddress) return y;
  for (const text of [...addressLines(supplier), supplier.phone, supplier.email]) {
    y += page.text(text, x, y, small);
  }
  return y;
}

function addressLines({ street, postcode, city, country }: Party): string[] {
  const postal = country === 'GB' ? [city, postcode] : [`${postcode}  ${city}`];
  return [street, ...postal];
}

function drawCustomer(page: Sheet, spec: InvoiceSpec, style: Style, top: number): number {
  const x = style.customerSide === 'left' ? sheet.margin : 330;
  const regular = { font: style.fonts.regular, size: style.size };
  const bold = { font: style.fonts.bold, size: style.size };
  let y = top;
  if (style.senderLine) {
    const { name, street, postcode, city } = spec.supplier;
    const line = [name, street, `${postcode} ${city}`].join(' · ');
    y += page.text(line, x, y, { font: style.fonts.regular, size: 6.5, color: '#555555' }) + 4;
  }
  if (style.partyLabels) y += page.text(`${style.words.customer}${style.labelEnd}`, x, y, bold);
  const attention = style.attention === 'none' ? [] : [style.words.attention];
  for (const text of [spec.customer.name, ...attention, ...addressLines(spec.customer)]) {
    y += page.text(text, x, y, regular);
  }
  if (style.customerVatShown) {
    y += page.text(`${style.words.vatNumber}: ${spec.customer.vatNumber}`, x, y, regular);
  }
  return y;
}

/** The facts of the header, in an order that differs between documents. */
function metaPairs(spec: InvoiceSpec, style: Style): [string, string][] {
  const { words, notation } = style;
  const number = spec.isCreditNote ? words.creditNumber : words.number;
  const pairs: [string, string | null][] = [
    [number, spec.number],
    [words.date, notation.date(spec.issueDate)],
    [words.dueDate, style.payment === 'listed' ? notation.date(spec.dueDate) : null],
    [words.supplyDate, spec.supplyDate === null ? null : notation.date(spec.supplyDate)],
    [words.order, spec.orderReference],
    [words.customerNumber, style.customerNumber],
    [words.paymentReference, spec.paymentReference],
  ];
  const present = pairs.flatMap(([label, value]): [string, string][] =>
    value === null ? [] : [[label, value]],
  );
  return style.metaForm === 'title' ? present.slice(2) : present;
}

function drawMeta(
  page: Sheet,
  spec: InvoiceSpec,
  style: Style,
  facts: readonly [string, string][],
  top: number,
): number {
  const { fonts, size, words } = style;
  const title = spec.isCreditNote ? words.creditNote : words.invoice;
  const inTitle = style.metaForm === 'title';
  let y = top;
  const titleX = style.metaBeside ? metaX(style) : sheet.margin;
  y += page.text(inTitle ? `${title} ${spec.number}` : title, titleX, y, {
    font: fonts.bold,
    size: size * 1.6,
    color: style.accent,
  });
  if (inTitle) {
    const text = `${words.date}: ${style.notation.date(spec.issueDate)}`;
    y += page.text(text, titleX, y, { font: fonts.regular, size });
  }
  return style.metaForm === 'stacked'
    ? drawStackedMeta(page, facts, style, y + 6)
    : drawListedMeta(page, facts, style, y + 6);
}

function drawStackedMeta(
  page: Sheet,
  pairs: readonly [string, string][],
  { fonts, size }: Style,
  top: number,
): number {
  const perRow = 4;
  const columnWidth = (sheet.width - 2 * sheet.margin) / perRow;
  const rowHeight = size * 3.4;
  pairs.forEach(([label, value], index) => {
    const x = sheet.margin + (index % perRow) * columnWidth;
    const y = top + Math.floor(index / perRow) * rowHeight;
    page.text(label, x, y, { font: fonts.bold, size: size * 0.9 });
    page.text(value, x, y + size * 1.4, { font: fonts.regular, size });
  });
  return top + Math.ceil(pairs.length / perRow) * rowHeight;
}

function metaX({ metaSide }: Style): number {
  return metaSide === 'left' ? sheet.margin : 320;
}

function drawListedMeta(
  page: Sheet,
  pairs: readonly [string, string][],
  style: Style,
  top: number,
): number {
  const regular = { font: style.fonts.regular, size: style.size };
  const x = metaX(style);
  const valueX =
    x + Math.max(...pairs.map(([label]) => page.width(`${label} : `, regular)), 90) + 8;
  let y = top;
  for (const [label, value] of pairs) {
    if (style.metaForm === 'columns') {
      page.text(label, x, y, regular);
      y += page.text(
        style.labelEnd === '' ? value : `${style.labelEnd} ${value}`.trim(),
        valueX,
        y,
        regular,
      );
    } else {
      y += page.text(`${label}: ${value}`, x, y, regular);
    }
  }
  return y;
}
