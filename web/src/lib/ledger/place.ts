import BookOpen from '@lucide/svelte/icons/book-open';
import type { Place, RailPlace } from '#lib/shell/place.ts';

export const ledgerPlace: RailPlace = {
  name: { nl: 'Grootboek', en: 'Ledger' },
  href: (paths) => paths.ledger,
  icon: BookOpen,
  letter: 'g',
  also: (paths) => [paths.entries],
};

/** The same page as a tab beside the other lists of the ledger. */
export const accountsPlace: Place = {
  name: { nl: 'Rekeningschema', en: 'Chart of accounts' },
  href: ledgerPlace.href,
};
