const nl = {
  creatingTitle: 'We richten je boekhouding in',
  creatingText:
    'Rekeningschema, dagboeken en boekjaar worden aangemaakt. Dit duurt een paar tellen.',
  suspendedTitle: 'Deze administratie is geblokkeerd',
  suspendedText: 'Vraag de eigenaar of je beheerder wat er aan de hand is.',
};

const en: typeof nl = {
  creatingTitle: 'We are setting up your books',
  creatingText:
    'The chart of accounts, journals and financial year are being created. This takes a few seconds.',
  suspendedTitle: 'These books are suspended',
  suspendedText: 'Ask the owner or your administrator why.',
};

export const waitingWords = { nl, en };
