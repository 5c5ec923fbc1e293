import { z } from 'zod';

/** An amount as a decimal text with two decimals in the currency at hand: `-1234.50`. Never a JSON number. */
export const amount = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,2})?$/, 'write an amount like 1234.50')
  .meta({ id: 'Amount', examples: ['1246.30'] });

/** An exact decimal for quantities, unit prices and exchange rates. */
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,10})?$/, 'write a number like 12.5');

/** A civil date, `YYYY-MM-DD`, of the years that books can have. */
export const date = z.iso.date().regex(/^(19|20|21)/, 'write a year from 1900 to 2199');

/** An instant in UTC. */
export const instant = z.iso.datetime();

export const id = z.uuid();

export const tenantId = z
  .string()
  .regex(/^[a-z][a-z0-9]{11}$/)
  .meta({ id: 'TenantId', examples: ['k3v9x2m8qa4d'] });

export const currency = z.string().regex(/^[A-Z]{3}$/, 'write a currency like EUR');

/** Text a person typed: trimmed, one line, not empty, without control or direction-changing characters or halves of one. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'write one line of plain text');
}

/** Text a person typed, of any number of lines, perhaps none; without what no database keeps: NUL, and half a character. */
export function text(maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^[^\0\p{Cs}]*$/u, 'write plain text');
}

/** An e-mail address; spaces around it, as pasting leaves them, are taken off. */
export const emailAddress = z.string().trim().max(254).check(z.email());

/** A rectangle as fractions of the page (0 to 1, origin top left). */
export const box = z
  .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
  .meta({ id: 'Box' });

/** Paging by cursor: stable while rows are added. */
export const pageQuery = z.object({
  /** Holds the sort key of a row, which may be a name of 200 characters. */
  cursor: z.string().max(4_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next_cursor: z
      .string()
      .nullable()
      .describe('give it as `cursor` to read on; null on the last page'),
  });
}
