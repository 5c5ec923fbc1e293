import type { Place } from '#lib/shell/place.ts';

export const entriesPlace: Place = {
  name: { nl: 'Journaalposten', en: 'Journal entries' },
  href: (paths) => paths.entries,
  letter: 'j',
};

export const newEntryPlace: Place = {
  name: { nl: 'Nieuwe journaalpost', en: 'New journal entry' },
  href: (paths) => paths.newEntry,
  permission: 'entries.post',
};
