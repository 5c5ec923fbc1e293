import type { Language } from '@smart-accounting/api-contract';

/** A text in each language that an export can be had in. */
export type Said = Readonly<Record<Language, string>>;

/**
 * A column of an export: its head, what its cells are, and the cell of a row as the API's answers write it. `instant` is
 * shown as the time in Amsterdam.
 */
export interface SheetColumn<Row> {
  readonly head: Said;
  readonly kind: 'text' | 'amount' | 'count' | 'date' | 'instant';
  readonly of: (row: Row, language: Language) => string | number | null | undefined;
}

/** A list or report as a file: what it is called, and its columns from left to right. */
export interface Sheet<Row> {
  readonly name: Said;
  readonly columns: readonly SheetColumn<Row>[];
}

/** The head of a column, Dutch first. */
export function said(nl: string, en: string): Said {
  return { nl, en };
}

/** A word of a fixed list in the language asked for; one that a newer version wrote stays as it is. */
export function wordOf(
  words: Readonly<Record<string, Said>>,
  code: string,
  language: Language,
): string {
  return words[code]?.[language] ?? code;
}

export const yesOrNo = (value: boolean, language: Language): string =>
  value ? { nl: 'ja', en: 'yes' }[language] : { nl: 'nee', en: 'no' }[language];
