import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { query } from '../tenancy/database.ts';

/** What a key of a cursor must look like for the database to read it as a value of this type. */
const keyTypes = {
  uuid: z.uuid(),
  date: z.iso.date(),
  timestamptz: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-](0\d|1[0-4])(:[0-5]\d)?$/),
  bigint: z.string().regex(/^-?\d{1,18}$/),
  text: z.string(),
};
export type KeyType = keyof typeof keyTypes;

/** The sort keys of a row, as text; those of the beginning are all null. */
type Keys = readonly (string | null)[];

function encodeCursor(keys: Keys): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * The sort keys of a cursor; all null without one, for the first page.
 * @throws {Refusal} invalid_fields when it is no cursor of a list with keys of these types
 */
function decodeCursor(cursor: string | undefined, types: readonly KeyType[]): Keys {
  if (cursor === undefined) return types.map(() => null);
  try {
    const keys = z
      .array(z.unknown())
      .length(types.length)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return types.map((type, index) => keyTypes[type].nullable().parse(keys[index]));
  } catch {
    throw new Refusal('invalid_fields', {
      errors: [{ field: 'cursor', message: 'not a cursor of this list' }],
    });
  }
}

/** Which page: the rows after a cursor, else the first ones. */
interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of a list, and the cursor of the next one; null after the last. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** The parts of a list's statement, all of them written in the program; what callers gave is bound as `values`. */
export interface List {
  /** Stands before SELECT: the common tables that `rows` names. */
  readonly with?: string;
  /** What follows SELECT: columns, FROM and joins. */
  readonly rows: string;
  /** Conditions that use `values` as $1, $2, and so on. */
  readonly where: string;
  readonly values: readonly unknown[];
  /** The columns that rows are sorted by, and what each holds; together they are another for every row. */
  readonly by: Readonly<Record<string, KeyType>>;
  readonly descending?: boolean;
  /** Whether the first of `by` may be empty: such rows come last in either direction. */
  readonly emptyLast?: boolean;
}

/**
 * One page of a list: the rows after the cursor, found by their keys, so that an index serves a late page like the first.
 * @throws {Refusal} invalid_fields when the cursor is not one of this list
 */
export async function listPage<Row extends object>(
  { cursor, limit }: Paging,
  list: List,
): Promise<Page<Row>> {
  const { columns, keys, bound, beyond } = keysOf(list, cursor);
  const { rows, where, values, descending = false, emptyLast = false } = list;
  const empty = `${columns[0]} IS NULL AND (${bound[0]} IS NOT NULL OR ${beyond(1)})`;
  const order = columns.map((column) => column + (descending ? ' DESC' : ''));
  if (emptyLast) order[0] += ' NULLS LAST';
  const found = await query<Row & { pageKeys: Keys }>(
    `${list.with ?? ''} SELECT ${keysAsText(columns)} AS "pageKeys", ${rows}
       WHERE (${where}) AND (${bound.at(-1)} IS NULL OR ${beyond(0)}${emptyLast ? ` OR ${empty}` : ''})
       ORDER BY ${order.join()} LIMIT $${values.length + keys.length + 1}`,
    [...values, ...keys, limit + 1],
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(last.pageKeys) : null };
}

/**
 * The cursor of the page before this one, of a list without empty keys; null on the first page.
 * @throws {Refusal} invalid_fields when the cursor is not one of this list
 */
export async function previousCursor(
  { cursor, limit }: Paging,
  list: List,
): Promise<string | null> {
  const { columns, keys, upTo } = keysOf(list, cursor);
  if (keys.at(-1) === null) return null;
  const { rows, where, values, descending = false } = list;
  const backwards = columns.map((column) => column + (descending ? '' : ' DESC'));
  const [before] = await query<{ pageKeys: Keys }>(
    `${list.with ?? ''} SELECT ${keysAsText(columns)} AS "pageKeys", ${rows}
       WHERE (${where}) AND ${upTo} ORDER BY ${backwards.join()}
       OFFSET $${values.length + keys.length + 1} LIMIT 1`,
    [...values, ...keys, limit],
  );
  return encodeCursor(before?.pageKeys ?? keys.map(() => null));
}

/** The columns a list is sorted by, and what compares them with the keys of a cursor, bound after its values. */
function keysOf({ by, values, descending = false }: List, cursor: string | undefined) {
  const [columns, types] = [Object.keys(by), Object.values(by)];
  const bound = types.map((type, at) => `$${values.length + at + 1}::${type}`);
  const [after, before] = descending ? (['<', '>='] as const) : (['>', '<='] as const);
  // The first column by itself says nothing new, but an index can begin with it where the columns are of several tables.
  const compared = (from: number, how: string): string =>
    `(${columns[from]} ${how[0]}= ${bound[from]} AND (${columns.slice(from).join()}) ${how} (${bound.slice(from).join()}))`;
  const beyond = (from: number): string => compared(from, after);
  const upTo = compared(0, before);
  return { columns, keys: decodeCursor(cursor, types), bound, beyond, upTo };
}

function keysAsText(columns: readonly string[]): string {
  return `ARRAY[${columns.map((column) => `(${column})::text`).join()}]`;
}

/** The pattern of ILIKE for what contains this text somewhere; null, which stands for anything, when it is blank. */
export function containing(search: string | undefined): string | null {
  const text = search?.trim();
  return text ? `%${text.replace(/[%_\\]/g, '\\$&')}%` : null;
}
