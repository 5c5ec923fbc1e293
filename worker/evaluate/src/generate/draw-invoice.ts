import { drawFooter } from './draw-footer.ts';
import { drawTable } from './draw-table.ts';
import { drawTotals } from './draw-totals.ts';
import type { InvoiceSpec } from './invoice-spec.ts';
import type { Party } from './parties.ts';
import { Sheet, sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** What is printed instead of the true value, so that the amounts contradict each other. */
export interface Misprint {
  readonly totalMinor: bigint;
}

/** A file to attach to the PDF, such as an e-invoice. */
export interface Attachment {
  readonly name: string;
  readonly content: string;
}

/** Draws a generated invoice in a style. @returns a PDF with a text layer */
export async function drawInvoice(
  spec: InvoiceSpec,
  style: Style,
  misprint: Misprint | null = null,
  attachment: Attachment | null = null,
): Promise<Uint8Array> {
  const page = new Sheet();
  const headEnd = drawLetterhead(page, spec, style) + 26;
  const customerEnd = drawCustomer(page, spec, style, headEnd);
  let y = style.metaBeside
    ? Math.max(customerEnd, drawMeta(page, spec, { ...style, ...besideCustomer(style) }, headEnd))
    : drawMeta(page, spec, style, customerEnd + 18);
  y = drawTable(page, spec, style, y + 20);
  y = drawTotals(page, spec, style, y + 14, misprint?.totalMinor ?? spec.totalMinor);
  drawFooter(page, spec, style, y);
  if (attachment) {
    page.pdf.file(Buffer.from(attachment.content), {
      name: attachment.name,
      type: 'text/xml',
      creationDate: new Date(0),
      modifiedDate: new Date(0),
    });
  }
  return page.finish();
}

/** Draws the header facts on the side opposite the customer's address; four in a row need the whole width. */
function besideCustomer({ customerSide, metaForm }: Style): Pick<Style, 'metaSide' | 'metaForm'> {
  return {
    metaSide: customerSide === 'left' ? 'right' : 'left',
    metaForm: metaForm === 'stacked' ? 'columns' : metaForm,
  };
}

function drawLetterhead(page: Sheet, { supplier }: InvoiceSpec, style: Style): number {
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

function drawMeta(page: Sheet, spec: InvoiceSpec, style: Style, top: number): number {
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
  const pairs = metaPairs(spec, style);
  return style.metaForm === 'stacked'
    ? drawStackedMeta(page, pairs, style, y + 6)
    : drawListedMeta(page, pairs, style, y + 6);
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
