import type { Place } from '#lib/shell/place.ts';

/** What failed is a part of the inbox; the palette and the keys lead straight to it. */
export const jobsPlace: Place = {
  name: { nl: 'Mislukte taken', en: 'Failed jobs' },
  href: (paths) => paths.failed,
  letter: 'm',
};
