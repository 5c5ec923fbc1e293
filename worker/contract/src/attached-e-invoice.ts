import { z } from 'zod';
import { readInvoiceSchema } from './read-invoice.ts';

/** As many as a PDF may have files. */
export const mostEInvoices = 50;

/**
 * An e-invoice that is attached to a document: its file's name, and how likely it is the invoice that the document
 * shows. The lower the rank the likelier; of equal ranks, the pages decide.
 */
export const attachedEInvoiceSchema = z
  .strictObject({
    fileName: z.string().max(200),
    rank: z.int().min(0).max(9),
    invoice: readInvoiceSchema,
    /** only its head was kept, to list it: it is not the document's */
    isListedOnly: z.literal(true).optional(),
  })
  .readonly();
export type AttachedEInvoice = z.output<typeof attachedEInvoiceSchema>;

/** The e-invoices of a document where it has several, the likeliest first. */
export const attachedEInvoicesSchema = z
  .array(attachedEInvoiceSchema)
  .min(2)
  .max(mostEInvoices)
  .readonly();

/** What `ocr` hands on to `parse`: the e-invoice of a document, or all of them where it has several. */
export const storedEInvoicesSchema = z.union([readInvoiceSchema, attachedEInvoicesSchema]);
