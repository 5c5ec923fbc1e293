import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { RailPlace } from '#lib/shell/place.ts';

export const jobsPlace: RailPlace = {
  name: { nl: 'Mislukte taken', en: 'Failed jobs' },
  href: (paths) => paths.jobs,
  icon: TriangleAlert,
  letter: 'm',
  count: ({ failed }) => failed,
};
