import type { Permission } from '@smart-accounting/api-contract';
import type { Component } from 'svelte';
import type { Words } from '#lib/i18n/words.ts';
import type { Paths } from '#lib/paths.ts';
import type { Counts } from './counts.svelte.ts';

/** A page one can go to from anywhere: by the rail, by the palette, by a key. Its feature says what it is called. */
export interface Place {
  readonly name: Words<string>;
  readonly href: (paths: Paths) => string;
  /** Second key after `g`. */
  readonly letter?: string;
  /** Who lacks it is not shown the place. */
  readonly permission?: Permission;
  /** Something to do there. */
  readonly count?: (counts: Counts) => number;
  /** Addresses that belong to it, besides its own. */
  readonly also?: (paths: Paths) => readonly string[];
}

/** A place that is a section of its own. */
export interface RailPlace extends Place {
  readonly icon: Component;
}

/** What stands in the rail: one place, or several beside each other. */
export interface Section {
  readonly name: Words<string>;
  readonly icon: Component;
  readonly places: readonly Place[];
  /** Pages for making something new, which only the palette knows. */
  readonly makes?: readonly Place[];
}
