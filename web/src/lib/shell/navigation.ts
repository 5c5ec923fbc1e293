import { contactsPlace, newContactPlace } from '#lib/contacts/place.ts';
import { dashboardPlace } from '#lib/dashboard/place.ts';
import { entriesPlace, newEntryPlace } from '#lib/entries/place.ts';
import { inboxPlace } from '#lib/inbox/place.ts';
import { jobsPlace } from '#lib/jobs/place.ts';
import { ledgerPlace } from '#lib/ledger/place.ts';
import type { Paths } from '#lib/paths.ts';
import { purchasesPlace } from '#lib/purchases/place.ts';
import { settingsPlace } from '#lib/settings/place.ts';
import { trialBalancePlace } from '#lib/trial-balance/place.ts';
import type { Place, RailPlace } from './place.ts';

/** The main places of a tenant, in the order of the rail. */
export const rail: readonly RailPlace[] = [
  dashboardPlace,
  inboxPlace,
  purchasesPlace,
  ledgerPlace,
  trialBalancePlace,
  contactsPlace,
  settingsPlace,
];

/** Places that the rail has no room for; the palette and the keys know them. */
export const besides: readonly Place[] = [entriesPlace, newEntryPlace, newContactPlace, jobsPlace];

/** Whether an address lies in a place; the overview is only its own page. */
export function isAt(place: RailPlace, pathname: string, paths: Paths): boolean {
  const own = place.href(paths);
  if (own === paths.dashboard) return pathname === own;
  return [own, ...(place.also?.(paths) ?? [])].some(
    (href) => pathname === href || pathname.startsWith(`${href}/`),
  );
}
