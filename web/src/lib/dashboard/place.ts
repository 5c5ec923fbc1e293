import House from '@lucide/svelte/icons/house';
import type { RailPlace } from '#lib/shell/place.ts';

export const dashboardPlace: RailPlace = {
  name: { nl: 'Overzicht', en: 'Overview' },
  href: (paths) => paths.dashboard,
  icon: House,
  letter: 'o',
};
