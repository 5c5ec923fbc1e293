import type { Place } from '#lib/shell/place.ts';

export const trialBalancePlace: Place = {
  name: { nl: 'Kolommenbalans', en: 'Trial balance' },
  href: (paths) => paths.trialBalance,
  letter: 'k',
};
