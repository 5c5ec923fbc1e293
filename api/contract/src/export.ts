import { languages } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import type { Operation } from './operation.ts';

/** What a list or report can be had as, beside JSON, and the media type of each. */
export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What every export is asked with; the filter of its list or report is added to it. */
export const exportQuery = z.object({
  format: z.enum(exportFormats),
  language: z
    .enum(languages)
    .default('nl')
    .describe(
      'of the heads and states; as CSV, nl separates by semicolons and writes 1234,50, en separates by commas and writes 1234.50',
    ),
});

interface ExportForm {
  readonly method: 'get';
  readonly path: string;
  readonly description: string;
  readonly success: { readonly status: 200; readonly contentType: readonly string[] };
}

/**
 * The one form of an export: the address of the list or report with `/export` behind it, for whoever may read that. Its
 * query is `exportQuery` with the same filter; there are no pages.
 */
export function exportOf<const T extends Operation>(
  list: T,
): Pick<T, 'tag' | 'access' | 'params'> & ExportForm {
  return {
    ...list,
    method: 'get',
    path: `${list.path}/export`,
    description:
      'All that matches, as one file. A text that a spreadsheet would take for a formula begins with an apostrophe.',
    success: { status: 200, contentType: Object.values(exportMediaTypes) },
  };
}
