import { unreadableReasonSchema } from '@smart-accounting/worker-contract';
import { readInvoiceSchema } from '@smart-accounting/worker-contract/read-invoice';
import { z } from 'zod';

/** Asks for each of the files as an e-invoice. */
export const eInvoiceRequestSchema = z.object({
  files: z.array(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
});
export type EInvoiceRequest = z.infer<typeof eInvoiceRequestSchema>;

/** Passed between threads in its JSON form: `z.encode` it before sending, `parse` it when received. */
export const eInvoiceReplySchema = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('read'),
      invoice: readInvoiceSchema,
      isListedOnly: z.literal(true).optional(),
    }),
    z.object({ kind: z.literal('refused'), reason: unreadableReasonSchema }),
  ]),
);
export type EInvoiceReply = z.infer<typeof eInvoiceReplySchema>;
