import BookOpen from '@lucide/svelte/icons/book-open';
import FileText from '@lucide/svelte/icons/file-text';
import House from '@lucide/svelte/icons/house';
import Inbox from '@lucide/svelte/icons/inbox';
import Scale from '@lucide/svelte/icons/scale';
import Settings from '@lucide/svelte/icons/settings';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import type { Dictionary } from '#lib/i18n/dictionary.ts';
import type { TenantData } from './tenant-data.ts';

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: Component;
  /** Second key after `g`. */
  readonly letter: string;
  /** Something to do there. */
  readonly count: number;
  /** Addresses that belong to it, besides its own. */
  readonly also: readonly string[];
}

/** The main places of a tenant, in the order of the rail. */
export function placesOf(t: Dictionary, { paths, counts }: TenantData): readonly Place[] {
  const { frame } = t;
  const { review, ready, failed } = counts;
  return [
    place(paths.dashboard, frame.dashboard, House, 'o'),
    place(paths.inbox, frame.inbox, Inbox, 'p', review + ready + failed, [
      `${paths.dashboard}/documents`,
    ]),
    place(paths.purchases, frame.purchases, FileText, 'i'),
    place(paths.ledger, frame.ledger, BookOpen, 'g', 0, [paths.entries]),
    place(paths.trialBalance, frame.trialBalance, Scale, 'k'),
    place(paths.contacts, frame.contacts, Users, 'r'),
    place(paths.jobs, frame.jobs, TriangleAlert, 'm', failed),
    place(paths.settings, frame.settings, Settings, 's'),
  ];
}

function place(
  href: string,
  label: string,
  icon: Component,
  letter: string,
  count = 0,
  also: readonly string[] = [],
): Place {
  return { href, label, icon, letter, count, also };
}

/** Whether an address lies in a place; the overview is only its own page. */
export function isAt(place: Place, pathname: string, dashboard: string): boolean {
  if (place.href === dashboard) return pathname === dashboard;
  return [place.href, ...place.also].some(
    (href) => pathname === href || pathname.startsWith(`${href}/`),
  );
}
