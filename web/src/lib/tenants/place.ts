import type { Place } from '#lib/shell/place.ts';

export const tenantsPlace: Place = {
  name: { nl: 'Administraties', en: 'Books' },
  href: () => '/tenants',
  letter: 'a',
};
