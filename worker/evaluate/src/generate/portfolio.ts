import { type DocumentMaker, draftInvoice, pdfDocument } from './document-maker.ts';
import { attach, drawInvoice } from './draw-invoice.ts';
import { appended } from './incremental-update.ts';
import { Sheet, sheet } from './sheet.ts';

/** A portfolio: a cover page that says nothing, and the invoice as a file inside. */
const portfolio: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 7, ...options });
  const page = new Sheet();
  const cover = 'For the best experience, open this PDF portfolio in a reader that supports it.';
  page.text(cover, sheet.margin, 120, { font: 'Helvetica', size: 11 });
  attach(page, {
    name: random.pick(['factuur.pdf', 'invoice.pdf', 'Rechnung.pdf', 'facture.pdf']),
    content: await drawInvoice(draft.spec, draft.style),
    type: 'application/pdf',
  });
  return pdfDocument(asPortfolio(await page.finish()), draft.truth);
};

/** Marks a PDF as a collection of the files attached to it, by the entry Collection of its catalog (7.11.6). */
function asPortfolio(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const root = Number(/\/Root (\d+) 0 R/.exec(text)?.[1]);
  const catalog = new RegExp(`\\n${root} 0 obj\\s*<<([\\s\\S]*?)>>\\s*endobj`).exec(text)?.[1];
  if (catalog === undefined) throw new Error('the PDF has no catalog that can be read');
  const collection = `<<${catalog}/Collection << /Type /Collection /View /D >>\n>>`;
  return appended(pdf, [{ number: root, text: collection }]);
}

export const portfolios = { portfolio } as const;
