import type { Words } from '#lib/i18n/words.ts';

/** What a posted invoice says; loaded with its page. */
const nl = {
  lines: 'Regels',
  history: 'Geschiedenis',
  toPay: 'Nog te betalen',
  program: 'automatisch',
  events: {
    'document.uploaded': 'Document ontvangen',
    'document.retried': 'Document opnieuw gelezen',
    'document.split': 'Document gesplitst',
    'invoice.started': 'Zelf ingevoerd',
    'invoice.corrected': 'Nagekeken en verbeterd',
    'invoice.posted': 'Geboekt',
    'invoice.reversed': 'Teruggeboekt',
    'entry.reversed': 'Teruggeboekt',
  },
  change: 'Gewijzigd',
};

const en: typeof nl = {
  lines: 'Lines',
  history: 'History',
  toPay: 'Left to pay',
  program: 'automatic',
  events: {
    'document.uploaded': 'Document received',
    'document.retried': 'Document read again',
    'document.split': 'Document split',
    'invoice.started': 'Entered by hand',
    'invoice.corrected': 'Reviewed and corrected',
    'invoice.posted': 'Posted',
    'invoice.reversed': 'Reversed',
    'entry.reversed': 'Reversed',
  },
  change: 'Changed',
};

export const postedWords: Words<typeof nl> = { nl, en };
