import FileText from '@lucide/svelte/icons/file-text';
import type { RailPlace } from '#lib/shell/place.ts';

export const purchasesPlace: RailPlace = {
  name: { nl: 'Inkoop', en: 'Purchases' },
  href: (paths) => paths.purchases,
  icon: FileText,
  letter: 'i',
};
