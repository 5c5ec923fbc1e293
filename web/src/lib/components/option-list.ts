/** Something that can be chosen from a list by its text. */
export interface Option {
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
  /** What it is listed under, as long as nothing is typed; options of a group stand together. */
  readonly group?: string;
}

/** What a person did with a list since it was opened: typed a text, moved the mark. */
export interface Search {
  /** null: nothing typed, so that what is chosen stays */
  readonly typed: string | null;
  /** place of the marked option in the list; null: none, so that no key chooses anything */
  readonly marked: number | null;
}

/** A list that was only opened. */
export const untouched: Search = { typed: null, marked: null };

/** What is chosen from now on: an option, or none at all. */
export interface Choice<Listed> {
  readonly option: Listed | null;
}

/** The options to list: all, or those with each word that was typed; by those that begin with the first one. */
export function optionsFor<Listed extends Option>(
  options: readonly Listed[],
  typed: string | null,
): readonly Listed[] {
  const [first, ...others] = (typed ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (first === undefined) return options;
  const hits = options.filter(({ label, detail = '' }) => {
    const text = `${label} ${detail}`.toLowerCase();
    return [first, ...others].every((part) => text.includes(part));
  });
  const [begin, rest] = [true, false].map((wanted) =>
    hits.filter(({ label }) => label.toLowerCase().startsWith(first) === wanted),
  );
  return [...(begin ?? []), ...(rest ?? [])];
}

/** The search after typing: the best option is marked; emptying the text marks none. */
export function typing(typed: string): Search {
  return { typed, marked: typed.trim() === '' ? null : 0 };
}

/** The search after moving up or down, around the ends; the first step begins at what is chosen. */
export function moving(
  search: Search,
  step: 1 | -1,
  listed: readonly Option[],
  chosen: string | null,
): Search {
  if (listed.length === 0) return search;
  const from = search.marked ?? listed.findIndex(({ key }) => key === chosen);
  const next = from < 0 && step < 0 ? -1 : from + step;
  return { ...search, marked: (next + listed.length) % listed.length };
}

/** What Enter chooses: the marked option. Null where that changes nothing: the list closes, and the form goes on. */
export function onEnter<Listed extends Option>(
  { marked }: Search,
  listed: readonly Listed[],
  chosen: string | null,
): Choice<Listed> | null {
  const option = marked === null ? undefined : listed[marked];
  return option && option.key !== chosen ? { option } : null;
}

/**
 * What leaving the field chooses: after typing, the marked option where a person leaves by Tab, else only one that alone
 * fits; and none at all where the text was emptied and that may be. Null where that changes nothing.
 */
export function onLeave<Listed extends Option>(
  { typed, marked }: Search,
  listed: readonly Listed[],
  chosen: string | null,
  { byTab, clearable }: { readonly byTab: boolean; readonly clearable: boolean },
): Choice<Listed> | null {
  if (typed === null) return null;
  if (typed.trim() === '') return clearable && chosen !== null ? { option: null } : null;
  const option = byTab || listed.length === 1 ? listed[marked ?? 0] : undefined;
  return option && option.key !== chosen ? { option } : null;
}
