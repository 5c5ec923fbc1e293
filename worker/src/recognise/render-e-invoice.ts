import PDFDocument from 'pdfkit';
import { formatMinor } from '@smart-accounting/accounting/money';
import { mostReviewedLines } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import type {
  InvoiceFieldName,
  ReadInvoice,
  ReadLine,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { toWinAnsi } from './win-ansi.ts';

/** The header of a rendered invoice: labels and fields, from top to bottom. */
const headerRows: readonly (readonly [string, InvoiceFieldName])[] = [
  ['Leverancier', 'supplier_name'],
  ['Land', 'supplier_country'],
  ['Btw-nummer', 'supplier_vat_number'],
  ['KvK-nummer', 'supplier_kvk_number'],
  ['IBAN', 'supplier_iban'],
  ['Afnemer', 'customer_name'],
  ['Factuurnummer', 'invoice_number'],
  ['Factuurdatum', 'invoice_date'],
  ['Leverdatum', 'supply_date'],
  ['Vervaldatum', 'due_date'],
  ['Betalingskenmerk', 'payment_reference'],
  ['Inkoopordernummer', 'order_reference'],
  ['Valuta', 'currency'],
];

const totalRows: readonly (readonly [string, InvoiceFieldName])[] = [
  ['Totaal exclusief btw', 'net_total'],
  ['Btw', 'vat_total'],
  ['Totaal inclusief btw', 'total'],
  ['Al betaald', 'prepaid_total'],
  ['Afronding', 'rounding'],
];

const margin = 50;
const pageBottom = 780;
const fontSize = 10;
const rowHeight = 16;
const black = '#111111';
const grey = '#666666';

/** A column of a table: left edge and width in points. */
interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const lineColumns: readonly Column[] = [
  { x: margin, width: 250, align: 'left' },
  { x: 305, width: 55, align: 'right' },
  { x: 365, width: 75, align: 'right' },
  { x: 440, width: 40, align: 'right' },
  { x: 480, width: 65, align: 'right' },
];
const vatColumns: readonly Column[] = [
  { x: margin, width: 100, align: 'left' },
  { x: 155, width: 90, align: 'right' },
  { x: 250, width: 90, align: 'right' },
];

/** Renders the values of an e-invoice on A4 pages. @returns a PDF that needs no installed font */
export async function renderEInvoice(invoice: ReadInvoice): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin, autoFirstPage: true });
  const written = collect(pdf);
  const sheet = new Sheet(pdf);
  const isCreditNote = invoice.fields.document_type?.value === 'credit_note';
  sheet.title(isCreditNote ? 'Creditnota' : 'Factuur');
  for (const [label, name] of headerRows) sheet.pair(label, invoice.fields[name]?.value);
  setLines(sheet, invoice.lines);
  sheet.gap();
  sheet.heading(vatColumns, ['Btw', 'Grondslag', 'Bedrag']);
  for (const row of invoice.vat) {
    const rate = `${percent(row.rateBp)}${row.category === null ? '' : ` (${row.category})`}`;
    sheet.row(vatColumns, [rate, formatMinor(row.baseMinor), formatMinor(row.vatMinor)]);
  }
  sheet.gap();
  for (const [label, name] of totalRows) sheet.pair(label, invoice.fields[name]?.value);
  pdf.end();
  return written;
}

/**
 * Writes only as many lines as a person would review one by one. Rendering a page costs as much as reading a clean
 * invoice: thousands of lines would keep a worker busy for minutes with images that nobody looks at, since such an
 * invoice is booked by its totals.
 */
function setLines(sheet: Sheet, lines: readonly ReadLine[]): void {
  sheet.gap();
  const heading = ['Omschrijving', 'Aantal', 'Prijs', 'Btw', 'Bedrag'];
  sheet.heading(lineColumns, heading);
  for (const line of lines.slice(0, mostReviewedLines)) {
    sheet.row(lineColumns, [
      line.description,
      line.quantity ?? '',
      line.unitPrice ?? '',
      line.rateBp === null ? '' : percent(line.rateBp),
      formatMinor(line.netMinor),
    ]);
  }
  const rest = lines.length - mostReviewedLines;
  if (rest > 0) sheet.note(`… en nog ${rest} regels, die in het bestand zelf staan`);
}

function percent(rateBp: number): string {
  return `${rateBp / 100}%`;
}

/** Writes from the top of the first page to the bottom of the last. */
class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  #y = margin;

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf;
  }

  title(text: string): void {
    this.#pdf.font('Helvetica-Bold').fontSize(20).fillColor(black);
    this.#pdf.text(text, margin, this.#y, { lineBreak: false });
    this.#y += 2.5 * rowHeight;
  }

  pair(label: string, value: string | undefined): void {
    if (value === undefined) return;
    this.#write(label, { x: margin, width: 150, align: 'left' }, 'Helvetica', grey);
    this.#write(value, { x: 205, width: 340, align: 'left' }, 'Helvetica', black);
    this.#nextRow();
  }

  heading(columns: readonly Column[], cells: readonly string[]): void {
    this.#cells(columns, cells, 'Helvetica-Bold');
  }

  row(columns: readonly Column[], cells: readonly string[]): void {
    this.#cells(columns, cells, 'Helvetica');
  }

  note(text: string): void {
    this.#write(text, { x: margin, width: 495, align: 'left' }, 'Helvetica', grey);
    this.#nextRow();
  }

  gap(): void {
    this.#y += rowHeight;
  }

  #cells(columns: readonly Column[], cells: readonly string[], font: string): void {
    columns.forEach((column, index) => this.#write(cells[index] ?? '', column, font, black));
    this.#nextRow();
  }

  /** Writes one line of text. What does not fit is cut off: the values themselves are not read from here. */
  #write(text: string, { x, width, align }: Column, font: string, color: string): void {
    this.#pdf.font(font).fontSize(fontSize).fillColor(color);
    this.#pdf.text(toWinAnsi(text), x, this.#y, {
      width,
      align,
      height: rowHeight,
      ellipsis: true,
    });
  }

  #nextRow(): void {
    this.#y += rowHeight;
    if (this.#y < pageBottom) return;
    this.#pdf.addPage();
    this.#y = margin;
  }
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
