import type { Permission } from '@smart-accounting/api-contract';
import type { Component } from 'svelte';
import type { Words } from '#lib/i18n/words.ts';
import type { Paths } from '#lib/paths.ts';
import type { TenantData } from './tenant-data.ts';

/** A page one can go to from anywhere: by a tab, by the palette, by a key. Its feature says what it is called. */
export interface Place {
  readonly name: Words<string>;
  readonly href: (paths: Paths) => string;
  /** Second key after `g`. */
  readonly letter?: string;
  /** Who lacks it is not shown the place. */
  readonly permission?: Permission;
}

/** A place in the rail. */
export interface RailPlace extends Place {
  readonly icon: Component;
  readonly letter: string;
  /** Something to do there. */
  readonly count?: (counts: TenantData['counts']) => number;
  /** Addresses that belong to it, besides its own. */
  readonly also?: (paths: Paths) => readonly string[];
}
