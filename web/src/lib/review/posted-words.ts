import type { Words } from '#lib/i18n/words.ts';

/** What a posted invoice says; loaded with its page. */
const nl = {
  postedBy: (person: string, moment: string) => `Geboekt door ${person}, ${moment}`,
  postedAt: (moment: string) => `Geboekt op ${moment}`,
  reversedState: 'Deze boeking is teruggeboekt.',
  correctReversed: 'Verbeteren en opnieuw boeken',
  toCorrected: 'Bekijk de verbeterde factuur',
  open: 'Openen',
  reverseTitle: 'Factuur terugboeken?',
  reverseText: (number: string) =>
    `${number} krijgt een tegenboeking. Om de factuur daarna opnieuw te boeken, verbeter je een kopie.`,
  onlyReverse: 'Alleen terugboeken',
  reverseAndCorrect: 'Terugboeken en verbeteren',
  lines: 'Regels',
  history: 'Geschiedenis',
  toPay: 'Nog te betalen',
  program: 'automatisch',
  events: {
    'document.uploaded': 'Document ontvangen',
    'document.retried': 'Document opnieuw gelezen',
    'document.split': 'Document gesplitst',
    'invoice.started': 'Zelf ingevoerd',
    'invoice.copied': 'Kopie van een teruggeboekte factuur gemaakt',
    'invoice.corrected': 'Nagekeken en verbeterd',
    'invoice.posted': 'Geboekt',
    'invoice.reversed': 'Teruggeboekt',
    'entry.reversed': 'Teruggeboekt',
  },
  change: 'Gewijzigd',
};

const en: typeof nl = {
  postedBy: (person, moment) => `Posted by ${person}, ${moment}`,
  postedAt: (moment) => `Posted on ${moment}`,
  reversedState: 'This entry has been reversed.',
  correctReversed: 'Correct and post again',
  toCorrected: 'See the corrected invoice',
  open: 'Open',
  reverseTitle: 'Reverse the invoice?',
  reverseText: (number) =>
    `An entry opposite to ${number} is posted. To post the invoice again, correct a copy of it.`,
  onlyReverse: 'Reverse only',
  reverseAndCorrect: 'Reverse and correct',
  lines: 'Lines',
  history: 'History',
  toPay: 'Left to pay',
  program: 'automatic',
  events: {
    'document.uploaded': 'Document received',
    'document.retried': 'Document read again',
    'document.split': 'Document split',
    'invoice.started': 'Entered by hand',
    'invoice.copied': 'Copy of a reversed invoice made',
    'invoice.corrected': 'Reviewed and corrected',
    'invoice.posted': 'Posted',
    'invoice.reversed': 'Reversed',
    'entry.reversed': 'Reversed',
  },
  change: 'Changed',
};

export const postedWords: Words<typeof nl> = { nl, en };
