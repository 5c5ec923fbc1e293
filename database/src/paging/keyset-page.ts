import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** What a key of a cursor must look like for the database to read it. */
const keyKinds = {
  uuid: z.uuid(),
  date: z.iso.date(),
  instant: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/),
  integer: z.string().regex(/^-?\d{1,18}$/),
  text: z.string(),
};
export type KeyKind = keyof typeof keyKinds;

/** Where a page ended, as opaque text: the sort keys of its last row. */
export function encodeCursor(keys: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * The sort keys of a cursor; all null without one, for the first page.
 * @throws {Refusal} invalid_fields when it is no cursor of a list with keys of these kinds
 */
export function decodeCursor(
  cursor: string | undefined,
  ...kinds: readonly KeyKind[]
): (string | null)[] {
  if (cursor === undefined) return kinds.map(() => null);
  try {
    const keys = z
      .array(z.unknown())
      .length(kinds.length)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return kinds.map((kind, index) => keyKinds[kind].nullable().parse(keys[index]));
  } catch {
    throw new Refusal('invalid_fields', {
      errors: [{ field: 'cursor', message: 'not a cursor of this list' }],
    });
  }
}

/** One page of a list, and where the next one begins; null after the last. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** Splits one row more than asked into the page and the cursor of the next one. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | null)[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keysOf(last)) : null };
}

/** The pattern of ILIKE for what contains this text somewhere; null, which stands for anything, when it is blank. */
export function containing(search: string | undefined): string | null {
  const text = search?.trim();
  return text ? `%${text.replace(/[%_\\]/g, '\\$&')}%` : null;
}
