import Settings from '@lucide/svelte/icons/settings';
import type { Place, RailPlace } from '#lib/shell/place.ts';

export const settingsPlace: RailPlace = {
  name: { nl: 'Instellingen', en: 'Settings' },
  href: (paths) => paths.settings,
  icon: Settings,
  letter: 's',
};

/** The same page as the first tab. */
export const profilePlace: Place = {
  name: { nl: 'Profiel', en: 'Profile' },
  href: settingsPlace.href,
};

export const securityPlace: Place = {
  name: { nl: 'Beveiliging', en: 'Security' },
  href: (paths) => `${paths.settings}/security`,
};
