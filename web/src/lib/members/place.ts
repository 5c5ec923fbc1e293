import type { Place } from '#lib/shell/place.ts';

export const membersPlace: Place = {
  name: { nl: 'Gebruikers', en: 'Users' },
  href: (paths) => `${paths.settings}/members`,
};
