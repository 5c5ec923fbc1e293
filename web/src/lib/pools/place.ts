import type { Place } from '#lib/shell/place.ts';

export const poolsPlace: Place = {
  name: { nl: 'Werkers', en: 'Workers' },
  href: () => '/pools',
};
