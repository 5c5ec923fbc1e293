import Users from '@lucide/svelte/icons/users';
import type { Place, RailPlace } from '#lib/shell/place.ts';

export const contactsPlace: RailPlace = {
  name: { nl: 'Relaties', en: 'Contacts' },
  href: (paths) => paths.contacts,
  icon: Users,
  letter: 'r',
};

export const newContactPlace: Place = {
  name: { nl: 'Nieuwe relatie', en: 'New contact' },
  href: (paths) => paths.newContact,
  permission: 'contacts.write',
};
