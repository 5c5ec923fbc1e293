import type { Place } from '#lib/shell/place.ts';

export const profilePlace: Place = {
  name: { nl: 'Profiel', en: 'Profile' },
  href: (paths) => paths.profile,
};

export const securityPlace: Place = {
  name: { nl: 'Beveiliging', en: 'Security' },
  href: (paths) => `${paths.profile}/security`,
};
