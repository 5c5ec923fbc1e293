import Inbox from '@lucide/svelte/icons/inbox';
import type { RailPlace } from '#lib/shell/place.ts';

export const inboxPlace: RailPlace = {
  name: { nl: 'Postvak', en: 'Inbox' },
  href: (paths) => paths.inbox,
  icon: Inbox,
  letter: 'p',
  count: ({ review, ready, failed }) => review + ready + failed,
  also: (paths) => [`${paths.dashboard}/documents`],
};
