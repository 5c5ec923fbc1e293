const nl = {
  line: (number: number) => `regel ${number}`,
  amountError: 'Schrijf een bedrag als 1.234,50.',
  unknownChoice: (text: string) => `“${text}” staat niet in de lijst.`,
  removed: (number: number) => `Regel ${number} verwijderd.`,
  moveUp: 'Regel omhoog',
  moveDown: 'Regel omlaag',
  remove: 'Regel verwijderen',
};

const en: typeof nl = {
  line: (number) => `line ${number}`,
  amountError: 'Enter an amount such as 1.234,50.',
  unknownChoice: (text) => `“${text}” is not in the list.`,
  removed: (number) => `Line ${number} removed.`,
  moveUp: 'Move line up',
  moveDown: 'Move line down',
  remove: 'Remove line',
};

export const lineEditorWords = { nl, en };
