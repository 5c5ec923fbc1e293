import { pageSources } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';

/**
 * A rectangle on a page as fractions of the page's width and height (0 to 1, origin top left), so that it fits the
 * image at every zoom.
 */
export const boxSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Box = z.infer<typeof boxSchema>;

/**
 * One word as read. `confidence` is 0 to 1; a text layer's words have 1. `hidden` words stand in the file, but nobody
 * can see them on the page: nothing may be read from them.
 */
export const wordSchema = boxSchema.extend({
  text: z.string(),
  confidence: z.number(),
  hidden: z.literal(true).optional(),
});
export type Word = z.infer<typeof wordSchema>;

/** Where the words of a page came from. */
export const pageSourceSchema = z.enum(pageSources);
export type PageSource = z.infer<typeof pageSourceSchema>;

/**
 * One page's words in reading order. `widthPt` and `heightPt` are points (1/72 inch) as displayed, after `rotation`
 * (degrees clockwise that we turned the page to make it upright).
 */
export const pageSchema = z.object({
  number: z.number().int().positive(),
  widthPt: z.number(),
  heightPt: z.number(),
  rotation: z.number(),
  source: pageSourceSchema,
  words: z.array(wordSchema),
});
export type Page = z.infer<typeof pageSchema>;

/** Why a document cannot be read, ever: no retry helps, the person must send another file. */
export const unreadableReasons = [
  'empty_file',
  'unsupported_type',
  'encrypted_pdf',
  'damaged_pdf',
  'damaged_image',
  'no_pages',
  'too_many_pages',
  'too_many_files',
  'page_too_large',
  'page_too_complex',
  'document_too_complex',
  'malformed_xml',
  'unsafe_xml',
  'unknown_xml',
] as const;
export const unreadableReasonSchema = z.enum(unreadableReasons);
export type UnreadableReason = z.infer<typeof unreadableReasonSchema>;

/** Widths in pixels of the page images made for the portal: fit to width, and zoomed. */
export const pageImageWidths = [1240, 2480] as const;
