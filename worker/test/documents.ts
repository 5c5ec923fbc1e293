import PDFDocument from 'pdfkit';

/** A one-page invoice with a text layer, another one for each serial number. */
export async function cleanInvoicePdf(serial: number): Promise<Buffer> {
  return pdf((document) => drawInvoice(document, serial));
}

/** A PDF of so many invoices, a page each. */
export async function invoicesInOnePdf(...serials: readonly number[]): Promise<Buffer> {
  return pdf((document) => {
    serials.forEach((serial, index) => {
      if (index > 0) document.addPage();
      drawInvoice(document, serial);
    });
  });
}

/** A PDF of so many pages, each with its number and some words. */
export async function longPdf(pages: number): Promise<Buffer> {
  return pdf((document) => {
    for (let page = 1; page <= pages; page++) {
      if (page > 1) document.addPage();
      document.fontSize(12).text(`Bijlage bij factuur, bladzijde ${page} van ${pages}`, 60, 80);
    }
  });
}

/** An invoice with files attached to it. */
export async function invoiceWithFiles(files: Readonly<Record<string, string>>): Promise<Buffer> {
  return pdf((document) => {
    drawInvoice(document, 0);
    for (const [name, content] of Object.entries(files)) {
      document.file(Buffer.from(content), { name });
    }
  });
}

/** A PDF that wants a password to be opened. */
export async function encryptedPdf(): Promise<Buffer> {
  return pdf((document) => document.text('geheim'), {
    userPassword: 'geheim',
    ownerPassword: 'geheim',
  });
}

function drawInvoice(document: PDFKit.PDFDocument, serial: number): void {
  const rows: [string, number, number][] = [
    ['Drukkerij De Vlijt B.V.', 60, 60],
    ['KvK 27312345', 60, 80],
    ['BTW NL004495445B01', 60, 95],
    ['IBAN NL91ABNA0417164300', 60, 110],
    ['Factuur', 60, 160],
    [`Factuurnummer: 2026-${String(1000 + serial)}`, 60, 190],
    ['Factuurdatum: 02-11-2026', 60, 205],
    ['Vervaldatum: 02-12-2026', 60, 220],
    ['Omschrijving', 60, 280],
    ['Bedrag', 450, 280],
    ['Drukwerk folders', 60, 300],
    ['1.000,00', 450, 300],
    ['Totaal excl. btw', 300, 360],
    ['1.000,00', 450, 360],
    ['Btw 21%', 300, 380],
    ['210,00', 450, 380],
    ['Totaal te betalen EUR', 300, 400],
    ['1.210,00', 450, 400],
  ];
  document.fontSize(11);
  for (const [text, x, y] of rows) document.text(text, x, y);
}

function pdf(
  draw: (document: PDFKit.PDFDocument) => unknown,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', ...options });
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    draw(document);
    document.end();
  });
}
