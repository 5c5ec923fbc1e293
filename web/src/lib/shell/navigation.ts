import BookOpen from '@lucide/svelte/icons/book-open';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import Settings from '@lucide/svelte/icons/settings';
import { apiKeysPlace } from '#lib/api-keys/place.ts';
import { companyPlace } from '#lib/company/place.ts';
import { contactsPlace, newContactPlace } from '#lib/contacts/place.ts';
import { dashboardPlace } from '#lib/dashboard/place.ts';
import { entriesPlace, newEntryPlace } from '#lib/entries/place.ts';
import { inboxPlace } from '#lib/inbox/place.ts';
import { jobsPlace } from '#lib/jobs/place.ts';
import { ledgerPlace } from '#lib/ledger/place.ts';
import { membersPlace } from '#lib/members/place.ts';
import type { Paths } from '#lib/paths.ts';
import { purchasesPlace } from '#lib/purchases/place.ts';
import { profilePlace, securityPlace } from '#lib/settings/place.ts';
import { tenantsPlace } from '#lib/tenants/place.ts';
import { trialBalancePlace } from '#lib/trial-balance/place.ts';
import type { Place, RailPlace, Section } from './place.ts';
import { may } from './tenant-data.ts';

/** All of a tenant's pages in the order of the rail. The rail, the tabs, the palette and the keys are made of this. */
const everySection: readonly Section[] = [
  alone(dashboardPlace),
  alone(inboxPlace, [jobsPlace]),
  alone(purchasesPlace),
  {
    name: { nl: 'Boekhouding', en: 'Bookkeeping' },
    icon: BookOpen,
    places: [ledgerPlace, entriesPlace],
    makes: [newEntryPlace],
  },
  { name: { nl: 'Rapporten', en: 'Reports' }, icon: ChartColumn, places: [trialBalancePlace] },
  alone(contactsPlace, [newContactPlace]),
  {
    name: { nl: 'Instellingen', en: 'Settings' },
    icon: Settings,
    places: [companyPlace, membersPlace, apiKeysPlace],
  },
];

/** What is the person's own, whatever the books. */
export const personPlaces: readonly Place[] = [profilePlace, securityPlace];

/** The sections with what this person may open of them. Read it inside `$derived`. */
export function sections(): readonly Section[] {
  return everySection
    .map((section) => ({ ...section, places: section.places.filter(isOpen) }))
    .filter(({ places }) => places.length > 0);
}

/** Every page that can be gone to by name or by key. */
export function places(): readonly Place[] {
  const inside = everySection.flatMap(({ places, makes = [] }) => [...places, ...makes]);
  return [...inside, ...personPlaces, tenantsPlace].filter(isOpen);
}

/** Whether an address lies in a place; a page that others lie below is only its own. */
export function isAt(place: Place, pathname: string, paths: Paths): boolean {
  const own = place.href(paths);
  if (own === paths.dashboard || own === paths.settings || own === paths.profile)
    return pathname === own || isBelow(pathname, place.also?.(paths));
  return isBelow(pathname, [own, ...(place.also?.(paths) ?? [])]);
}

function isBelow(pathname: string, addresses: readonly string[] = []): boolean {
  return addresses.some((href) => pathname === href || pathname.startsWith(`${href}/`));
}

function isOpen({ permission }: Place): boolean {
  return permission === undefined || may(permission);
}

function alone(place: RailPlace, makes: readonly Place[] = []): Section {
  return { name: place.name, icon: place.icon, places: [place], makes };
}
