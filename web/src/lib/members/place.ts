import type { Place } from '#lib/shell/place.ts';

export const membersPlace: Place = {
  name: { nl: 'Leden', en: 'Members' },
  href: (paths) => `${paths.settings}/members`,
};
