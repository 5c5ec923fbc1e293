import { dayOf, oneOf } from '#lib/components/one-of.ts';

/** One value of an address as a filter: what it means, or undefined when it means nothing. */
export type FilterKind<T> = (value: string | null) => T;

/** Words to search by, of at most this many letters, as the API takes them. */
export const searchText: FilterKind<string | undefined> = (value) =>
  value?.slice(0, 100) || undefined;

export const day: FilterKind<string | undefined> = dayOf;

/** On, or not mentioned. */
export const flag: FilterKind<'true' | undefined> = (value) =>
  value === 'true' ? 'true' : undefined;

/** The id of something, as the API made it. */
export const idOf: FilterKind<string | undefined> = (value) =>
  value !== null && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;

export function choice<const T extends string>(list: readonly T[]): FilterKind<T | undefined> {
  return (value) => oneOf(list, value);
}

/** One of a list, the first when nothing is said. */
export function choiceOr<const T extends string>(list: readonly [T, ...T[]]): FilterKind<T> {
  return (value) => oneOf(list, value) ?? list[0];
}

type Values<Kinds extends Readonly<Record<string, FilterKind<unknown>>>> = {
  readonly [Name in keyof Kinds]: ReturnType<Kinds[Name]>;
};

/** What narrows and sorts a list; of it come the address, the API's query, the chips and what an export holds. */
export interface ListFilters<Kinds extends Readonly<Record<string, FilterKind<unknown>>>> {
  readonly names: readonly string[];
  /** The filters of an address; anything else that stands there counts for nothing. */
  readonly read: (url: { readonly searchParams: Pick<URLSearchParams, 'get'> }) => Values<Kinds>;
}

/** Sorting narrows nothing: it has no chip and stays when filters are cleared. */
const sorting = ['sort', 'order'];

export function defineFilters<const Kinds extends Readonly<Record<string, FilterKind<unknown>>>>(
  kinds: Kinds,
): ListFilters<Kinds> {
  return {
    names: Object.keys(kinds),
    read: ({ searchParams }) => readAll(kinds, searchParams),
  };
}

function readAll<Kinds extends Readonly<Record<string, FilterKind<unknown>>>>(
  kinds: Kinds,
  search: Pick<URLSearchParams, 'get'>,
): Values<Kinds>;
function readAll(
  kinds: Readonly<Record<string, FilterKind<unknown>>>,
  search: Pick<URLSearchParams, 'get'>,
) {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, read]) => [name, read(search.get(name))]),
  );
}

/** The filters that are set, by name; `kept` are those that have a place of their own, such as tabs. */
export function setFilters(
  values: Readonly<Record<string, unknown>>,
  kept: readonly string[] = [],
): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && !sorting.includes(name) && !kept.includes(name)
      ? [[name, value] satisfies [string, string]]
      : [],
  );
}

/** What is set, as the query of an address of the API: the filter of an export. */
export function filterQuery(
  values: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams(more);
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'string') query.set(name, value);
  return query.toString();
}
