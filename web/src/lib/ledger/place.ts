import type { Place } from '#lib/shell/place.ts';

export const ledgerPlace: Place = {
  name: { nl: 'Grootboek', en: 'Ledger' },
  href: (paths) => paths.ledger,
  letter: 'g',
};
