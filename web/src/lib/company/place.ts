import type { Place } from '#lib/shell/place.ts';

export const companyPlace: Place = {
  name: { nl: 'Bedrijf', en: 'Company' },
  href: (paths) => paths.settings,
  letter: 's',
};
