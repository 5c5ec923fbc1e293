import Scale from '@lucide/svelte/icons/scale';
import type { RailPlace } from '#lib/shell/place.ts';

export const trialBalancePlace: RailPlace = {
  name: { nl: 'Kolommenbalans', en: 'Trial balance' },
  href: (paths) => paths.trialBalance,
  icon: Scale,
  letter: 'k',
};
