import type { Component, ComponentProps, Snippet } from 'svelte';
import type Badge from '#lib/components/Badge.svelte';

/**
 * Where a cell stands on a phone, where a row has lines of two: title and figure, then details and state; `line` takes a
 * line of its own, and what has no place is left out.
 */
export type PhonePlace = 'title' | 'figure' | 'detail' | 'state' | 'line';

interface AnyColumn {
  readonly key: string;
  readonly head: string;
  /** By which name the API sorts by this column. */
  readonly sort?: string;
  readonly phone?: PhonePlace;
  readonly width?: 'narrow' | 'medium' | 'wide';
  /** Always shown: a row would say nothing without it. */
  readonly fixed?: boolean;
}

export interface TextCell {
  readonly text: string;
  /** Said smaller behind it. */
  readonly hint?: string | null;
}

export interface BadgeCell {
  readonly text: string;
  readonly tone: ComponentProps<typeof Badge>['tone'];
  readonly icon?: Component;
}

/** A column as data: what its cells are, and the cell of a row. Amounts and days come as the API writes them. */
export type Column<Row> = AnyColumn &
  (
    | {
        readonly kind: 'text';
        readonly of: (row: Row) => string | TextCell | null;
        readonly strong?: boolean;
        readonly quiet?: boolean;
      }
    | {
        readonly kind: 'amount';
        /** Already in words when it is in another currency. */
        readonly of: (row: Row) => string | bigint | { readonly text: string } | null;
        /** What a row adds to the total of the rows that are shown, in cents. */
        readonly sum?: (row: Row) => bigint;
        /** Debit or credit: nothing where it is zero; on a phone, where heads are missing, the letter says which. */
        readonly side?: 'D' | 'C';
      }
    | { readonly kind: 'count'; readonly of: (row: Row) => number | string | null }
    | { readonly kind: 'date' | 'instant'; readonly of: (row: Row) => string | null }
    | { readonly kind: 'badge'; readonly of: (row: Row) => BadgeCell | null }
    | { readonly kind: 'own'; readonly cell: Snippet<[Row]> }
    | { readonly kind: 'actions'; readonly cell: Snippet<[Row]> }
  );

/** Whether the cells of a column are figures, which stand right. */
export function isFigure(kind: Column<never>['kind']): boolean {
  return kind === 'amount' || kind === 'count';
}

/** Something to do with the rows that are chosen. */
export interface BulkAction<Row> {
  readonly label: string;
  readonly icon?: Component;
  /** Which of the rows it is for; the others stay chosen. */
  readonly fits?: (row: Row) => boolean;
  /** Does it; says what was done, and how that is undone when it can be. */
  readonly run: (rows: readonly Row[]) => Promise<Done>;
}

export interface Done {
  readonly text: string;
  readonly undo?: { readonly label?: string; readonly run: () => Promise<Done> };
}

/** Rows that stand together under a head. */
export interface RowGroup {
  readonly key: string;
  readonly label: string;
}
