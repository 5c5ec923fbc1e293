import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes.ts';

const codes = Object.keys(errorCodes).filter((code): code is ErrorCode => code in errorCodes);

/** What every error looks like (RFC 9457, `application/problem+json`). `instance` is the request's id. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(codes),
    detail: z.string().optional(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          field: z.string().describe('path of the field, `lines.0.net_amount`'),
          message: z.string(),
        }),
      )
      .optional(),
    retry_after: z.number().int().optional().describe('seconds until it is worth trying again'),
    quota: z
      .object({
        limit: z.string().describe('documents or pages a month, or bytes, as a decimal number'),
        resets_on: z.iso.date().nullable().describe('the first day of the next month'),
      })
      .optional()
      .describe('the limit of the tenant that was reached'),
    existing: z
      .object({ by: z.string().nullable(), at: z.string().nullable(), id: z.string().nullable() })
      .optional()
      .describe('who was first, where somebody was'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
