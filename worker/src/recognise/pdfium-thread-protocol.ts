import { boxSchema, wordSchema } from '@smart-accounting/worker-contract';
import { z } from 'zod';

/** What the main thread asks of the thread that holds PDFium. Pages are counted from 0. */
const pageOfDocument = { handle: z.number(), index: z.number() };
const turnsSchema = z.literal([0, 1, 2, 3]);
const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const threadOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), handle: z.number(), bytes: bytesSchema }),
  z.object({ kind: z.literal('page'), ...pageOfDocument }),
  z.object({
    kind: z.literal('render'),
    ...pageOfDocument,
    widthPx: z.number(),
    heightPx: z.number(),
    turns: turnsSchema,
    grey: z.boolean(),
    region: boxSchema.optional(),
  }),
  z.object({ kind: z.literal('close'), handle: z.number() }),
]);
export type ThreadOrder = z.infer<typeof threadOrderSchema>;

const threadAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    pageCount: z.number(),
    attachments: z.array(bytesSchema),
  }),
  z.object({ kind: z.literal('refused'), reason: z.enum(['encrypted_pdf', 'damaged_pdf']) }),
  z.object({
    kind: z.literal('page'),
    widthPt: z.number(),
    heightPt: z.number(),
    largestPicturePixels: z.number(),
    /** the text layer as words of the upright page, and whether it is worth trusting */
    words: z.array(wordSchema),
    usable: z.boolean(),
    turns: turnsSchema,
  }),
  z.object({ kind: z.literal('pixels'), pixels: z.custom<Uint8Array<ArrayBuffer>>(isBytes) }),
  z.object({ kind: z.literal('closed') }),
]);
export type ThreadAnswer = z.infer<typeof threadAnswerSchema>;

/** An answer, or why there is none; and the size of PDFium's memory, which never shrinks. */
export const threadReplySchema = z.union([
  z.object({ answer: threadAnswerSchema, heapBytes: z.number() }),
  z.object({ failure: z.string(), heapBytes: z.number() }),
]);
export type ThreadReply = z.infer<typeof threadReplySchema>;

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}
