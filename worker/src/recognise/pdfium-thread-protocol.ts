import { boxSchema, mediaTypes, wordSchema } from '@smart-accounting/worker-contract';
import { z } from 'zod';

/** What the main thread can ask the thread that runs PDFium. Page indices start at 0. */
const pageOfDocument = { handle: z.number(), index: z.number() };
const turnsSchema = z.literal([0, 1, 2, 3]);
const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const ownBytesSchema = z.custom<Uint8Array<ArrayBuffer>>(isBytes);

export const threadRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), handle: z.number(), bytes: bytesSchema }),
  z.object({ kind: z.literal('page'), ...pageOfDocument, maxPicturePixels: z.number() }),
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
export type ThreadRequest = z.infer<typeof threadRequestSchema>;

const threadAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    pageCount: z.number(),
    embedded: z.object({
      isPortfolio: z.boolean(),
      isComplete: z.boolean(),
      files: z.array(
        z.object({
          fileName: z.string(),
          relationship: z.string().nullable(),
          mediaType: z.enum(mediaTypes),
          content: ownBytesSchema,
        }),
      ),
    }),
  }),
  z.object({ kind: z.literal('refused'), reason: z.enum(['encrypted_pdf', 'damaged_pdf']) }),
  /** see `PdfPageReading` */
  z.object({
    kind: z.literal('page'),
    widthPt: z.number(),
    heightPt: z.number(),
    largestPicturePixels: z.number(),
    picturePixels: z.number(),
    words: z.array(wordSchema),
    usable: z.boolean(),
    turns: turnsSchema,
    looked: z.boolean(),
    unmapped: z.array(boxSchema),
    pictured: z.array(boxSchema),
  }),
  z.object({ kind: z.literal('pixels'), pixels: ownBytesSchema }),
  z.object({ kind: z.literal('closed') }),
]);
export type ThreadAnswer = z.infer<typeof threadAnswerSchema>;

/** An answer, or why there is none, with the size of PDFium's memory, which never shrinks. */
export const threadReplySchema = z.union([
  z.object({ answer: threadAnswerSchema, heapBytes: z.number() }),
  z.object({ failure: z.string(), heapBytes: z.number() }),
]);
export type ThreadReply = z.infer<typeof threadReplySchema>;

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}
