import { ciiDocument } from './cii-document.ts';
import { type DocumentMaker, draftInvoice, drawn, pdfDocument } from './document-maker.ts';
import { drawInvoice, drawInvoiceOn, type Attachment } from './draw-invoice.ts';
import { generateIban } from './identifiers.ts';
import { generateInvoice, type InvoiceSpec } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { Sheet, sheet } from './sheet.ts';
import { marked } from './truth.ts';
import { ublDocument } from './ubl-document.ts';

/** What the page says where it is not what the XML says: another total, account or number. */
function altered(random: Random, spec: InvoiceSpec): Partial<InvoiceSpec> {
  const factor = BigInt(random.whole(2, 4));
  return random.pick<Partial<InvoiceSpec>>([
    {
      lines: spec.lines.map((line) => ({
        ...line,
        unitPriceMinor: line.unitPriceMinor * factor,
        netMinor: line.netMinor * factor,
      })),
      discountMinor: spec.discountMinor * factor,
      vat: spec.vat.map((row) => ({
        ...row,
        baseMinor: row.baseMinor * factor,
        vatMinor: row.vatMinor * factor,
      })),
      netMinor: spec.netMinor * factor,
      vatMinor: spec.vatMinor * factor,
      totalMinor: spec.totalMinor * factor,
    },
    { supplier: { ...spec.supplier, iban: generateIban(random, spec.supplier.country) } },
    // A number of its own, or one that begins like the other.
    { number: random.pick([`${spec.number}${random.digits(2)}`, `F${random.digits(7)}`]) },
  ]);
}

/** The XML and the page disagree: the values are those of the XML, and a person must be told. */
const differingEInvoice: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 7, ...options });
  const printed = { ...draft.style, payment: 'listed' } as const;
  const shown = { ...draft.spec, ...altered(random, draft.spec) };
  const bytes = await drawInvoice(shown, printed, {}, [
    { name: 'factur-x.xml', content: ciiDocument(draft.spec) },
  ]);
  return pdfDocument(bytes, marked(draft.truth, 'e_invoice_differs'));
};

/**
 * A subcontractor's e-invoice is enclosed beside the document's own, and sorted before it. What tells them apart is, in
 * turn: the name of the file, its relationship to the PDF, and nothing but the page.
 */
const twoEInvoices: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 7, ...options });
  const other = generateInvoice(random, { maxLines: 4, language: draft.spec.language });
  const own = ciiDocument(draft.spec);
  const enclosed = random.chance(0.5) ? ciiDocument(other) : ublDocument(other);
  const [first, second] = random.pick<readonly [Attachment, Attachment]>([
    [
      { name: 'bijlage-onderaannemer.xml', content: enclosed },
      { name: 'factur-x.xml', content: own },
    ],
    [
      { name: 'a.xml', content: enclosed, relationship: 'Supplement' },
      { name: 'b.xml', content: own, relationship: 'Alternative' },
    ],
    [
      { name: 'document-1.xml', content: enclosed },
      { name: 'document-2.xml', content: own },
    ],
  ]);
  return drawn(draft, {}, [first, second]);
};

/** The e-invoice is attached to a place on the page: a pin that one clicks. */
const annotatedEInvoice: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 7, ...options });
  const page = new Sheet();
  drawInvoiceOn(page, draft.spec, draft.style);
  page.pdf.fileAnnotation(sheet.width - 30, 10, 16, 16, {
    src: Buffer.from(ciiDocument(draft.spec)),
    name: 'factur-x.xml',
    type: 'text/xml',
    creationDate: new Date(0),
    modifiedDate: new Date(0),
  });
  return pdfDocument(await page.finish(), draft.truth);
};

/** An e-invoice whose page says the same: there is nothing to ask. */
const agreeingEInvoice: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 7, ...options });
  return drawn(draft, {}, [{ name: 'factur-x.xml', content: ciiDocument(draft.spec) }]);
};

export const eInvoicesInPdf = {
  'differing-e-invoice': differingEInvoice,
  'agreeing-e-invoice': agreeingEInvoice,
  'two-e-invoices': twoEInvoices,
  'annotated-e-invoice': annotatedEInvoice,
} as const;
